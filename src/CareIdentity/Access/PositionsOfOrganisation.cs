using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Access;

/// <summary>The positions of an organisation close with it, and everybody who holds one loses it. People keep their profile and their card.</summary>
public sealed class PositionsOfOrganisation(CareIdentityDb db, AuditTrail audit, TimeProvider clock) : IEndsWithOrganisation
{
    private const int Named = 5;

    /// <summary>Keeps the list of an event within what an event may hold.</summary>
    private const int InOneEvent = 20;

    public async Task<IReadOnlyList<OrganisationEnding>> WhatEndsAsync(OdsCode organisation, CancellationToken ct)
    {
        var positions = Open(organisation);
        var held = Held(organisation);
        var people = held.Select(a => a.ProfileId).Distinct();
        var today = clock.Today();
        var withoutAnother = db.Profiles.AsNoTracking()
            .Where(p => p.State != ProfileState.Closed && people.Contains(p.Id))
            .Where(p => !db.PositionAssignments.Any(a =>
                a.ProfileId == p.Id && a.RemovedAt == null && (a.ExpiresOn == null || a.ExpiresOn >= today)
                && db.Positions.Any(x => x.Id == a.PositionId && x.State == PositionState.Open && x.Organisation != organisation)));
        var elsewhere = db.AccessProfiles.AsNoTracking()
            .Where(x => x.Organisation == organisation)
            .Join(db.Positions.Where(p => p.State == PositionState.Open && p.Organisation != organisation), x => x.PositionId, p => p.Id, (x, p) => p)
            .Select(p => new { p.Id, p.Name, p.Organisation })
            .Distinct();
        return
        [
            new("Positions that close", await positions.CountAsync(ct), await positions.OrderBy(p => p.Name).ThenBy(p => p.Id).Select(p => p.Name).Take(Named).ToListAsync(ct)),
            new(
                "Assignments that end",
                await held.CountAsync(ct),
                await held.Join(db.Profiles, a => a.ProfileId, p => p.Id, (a, p) => new { a.Id, p.SortName, Name = p.GivenName + " " + p.FamilyName })
                    .OrderBy(x => x.SortName).ThenBy(x => x.Id).Select(x => x.Name).Take(Named).ToListAsync(ct))
            {
                Then = "They lose this access at once, also where they are signed in now. Profile and card stay theirs.",
            },
            new(
                "People who hold no other position afterwards",
                await withoutAnother.CountAsync(ct),
                await withoutAnother.OrderBy(p => p.SortName).ThenBy(p => p.Id).Select(p => p.GivenName + " " + p.FamilyName).Take(Named).ToListAsync(ct))
            {
                Ends = false,
                Then = "Give them a position where they work next. Close the profile of those who leave health and care, and take their card back.",
            },
            new(
                "Positions of other organisations that reach here",
                await elsewhere.CountAsync(ct),
                await elsewhere.OrderBy(p => p.Name).ThenBy(p => p.Id).Select(p => p.Name).Take(Named).ToListAsync(ct))
            {
                Ends = false,
                Then = "They stay; what they give at this organisation no longer works.",
            },
        ];
    }

    public async Task<Refusal?> EndAsync(OdsCode organisation, Actor actor, Reason reason, CancellationToken ct)
    {
        var positions = await Open(organisation).AsTracking().OrderBy(p => p.Name).ThenBy(p => p.Id).ToListAsync(ct);
        var held = await Held(organisation).AsTracking()
            .Join(db.Positions, a => a.PositionId, p => p.Id, (a, p) => new { Assignment = a, Position = p })
            .ToListAsync(ct);
        if (held.Exists(h => h.Assignment.ProfileId == actor.ProfileId))
        {
            return OrganisationRefusals.ClosesOwn;
        }

        foreach (var chunk in positions.Chunk(InOneEvent))
        {
            audit.Record(actor, reason, new PositionsClosed { Organisation = organisation, Positions = [.. chunk.Select(p => new ClosedPosition(p.Id, p.Name))] });
        }

        foreach (var row in held)
        {
            row.Assignment.Remove(clock.GetUtcNow());
            audit.Record(actor, reason, AssignmentRemoved.From(row.Assignment, row.Position));
        }

        positions.ForEach(position => position.Close());
        return null;
    }

    private IQueryable<Position> Open(OdsCode organisation) =>
        db.Positions.AsNoTracking().Where(p => p.Organisation == organisation && p.State == PositionState.Open);

    /// <summary>Also of positions that were closed before: whatever still stands ends.</summary>
    private IQueryable<PositionAssignment> Held(OdsCode organisation)
    {
        var today = clock.Today();
        return db.PositionAssignments.AsNoTracking()
            .Where(a => a.RemovedAt == null && (a.ExpiresOn == null || a.ExpiresOn >= today))
            .Where(a => db.Positions.Any(p => p.Id == a.PositionId && p.Organisation == organisation));
    }
}

/// <summary>A position that closed, as it was called then.</summary>
public sealed record ClosedPosition(Guid Id, string Name);

/// <summary>Positions of an organisation closed together with it.</summary>
public sealed record PositionsClosed : CareEvent
{
    public required OdsCode Organisation { get; init; }

    public required IReadOnlyList<ClosedPosition> Positions { get; init; }

    public override string InWords => $"Closed with {Organisation}: {string.Join(", ", Positions.Select(p => p.Name))}.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Organisation(Organisation), .. Positions.Select(p => AuditSubject.Position(p.Id))];
}
