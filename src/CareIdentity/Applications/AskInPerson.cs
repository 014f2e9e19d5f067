using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Messages;
using CareIdentity.People;
using CareIdentity.Requests;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Applications;

public sealed record AskInPersonRequest
{
    public required string? Token { get; init; }

    public required DateOnly? BornOn { get; init; }

    /// <summary>What keeps them from going on online.</summary>
    public required string Why { get; init; }
}

/// <summary>
/// The way on for whoever cannot go on: no document that they could take a picture of, no camera, abroad. The application becomes a
/// request to register the person, with the position that waits for it, raised by who invited; an ID checker sees the person.
/// </summary>
public sealed class AskInPerson(CareIdentityDb db, ApplicantDesk desk, Outbox outbox, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<Done>> ExecuteAsync(AskInPersonRequest request, Actor actor, CancellationToken ct)
    {
        if (await desk.InHandAsync(request.Token, ct) is not { } found)
        {
            return ApplicationRefusals.NotWithYou;
        }

        var (application, draft) = found;
        var answers = ApplicantAnswers.Read(draft.Answers);
        var person = answers.Person(application.Email) with
        {
            GivenName = answers.GivenName ?? application.GivenName,
            FamilyName = answers.FamilyName ?? application.FamilyName,
            DateOfBirth = request.BornOn,
        };
        if (PersonalDetailsRules.Check(person, clock.Today()) is { } wrong)
        {
            return wrong;
        }

        var now = clock.GetUtcNow();
        if (application.MeetInPerson(now) is { } refusal)
        {
            return refusal;
        }

        var inviter = await db.Profiles.AsNoTracking().FirstAsync(p => p.Id == application.InvitedBy, ct);
        var organisation = await db.Organisations.Where(o => o.Code == application.Organisation).Select(o => o.Name).FirstAsync(ct);
        var why = string.IsNullOrWhiteSpace(request.Why) ? "no reason given" : request.Why.Trim();
        var note = $"{application.Note} (Invited online, {application.Reference}; asks to be seen: {why})";
        var registration = RaiseRegistration.Raise(
            RequestKind.CreateProfile, application.Organisation, person, application.Sponsor, application.InvitedAs, note.Length <= 1000 ? note : note[..1000], now,
            source: RequestSource.Application);
        db.AccessRequests.Add(registration);
        if (application is { PositionId: { } position, StartsOn: { } startsOn })
        {
            db.AccessRequests.Add(RaiseRegistration.Raise(
                RequestKind.AssignPosition, application.Organisation, person, application.Sponsor, application.InvitedAs, application.Note, now, position, startsOn, application.ExpiresOn, registration.Id,
                RequestSource.Application));
        }

        outbox.Post(outbox.Texts.SeenInPerson(application.GivenName, organisation), application.Email, application.Reference.Value, application.Organisation);
        outbox.Post(
            outbox.Texts.InviterTold(inviter.GivenName, application.Reference.Value, application.FullName, $"They ask to be seen in person; request {registration.Reference} waits for an ID checker"),
            inviter.Email, application.Reference.Value, application.Organisation);
        audit.Record(actor with { Name = application.FullName, ActingAs = "the applicant" }, new Reason(why), new ApplicantAskedInPerson
        {
            ApplicationId = application.Id,
            Reference = application.Reference,
            Organisation = application.Organisation,
            RequestId = registration.Id,
        });

        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }
}
