using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Access;

public sealed record ClosePositionRequest
{
    public required Guid PositionId { get; init; }

    /// <summary>The version whose end was shown.</summary>
    public required Guid Version { get; init; }

    public required string Reason { get; init; }
}

/// <summary>Ends a position and, in the same commit, everything that hangs on it: who holds it loses it, what waits for it ends (features.md row 45).</summary>
public sealed class ClosePosition(
    CareIdentityDb db, Authority authority, Appointments appointments, IEnumerable<IEndsWithPosition> endings, AuditTrail audit, TimeProvider clock)
{
    private const int Named = 3;

    public async Task<Outcome<Done>> ExecuteAsync(ClosePositionRequest request, Actor actor, CancellationToken ct)
    {
        var position = await db.Positions.FirstOrDefaultAsync(p => p.Id == request.PositionId, ct);
        if (position is null)
        {
            return AccessRefusals.PositionNotFound;
        }

        if (await authority.CheckAsync(actor, RaFunction.CreatePosition, position.Organisation, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        if (await appointments.CheckAsync(position.Id, actor, ct) is { } notTheirs)
        {
            return notTheirs;
        }

        if (position.Version != request.Version)
        {
            return position.State is PositionState.Closed ? PositionRefusals.AlreadyClosed : SaveRefusals.ChangedBySomeoneElse;
        }

        if (string.IsNullOrWhiteSpace(request.Reason))
        {
            return PositionRefusals.ReasonMissing;
        }

        if (await IncludedInAsync(position.Id, ct) is { } included)
        {
            return included;
        }

        var today = clock.Today();
        var held = await db.PositionAssignments
            .Where(a => a.PositionId == position.Id && a.RemovedAt == null && (a.ExpiresOn == null || a.ExpiresOn >= today))
            .ToListAsync(ct);
        if (held.Exists(a => a.ProfileId == actor.ProfileId))
        {
            return PositionRefusals.OwnPosition;
        }

        if (position.Close() is { } refusal)
        {
            return refusal;
        }

        var reason = new Reason(request.Reason.Trim());
        held.ForEach(assignment => assignment.Remove(clock.GetUtcNow()));
        foreach (var ending in endings)
        {
            await ending.EndAsync(position.Id, actor, reason, ct);
        }

        audit.Record(actor, reason, new PositionClosed
        {
            PositionId = position.Id,
            Name = position.Name,
            Organisation = position.Organisation,
            Ended = held.Count,
            Holders = [.. held.Select(a => a.ProfileId)],
        });

        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }

    /// <summary>An inclusion made at the same moment changes this position too, so that only one of the two holds.</summary>
    private async Task<Refusal?> IncludedInAsync(Guid position, CancellationToken ct)
    {
        var including = db.PositionInclusions
            .Where(i => i.IncludedId == position)
            .Join(db.Positions.Where(p => p.State == PositionState.Open), i => i.PositionId, p => p.Id, (i, p) => p);
        var names = await including.OrderBy(p => p.Name).ThenBy(p => p.Id).Take(Named).Select(p => new { p.Name, p.Organisation }).ToListAsync(ct);
        return names.Count == 0 ? null : PositionRefusals.IsIncluded(names.ConvertAll(p => $"{p.Name} at {p.Organisation}"), await including.CountAsync(ct));
    }
}

/// <summary>Something that ends when a position is closed, in the commit that closes it; each room answers for its own.</summary>
public interface IEndsWithPosition
{
    /// <summary>What would end, in words: "2 open requests for it".</summary>
    Task<IReadOnlyList<string>> WhatEndsAsync(Guid positionId, CancellationToken ct);

    /// <summary>Ends it in the context, with its events; the caller saves.</summary>
    Task EndAsync(Guid positionId, Actor actor, Reason reason, CancellationToken ct);
}

/// <summary>In the history of everybody who held it.</summary>
public sealed record PositionClosed : CareEvent
{
    public required Guid PositionId { get; init; }

    public required string Name { get; init; }

    public required OdsCode Organisation { get; init; }

    /// <summary>How many people lost it.</summary>
    public required int Ended { get; init; }

    /// <summary>They are subjects, and not repeated in the detail, which has a limit.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IReadOnlyList<Guid> Holders { get; init; } = [];

    public override string InWords => $"Closed the position {Name} at {Organisation}; it ended for {(Ended == 1 ? "1 person" : $"{Ended} people")}.";

    public override IEnumerable<AuditSubject> Subjects =>
        [AuditSubject.Position(PositionId), AuditSubject.Organisation(Organisation), .. Holders.Select(AuditSubject.Profile)];
}
