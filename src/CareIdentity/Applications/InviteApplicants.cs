using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Messages;
using CareIdentity.Organisations;
using CareIdentity.People;
using CareIdentity.SignIn;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Applications;

public sealed record InvitedPerson(string GivenName, string FamilyName, EmailAddress Email);

public sealed record InviteApplicantsRequest
{
    public required OdsCode Organisation { get; init; }

    public required IReadOnlyList<InvitedPerson> People { get; init; }

    public required string Note { get; init; }

    public Guid? PositionId { get; init; }

    public DateOnly? StartsOn { get; init; }

    public DateOnly? ExpiresOn { get; init; }

    /// <summary>Who asked for the position, where somebody of the RA invites.</summary>
    public Guid? SponsorId { get; init; }
}

/// <summary>One or many people are invited to apply for a Care ID: all of them, each with a link of their own by e-mail, or none (features.md row 51).</summary>
public sealed class InviteApplicants(CareIdentityDb db, Authority authority, SponsorQueries sponsors, Outbox outbox, RaPolicy policy, AuditTrail audit, TimeProvider clock)
{
    public const int Most = 500;

    public async Task<Outcome<IReadOnlyList<ApplicationReference>>> ExecuteAsync(InviteApplicantsRequest request, Actor actor, CancellationToken ct)
    {
        if (await authority.CheckAsync(actor, RaFunction.InviteApplicant, request.Organisation, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        var organisation = await db.Organisations.AsNoTracking().FirstOrDefaultAsync(o => o.Code == request.Organisation, ct);
        var position = request.PositionId is { } id ? await db.Positions.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, ct) : null;
        if ((Decide(request, organisation, position) ?? await CheckSponsorAsync(request, actor, ct) ?? await CheckOpenAsync(request, ct)) is { } refusal)
        {
            return refusal;
        }

        var made = request.People.Select(person => Invite(person, request, organisation!, position, actor)).ToList();

        return await db.SaveAsync(ct) is { } refused ? refused : Outcome<IReadOnlyList<ApplicationReference>>.FromT(made);
    }

    private Refusal? Decide(InviteApplicantsRequest request, Organisation? organisation, Position? position) =>
        organisation is null ? OrganisationRefusals.NotFound(request.Organisation.Value)
        : !organisation.IsOpen ? OrganisationRefusals.Closed(organisation.Code, organisation.Name)
        : request.People.Count == 0 ? ApplicationRefusals.NobodyInFile
        : request.People.Count > Most ? ApplicationRefusals.TooManyAtOnce
        : string.IsNullOrWhiteSpace(request.Note) || request.Note.Length > 1000 ? ApplicationRefusals.NoteMissing
        : request.PositionId is not null && (position is null || position.Organisation != request.Organisation || position.State is PositionState.Closed) ? AccessRefusals.PositionNotFound
        : position is not null && (request.StartsOn is null || request.StartsOn < clock.Today()) ? AccessRefusals.StartInPast
        : request.ExpiresOn < request.StartsOn ? AccessRefusals.EndBeforeStart
        : request.People.Select(person => PersonalDetailsRules.CheckNames(new PersonalDetails { GivenName = person.GivenName, FamilyName = person.FamilyName })).FirstOrDefault(wrong => wrong is not null)
            ?? (request.People.DistinctBy(person => person.Email).Count() < request.People.Count ? ApplicationRefusals.InvitedAlready : null);

    /// <summary>A sponsor asks in their own name; the RA names the sponsor who asked.</summary>
    private async Task<Refusal?> CheckSponsorAsync(InviteApplicantsRequest request, Actor actor, CancellationToken ct)
    {
        if (request.SponsorId is null)
        {
            return request.PositionId is null || await authority.CheckAsync(actor, RaFunction.RaiseRequest, request.Organisation, ct) is null ? null : ApplicationRefusals.SponsorMissing;
        }

        return request.SponsorId != actor.ProfileId && (await sponsors.OfAsync(request.Organisation, ct)).Any(holder => holder.ProfileId == request.SponsorId) ? null : ApplicationRefusals.SponsorMissing;
    }

    /// <summary>Two links for one person would lead to two applications.</summary>
    private async Task<Refusal?> CheckOpenAsync(InviteApplicantsRequest request, CancellationToken ct)
    {
        var addresses = request.People.Select(person => person.Email).ToList();
        return await db.Applications.AnyAsync(
            a => a.Organisation == request.Organisation
                && (a.State == ApplicationState.Invited || a.State == ApplicationState.Returned || a.State == ApplicationState.Submitted)
                && addresses.Contains(a.Email),
            ct) ? ApplicationRefusals.InvitedAlready : null;
    }

    private ApplicationReference Invite(InvitedPerson person, InviteApplicantsRequest request, Organisation organisation, Position? position, Actor actor)
    {
        var now = clock.GetUtcNow();
        var application = new Application
        {
            Id = Guid.CreateVersion7(now),
            Reference = ApplicationReference.Create(),
            Organisation = request.Organisation,
            InvitedBy = actor.ProfileId,
            InvitedAs = actor.ActingAs,
            InvitedAt = now,
            SponsorId = request.SponsorId,
            GivenName = person.GivenName.Trim(),
            FamilyName = person.FamilyName.Trim(),
            Email = person.Email,
            Note = request.Note.Trim(),
            PositionId = position?.Id,
            StartsOn = position is null ? null : request.StartsOn,
            ExpiresOn = position is null ? null : request.ExpiresOn,
        };
        var path = ApplicantLink.Make(application, now, policy);
        db.Applications.Add(application);
        db.ApplicationDrafts.Add(new ApplicationDraft { ApplicationId = application.Id });
        outbox.Post(
            outbox.Texts.Invitation(application.GivenName, actor.Name, organisation.Name, path, ClockDates.OnDay(application.LinkUntil)),
            application.Email, application.Reference.Value, application.Organisation, application.LinkUntil);
        audit.Record(actor, new Reason(request.Note), new ApplicantInvited
        {
            ApplicationId = application.Id,
            Reference = application.Reference,
            Organisation = application.Organisation,
            Name = application.FullName,
            PositionName = position?.Name,
            SponsorId = application.SponsorId,
        });
        return application.Reference;
    }
}

/// <summary>The secret that an applicant's message holds and nobody else: here only as its hash.</summary>
internal static class ApplicantLink
{
    /// <summary>Gives the path, once; the link before works no more.</summary>
    public static string Make(Application application, DateTimeOffset now, RaPolicy policy)
    {
        var secret = SecretToken.Create();
        application.Link(SecretToken.Hash(secret)!, now.AddDays(policy.InvitationDays));
        return "/apply/" + secret;
    }
}
