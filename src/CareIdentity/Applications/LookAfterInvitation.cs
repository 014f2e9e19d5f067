using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Messages;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Applications;

public enum InvitationMove
{
    SendAgain,
    Withdraw,
}

public sealed record LookAfterInvitationRequest
{
    public required Guid ApplicationId { get; init; }

    public required InvitationMove Move { get; init; }
}

/// <summary>A new link, or no link at all: by who invited, or the Registration Authority of the organisation; nobody else.</summary>
public sealed class LookAfterInvitation(CareIdentityDb db, Authority authority, Outbox outbox, RaPolicy policy, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<Done>> ExecuteAsync(LookAfterInvitationRequest request, Actor actor, CancellationToken ct)
    {
        var application = await db.Applications.FirstOrDefaultAsync(a => a.Id == request.ApplicationId, ct);
        if (application is null)
        {
            return ApplicationRefusals.NotFound;
        }

        if (await authority.CheckAsync(actor, RaFunction.InviteApplicant, application.Organisation, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        if (application.InvitedBy != actor.ProfileId && await authority.CheckAsync(actor, RaFunction.DecideRequest, application.Organisation, ct) is not null)
        {
            return ApplicationRefusals.NotInviter;
        }

        if (!application.IsWithApplicant || (request.Move is InvitationMove.Withdraw && application.Withdraw(clock.GetUtcNow()) is not null))
        {
            return ApplicationRefusals.NotWithApplicant;
        }

        if (request.Move is InvitationMove.SendAgain)
        {
            await SendAsync(application, ct);
        }

        audit.Record(actor, Reason.None, request.Move is InvitationMove.SendAgain
            ? new InvitationSentAgain { ApplicationId = application.Id, Reference = application.Reference, Organisation = application.Organisation }
            : new InvitationWithdrawn { ApplicationId = application.Id, Reference = application.Reference, Organisation = application.Organisation });

        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }

    private async Task SendAsync(Application application, CancellationToken ct)
    {
        var path = ApplicantLink.Make(application, clock.GetUtcNow(), policy);
        var organisation = await db.Organisations.Where(o => o.Code == application.Organisation).Select(o => o.Name).FirstAsync(ct);
        var inviter = await db.Profiles.Where(p => p.Id == application.InvitedBy).Select(p => p.GivenName + " " + p.FamilyName).FirstAsync(ct);
        var until = ClockDates.OnDay(application.LinkUntil);
        outbox.Post(
            application is { State: ApplicationState.Returned, Needed: { } needed }
                ? outbox.Texts.MoreNeeded(application.GivenName, organisation, needed, path, until)
                : outbox.Texts.Invitation(application.GivenName, inviter, organisation, path, until),
            application.Email, application.Reference.Value, application.Organisation, application.LinkUntil);
    }
}
