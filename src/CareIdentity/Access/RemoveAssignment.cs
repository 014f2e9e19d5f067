using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Access;

public sealed record RemoveAssignmentRequest
{
    public required Guid AssignmentId { get; init; }

    /// <summary>Where it made the person RA staff: the colleague who takes over their open work; null: everybody who may do it.</summary>
    public Guid? Successor { get; init; }

    public required string Reason { get; init; }
}

/// <summary>
/// Takes a position away, at once: whoever works in it is refused with their next step. It stays visible as removed. Taking access away
/// is no side of a profile, so a sponsor may do it at their organisation too. Open work of RA staff goes on without them.
/// </summary>
public sealed class RemoveAssignment(CareIdentityDb db, Authority authority, Appointments appointments, IEnumerable<IHandsOverWork> work, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<Done>> ExecuteAsync(RemoveAssignmentRequest request, Actor actor, CancellationToken ct) =>
        (await ApplyAsync(request, actor, ct) ?? await db.SaveAsync(ct)) is { } refused ? refused : Done.Instance;

    /// <summary>All of it but the save: for a request that asks for it, whose acceptance stands in the same commit.</summary>
    internal async Task<Refusal?> ApplyAsync(RemoveAssignmentRequest request, Actor actor, CancellationToken ct)
    {
        var assignment = await db.PositionAssignments.FirstOrDefaultAsync(a => a.Id == request.AssignmentId, ct);
        if (assignment is null)
        {
            return AccessRefusals.AssignmentNotFound;
        }

        var position = await db.Positions.AsNoTracking().FirstAsync(p => p.Id == assignment.PositionId, ct);
        if (await authority.CheckForAssignmentAsync(actor, RaFunction.RemoveAssignment, position.Organisation, assignment.ProfileId, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        if (assignment.ProfileId == actor.ProfileId)
        {
            return ProfileRefusals.OwnProfile;
        }

        if (await appointments.CheckEndAsync(position.Id, actor, ct) is { } aboveThem)
        {
            return aboveThem;
        }

        if (string.IsNullOrWhiteSpace(request.Reason))
        {
            return AccessRefusals.ReasonMissing;
        }

        return await TakeAwayAsync(assignment, position, request.Successor, actor, new Reason(request.Reason), ct);
    }

    /// <summary>In the context, with its event: for a verb around it that authorises and saves.</summary>
    internal async Task<Refusal?> TakeAwayAsync(PositionAssignment assignment, Position position, Guid? successor, Actor actor, Reason reason, CancellationToken ct)
    {
        if ((assignment.Remove(clock.GetUtcNow()) ?? await HandOverAsync(assignment, successor, actor, reason, ct)) is { } refusal)
        {
            return refusal;
        }

        audit.Record(actor, reason, AssignmentRemoved.From(assignment, position));
        return null;
    }

    private async Task<Refusal?> HandOverAsync(PositionAssignment assignment, Guid? successor, Actor actor, Reason reason, CancellationToken ct)
    {
        if (!await db.RaAppointments.AnyAsync(a => a.AssignmentId == assignment.Id, ct))
        {
            return null;
        }

        foreach (var open in work)
        {
            if (await open.HandOverAsync(assignment.ProfileId, successor, actor, reason, ct) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }
}

/// <summary>Open work that somebody was given as RA staff and that goes on without them when their role ends. Each room answers for its own.</summary>
public interface IHandsOverWork
{
    /// <summary>What is open, one line each.</summary>
    Task<IReadOnlyList<string>> WhatIsOpenAsync(Guid profileId, CancellationToken ct);

    /// <summary>Gives all of it to the successor, or with null back to everybody, in the context with its events; the caller saves.</summary>
    Task<Refusal?> HandOverAsync(Guid profileId, Guid? successor, Actor actor, Reason reason, CancellationToken ct);
}

public sealed record AssignmentRemoved : CareEvent
{
    public required Guid AssignmentId { get; init; }

    public required Guid ProfileId { get; init; }

    public required Guid PositionId { get; init; }

    public required string PositionName { get; init; }

    public required OdsCode Organisation { get; init; }

    internal static AssignmentRemoved From(PositionAssignment assignment, Position position) => new()
    {
        AssignmentId = assignment.Id,
        ProfileId = assignment.ProfileId,
        PositionId = position.Id,
        PositionName = position.Name,
        Organisation = position.Organisation,
    };

    public override string InWords => $"Removed the position {PositionName} at {Organisation}.";

    public override IEnumerable<AuditSubject> Subjects =>
        [AuditSubject.Profile(ProfileId), AuditSubject.Position(PositionId), AuditSubject.Organisation(Organisation)];
}
