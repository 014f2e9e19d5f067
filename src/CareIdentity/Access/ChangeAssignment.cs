using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Access;

public sealed record ChangeAssignmentRequest
{
    public required Guid AssignmentId { get; init; }

    /// <summary>The last day; null for no end.</summary>
    public required DateOnly? ExpiresOn { get; init; }

    public required string Reason { get; init; }
}

/// <summary>
/// Moves the end of a position that somebody holds; the start is fixed (features.md row 40). A later end gives access, so it is an agent's duty,
/// or a sponsor's where the position was approved as assignable by sponsors.
/// </summary>
public sealed class ChangeAssignment(
    CareIdentityDb db, Authority authority, AssignableBySponsor assignable, Appointments appointments, DutyLedger duties, AuditTrail audit, RaPolicy policy, TimeProvider clock)
{
    public async Task<Outcome<Done>> ExecuteAsync(ChangeAssignmentRequest request, Actor actor, CancellationToken ct) =>
        (await ApplyAsync(request, actor, ct) ?? await db.SaveAsync(ct)) is { } refused ? refused : Done.Instance;

    /// <summary>All of it but the save: for a request that asks for it, whose acceptance stands in the same commit.</summary>
    internal async Task<Refusal?> ApplyAsync(ChangeAssignmentRequest request, Actor actor, CancellationToken ct)
    {
        var assignment = await db.PositionAssignments.FirstOrDefaultAsync(a => a.Id == request.AssignmentId, ct);
        if (assignment is null)
        {
            return AccessRefusals.AssignmentNotFound;
        }

        var position = await db.Positions.AsNoTracking().FirstAsync(p => p.Id == assignment.PositionId, ct);
        var asAgent = await authority.CheckForAssignmentAsync(actor, RaFunction.ChangeAssignment, position.Organisation, assignment.ProfileId, ct);
        if (asAgent is not null && await assignable.WhyNotAsync(position, actor, asAgent, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        var before = assignment.ExpiresOn;
        if (Decide(request.ExpiresOn, request.Reason, assignment, position, clock.Today(), policy) is { } refusal)
        {
            return refusal;
        }

        if (await appointments.CheckAsync(position.Id, actor, ct) is { } notTheirs)
        {
            return notTheirs;
        }

        if (await duties.TakeAsync(assignment.ProfileId, actor.ProfileId, asAgent is null ? DutySide.Agent : DutySide.Sponsor, ct) is { } conflict)
        {
            return conflict;
        }

        assignment.EndOn(request.ExpiresOn);
        audit.Record(actor, new Reason(request.Reason), new AssignmentChanged
        {
            AssignmentId = assignment.Id,
            ProfileId = assignment.ProfileId,
            PositionId = position.Id,
            PositionName = position.Name,
            Organisation = position.Organisation,
            ExpiredOn = before,
            ExpiresOn = request.ExpiresOn,
        });

        return null;
    }

    /// <summary>Whether the position may end on that day, for whoever asks for it, too.</summary>
    internal static Refusal? Decide(DateOnly? expiresOn, string reason, PositionAssignment assignment, Position position, DateOnly today, RaPolicy policy) =>
        assignment.RemovedAt is not null ? AccessRefusals.AlreadyRemoved
        : string.IsNullOrWhiteSpace(reason) ? AccessRefusals.ReasonMissing
        : expiresOn == assignment.ExpiresOn ? AccessRefusals.EndUnchanged
        : expiresOn < assignment.StartsOn ? AccessRefusals.EndBeforeStart
        : expiresOn < today ? AccessRefusals.EndInPast
        : position.Organisation == OdsCode.NationalLocumPharmacy && (expiresOn is null || expiresOn > assignment.StartsOn.AddMonths(policy.LocumMonths))
            ? AccessRefusals.LocumTooLong(policy.LocumMonths)
        : null;
}

public sealed record AssignmentChanged : CareEvent
{
    public required Guid AssignmentId { get; init; }

    public required Guid ProfileId { get; init; }

    public required Guid PositionId { get; init; }

    public required string PositionName { get; init; }

    public required OdsCode Organisation { get; init; }

    /// <summary>The last day as it was before.</summary>
    public DateOnly? ExpiredOn { get; init; }

    public DateOnly? ExpiresOn { get; init; }

    public override string InWords =>
        $"Changed the last day of the position {PositionName} at {Organisation} from {Day(ExpiredOn)} to {Day(ExpiresOn)}.";

    public override IEnumerable<AuditSubject> Subjects =>
        [AuditSubject.Profile(ProfileId), AuditSubject.Position(PositionId), AuditSubject.Organisation(Organisation)];

    private static string Day(DateOnly? day) => day is { } on ? $"{on:d MMMM yyyy}" : "no end";
}
