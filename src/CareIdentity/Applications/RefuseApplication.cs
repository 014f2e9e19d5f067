using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Messages;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Applications;

public sealed record RefuseApplicationRequest
{
    public required Guid ApplicationId { get; init; }

    public required Guid Version { get; init; }

    /// <summary>Null: it is not rejected but goes back for something better.</summary>
    public RefusalReason? Reason { get; init; }

    /// <summary>What is needed, in the checker's words; of a rejection what else the applicant shall know.</summary>
    public string Words { get; init; } = "";
}

/// <summary>Not yes: back to the applicant for a better picture with a new link, or no with a reason of the list, which says the way on.</summary>
public sealed class RefuseApplication(CareIdentityDb db, Authority authority, Outbox outbox, RaPolicy policy, AuditTrail audit, TimeProvider clock)
{
    private const int MostLetters = 1000;

    public async Task<Outcome<Done>> ExecuteAsync(RefuseApplicationRequest request, Actor actor, CancellationToken ct)
    {
        var application = await db.Applications.FirstOrDefaultAsync(a => a.Id == request.ApplicationId, ct);
        if (application is null)
        {
            return ApplicationRefusals.NotFound;
        }

        if (await authority.CheckAsync(actor, RaFunction.CreateProfile, application.Organisation, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        var words = request.Words.Trim();
        if (application.Version != request.Version)
        {
            return SaveRefusals.ChangedBySomeoneElse;
        }

        if (words.Length > MostLetters || (request.Reason is null && words.Length == 0))
        {
            return ApplicationRefusals.NeededMissing;
        }

        var decided = request.Reason is { } why ? application.Refuse(actor.ProfileId, why, clock.GetUtcNow()) : application.SendBack(actor.ProfileId, words);
        if (decided is not null)
        {
            return decided;
        }

        await TellAsync(application, words, ct);
        audit.Record(actor, new Reason(words), request.Reason is { } reason
            ? new ApplicationRefused { ApplicationId = application.Id, Reference = application.Reference, Organisation = application.Organisation, Why = reason }
            : new ApplicationSentBack { ApplicationId = application.Id, Reference = application.Reference, Organisation = application.Organisation });

        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }

    private async Task TellAsync(Application application, string words, CancellationToken ct)
    {
        var organisation = await db.Organisations.Where(o => o.Code == application.Organisation).Select(o => o.Name).FirstAsync(ct);
        if (application.Reason is not { } reason)
        {
            var path = ApplicantLink.Make(application, clock.GetUtcNow(), policy);
            outbox.Post(
                outbox.Texts.MoreNeeded(application.GivenName, organisation, words, path, ClockDates.OnDay(application.LinkUntil)),
                application.Email, application.Reference.Value, application.Organisation, application.LinkUntil);
            return;
        }

        var inviter = await db.Profiles.Where(p => p.Id == application.InvitedBy).Select(p => p.GivenName + " " + p.FamilyName).FirstAsync(ct);
        var said = words.Length == 0 ? ApplicationWords.Of(reason) : $"{ApplicationWords.Of(reason)} {words}";
        outbox.Post(
            outbox.Texts.Refused(application.GivenName, organisation, said, ApplicationWords.Next(reason, inviter)),
            application.Email, application.Reference.Value, application.Organisation);
        await ApplicationNews.TellInviterAsync(db, outbox, application, "It could not be accepted", ct);
    }
}
