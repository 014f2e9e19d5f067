using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Messages;
using CareIdentity.People;
using CareIdentity.Requests;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Applications;

public sealed record ApproveApplicationRequest
{
    public required Guid ApplicationId { get; init; }

    /// <summary>Of what was read: an application that came back since is read first.</summary>
    public required Guid Version { get; init; }

    /// <summary>The face was compared with the photo on the document.</summary>
    public required bool Compared { get; init; }

    /// <summary>The digital check of the address returned two proofs.</summary>
    public required bool TwoProofs { get; init; }

    /// <summary>Profiles that look alike and are other people.</summary>
    public IReadOnlyList<Guid> NotTheSameAs { get; init; } = [];

    /// <summary>The profile that the person has already; null to make one.</summary>
    public Guid? SameAs { get; init; }
}

/// <summary>
/// The checker is satisfied: the profile exists, verified, from this commit on, or the one that was there is found. The position that the
/// inviter chose becomes a request of its own.
/// </summary>
public sealed class ApproveApplication(
    CareIdentityDb db, Authority authority, ProfileRegistration registration, DuplicateCheck duplicates, DutyLedger duties, Outbox outbox, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<ProfileRegistered>> ExecuteAsync(ApproveApplicationRequest request, Actor actor, CancellationToken ct)
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

        var answers = ApplicantAnswers.Read(application.Submitted);
        if (Decide(request, application, answers, actor) is { } refusal)
        {
            return refusal;
        }

        var found = request.SameAs is { } known
            ? await FindAsync(known, application, answers, actor, ct)
            : await RegisterAsync(request, application, answers, actor, ct);
        if (found.IsRefused(out var wrong, out var profile))
        {
            return wrong;
        }

        if (application.Confirm(actor.ProfileId, profile.Id, request.SameAs is null, clock.GetUtcNow()) is { } decided)
        {
            return decided;
        }

        var raised = Ask(application, profile);
        await TellAsync(application, profile, ct);
        audit.Record(actor, Reason.None, new ApplicationApproved
        {
            ApplicationId = application.Id,
            Reference = application.Reference,
            Organisation = application.Organisation,
            ProfileId = profile.Id,
            Uuid = profile.Uuid,
            IsNew = request.SameAs is null,
            SponsorId = application.Sponsor,
            InvitedBy = application.InvitedBy,
            Documents = [.. answers.Recorded.Select(document => document.Kind.Name)],
            NotTheSameAs = request.NotTheSameAs,
            RequestId = raised?.Id,
        });

        return await db.SaveAsync(ct) is { } refused ? refused : new ProfileRegistered(profile.Id, profile.Uuid);
    }

    private static Refusal? Decide(ApproveApplicationRequest request, Application application, ApplicantAnswers answers, Actor actor) =>
        application.Version != request.Version ? SaveRefusals.ChangedBySomeoneElse
        : application.MayDecide(actor.ProfileId)
            ?? (!request.Compared ? ApplicationRefusals.NotCompared
                : !request.TwoProofs && answers.Recorded.Any(document => document.Kind.CountsAs > 1) ? ApplicationRefusals.ProofsNotSeen
                : null);

    private async Task<Outcome<Profile>> RegisterAsync(ApproveApplicationRequest request, Application application, ApplicantAnswers answers, Actor actor, CancellationToken ct)
    {
        var face = await db.ApplicationPictures.AsNoTracking().FirstOrDefaultAsync(p => p.ApplicationId == application.Id && p.Slot == PictureSlot.Face, ct);
        if (Photo.Read(face?.Content ?? []).IsRefused(out var unusable, out var photo))
        {
            return unusable;
        }

        var person = new VerifiedPerson
        {
            Details = answers.Person(application.Email),
            Documents = answers.Recorded,
            Manner = CheckManner.OnlineApplication,
            Photo = photo,
            NotTheSameAs = request.NotTheSameAs,
        };
        var registered = await registration.RegisterAsync(person, application.Organisation, application.Sponsor, actor.ProfileId, ct);
        return !registered.IsRefused(out _, out var profile) && await duties.TakeAsync(profile.Id, application.InvitedBy, DutySide.Sponsor, ct) is { } conflict ? conflict : registered;
    }

    /// <summary>Nothing of the profile changes; both sides are taken as for a new one. Nobody is told that they have a Care ID which does not work.</summary>
    private async Task<Outcome<Profile>> FindAsync(Guid known, Application application, ApplicantAnswers answers, Actor actor, CancellationToken ct)
    {
        var candidates = await duplicates.FindAsync(answers.Person(application.Email), answers.Recorded, ct);
        if (candidates.All(candidate => candidate.ProfileId != known))
        {
            return ApplicationRefusals.NotAmongDuplicates;
        }

        var profile = await db.Profiles.FirstAsync(p => p.Id == known, ct);
        if (profile.State is not ProfileState.Verified)
        {
            return profile.State is ProfileState.Closed ? ApplicationRefusals.KnownIsClosed(profile.FullName) : ApplicationRefusals.KnownIsNotVerified(profile.FullName);
        }

        var conflict = await duties.TakeAsync(known, application.InvitedBy, DutySide.Sponsor, ct)
            ?? (application.SponsorId is { } sponsor ? await duties.TakeAsync(known, sponsor, DutySide.Sponsor, ct) : null)
            ?? await duties.TakeAsync(known, actor.ProfileId, DutySide.Agent, ct);
        return conflict is not null ? conflict : profile;
    }

    /// <summary>As a sponsor asks for somebody who has a profile; a start that has passed is put right when it is granted.</summary>
    private AccessRequest? Ask(Application application, Profile profile)
    {
        if (application is not { PositionId: { } position, StartsOn: { } startsOn } || profile.State is ProfileState.Closed)
        {
            return null;
        }

        var raised = RaiseRegistration.Raise(
            RequestKind.AssignPosition, application.Organisation, profile.Described, application.Sponsor, application.InvitedAs, application.Note, clock.GetUtcNow(), position, startsOn, application.ExpiresOn,
            source: RequestSource.Application);
        raised.IsAbout(profile.Id);
        db.AccessRequests.Add(raised);
        return raised;
    }

    private async Task TellAsync(Application application, Profile profile, CancellationToken ct)
    {
        var organisation = await db.Organisations.Where(o => o.Code == application.Organisation).Select(o => o.Name).FirstAsync(ct);
        outbox.Post(
            application.State is ApplicationState.Approved
                ? outbox.Texts.Approved(application.GivenName, organisation, profile.Uuid)
                : outbox.Texts.AlreadyKnown(application.GivenName, organisation, profile.Uuid),
            application.Email, application.Reference.Value, application.Organisation);
        await ApplicationNews.TellInviterAsync(
            db, outbox, application, application.State is ApplicationState.Approved ? "Their identity is confirmed" : $"They have a Care ID already: {profile.Uuid.Spoken}", ct);
    }
}

internal static class ApplicationNews
{
    public static async Task TellInviterAsync(CareIdentityDb db, Outbox outbox, Application application, string what, CancellationToken ct)
    {
        var inviter = await db.Profiles.AsNoTracking().Where(p => p.Id == application.InvitedBy).Select(p => new { p.GivenName, p.Email }).FirstAsync(ct);
        outbox.Post(outbox.Texts.InviterTold(inviter.GivenName, application.Reference.Value, application.FullName, what), inviter.Email, application.Reference.Value, application.Organisation);
    }
}
