using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Requests;

/// <summary>Why a card shall be replaced.</summary>
public enum CardNeed
{
    Lost,
    Stolen,
    Damaged,
    NotWorking,
    NameChanged,
}

public sealed record RaiseChangeRequest
{
    public required RequestKind Kind { get; init; }

    public required Guid ProfileId { get; init; }

    /// <summary>Everything as it shall be, where details shall change.</summary>
    public PersonalDetails? Details { get; init; }

    /// <summary>The position held that shall end on another day or be taken away.</summary>
    public Guid? AssignmentId { get; init; }

    /// <summary>The last day asked for; null for no end.</summary>
    public DateOnly? ExpiresOn { get; init; }

    /// <summary>Where a card shall be replaced.</summary>
    public CardNeed? Need { get; init; }

    public required string Note { get; init; }
}

/// <summary>
/// A sponsor asks for something to be changed about somebody who has a profile: details, profile, a position held, a card (features.md rows 21–23,
/// 27, 29, 40, 41). One shape for all of them; <see cref="RequestKinds"/> says what differs.
/// </summary>
public sealed class RaiseChange(CareIdentityDb db, Authority authority, OwnedFieldQueries owned, DutyLedger duties, AuditTrail audit, RaPolicy policy, TimeProvider clock)
{
    public async Task<Outcome<RequestReference>> ExecuteAsync(RaiseChangeRequest request, Actor actor, CancellationToken ct)
    {
        // Somebody who comes back works nowhere yet: any sponsor may ask for them to be reopened.
        var notAllowed = request.Kind is RequestKind.ReopenProfile
            ? await authority.CheckAsync(actor, RaFunction.RaiseRequest, ct)
            : await authority.CheckForProfileAsync(actor, RaFunction.RaiseRequest, request.ProfileId, ct);
        if (notAllowed is not null)
        {
            return notAllowed;
        }

        if (await db.Profiles.AsNoTracking().FirstOrDefaultAsync(p => p.Id == request.ProfileId, ct) is not { } profile)
        {
            return ProfileRefusals.NotFound;
        }

        var held = await db.PositionAssignments.AsNoTracking().FirstOrDefaultAsync(a => a.Id == request.AssignmentId && a.ProfileId == profile.Id, ct);
        var position = held is null ? null : await db.Positions.AsNoTracking().FirstAsync(p => p.Id == held.PositionId, ct);
        if (Decide(request, profile, held, position, actor) is { } refusal)
        {
            return refusal;
        }

        if (request.Details is { } wanted && ProfileRefusals.OwnedElsewhere(DetailsChange.Between(profile.Described, wanted), await owned.OfAsync(profile.Id, ct)) is { } elsewhere)
        {
            return elsewhere;
        }

        if (await duties.TakeAsync(profile.Id, actor.ProfileId, DutySide.Sponsor, ct) is { } conflict)
        {
            return conflict;
        }

        var raised = Raise(request, profile, held, actor);
        db.AccessRequests.Add(raised);
        audit.Record(actor, new Reason(raised.Note), ChangeRequested.Of(raised, position?.Name));

        return await db.SaveAsync(ct) is { } refused ? refused : raised.Reference;
    }

    /// <summary>What the verb that does it would refuse today is not asked for.</summary>
    private Refusal? Decide(RaiseChangeRequest request, Profile profile, PositionAssignment? held, Position? position, Actor actor) =>
        !RequestKinds.IsChange(request.Kind) ? RequestRefusals.WrongKind
        : RequestKinds.IsOfAssignment(request.Kind) && (held is null || position is null) ? AccessRefusals.AssignmentNotFound
        : position is not null && position.Organisation != actor.Organisation && position.Organisation != OdsCode.NationalLocumPharmacy
            ? AccessRefusals.OutOfScope(RaFunction.RaiseRequest, position.Organisation, actor.ActingAs)
        : RequestRules.CheckWords(request.Note, RequestRefusals.NoteMissing) ?? DecideKind(request, profile, held, position);

    private Refusal? DecideKind(RaiseChangeRequest request, Profile profile, PositionAssignment? held, Position? position) => request.Kind switch
    {
        RequestKind.ReopenProfile => profile.MergedInto is not null ? MergeRefusals.AlreadyMerged
            : profile.State is not ProfileState.Closed ? ProfileRefusals.NotClosed(profile.FullName) : null,
        _ when profile.State is ProfileState.Closed => ProfileRefusals.Closed(profile.FullName),
        RequestKind.ChangeDetails when request.Details is { } details => ChangeDetails.Decide(profile, details, request.Note, clock.Today()),
        RequestKind.ChangeDetails => ProfileRefusals.NothingChanged,
        RequestKind.ChangeAssignment => ChangeAssignment.Decide(request.ExpiresOn, request.Note, held!, position!, clock.Today(), policy),
        RequestKind.RemoveAssignment => held!.RemovedAt is null ? null : AccessRefusals.AlreadyRemoved,
        RequestKind.IssueCard or RequestKind.ReplaceCard when profile.State is not ProfileState.Verified => ProfileRefusals.NotVerified(profile.FullName),
        RequestKind.ReplaceCard => request.Need is null ? RequestRefusals.NeedMissing : null,
        _ => null,
    };

    private AccessRequest Raise(RaiseChangeRequest request, Profile profile, PositionAssignment? held, Actor actor)
    {
        var raised = new AccessRequest
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            Reference = RequestReference.Create(),
            Kind = request.Kind,
            Organisation = actor.Organisation!,
            SubjectName = profile.FullName,
            RaisedBy = actor.ProfileId,
            RaisedBySide = DutySide.Sponsor,
            RaisedAs = actor.ActingAs,
            RaisedAt = clock.GetUtcNow(),
            CountsFrom = clock.Today(),
            Note = request.Note.Trim(),
            Details = request.Kind switch
            {
                RequestKind.ChangeDetails => RequestJson.Write(DetailsChange.Between(profile.Described, request.Details!)),
                RequestKind.ReplaceCard => request.Need.ToString(),
                _ => null,
            },
            PositionId = held?.PositionId,
            AssignmentId = held?.Id,
            ExpiresOn = request.Kind is RequestKind.ChangeAssignment ? request.ExpiresOn : null,
        };
        raised.IsAbout(profile.Id);
        return raised;
    }
}

public sealed record ChangeRequested : RequestEvent
{
    public required RequestKind Kind { get; init; }

    public required OdsCode Organisation { get; init; }

    public string? PositionName { get; init; }

    internal static ChangeRequested Of(AccessRequest raised, string? positionName = null) => new()
    {
        RequestId = raised.Id,
        Reference = raised.Reference,
        ProfileId = raised.SubjectId,
        Kind = raised.Kind,
        Organisation = raised.Organisation,
        PositionName = positionName,
    };

    public override string InWords => $"Requested: {RequestKinds.Of(Kind).Name}{(PositionName is null ? "" : $", {PositionName}")} ({Reference}).";

    public override IEnumerable<AuditSubject> Subjects => base.Subjects.Append(AuditSubject.Organisation(Organisation));
}
