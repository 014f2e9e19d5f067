using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Access;

/// <summary>
/// Gives positions to some hundred people in one commit, by the rules of one: what <see cref="AssignPosition"/> asks the database for each,
/// this asks once for all of them, and decides by the same rules. An RA Agent's work, for sponsors who are named. The caller saves.
/// </summary>
public sealed class ManyGrants(
    CareIdentityDb db, Authority authority, Appointments appointments, SponsorQueries sponsors, DutyLedger ledger, Combinations combinations, AuditTrail audit, RaPolicy policy, TimeProvider clock)
{
    /// <summary>By their order: the assignment that is added to the context with its event, or every rule that speaks against it.</summary>
    internal async Task<IReadOnlyList<OneGrant>> GrantAsync(IReadOnlyList<AssignPositionRequest> requests, Actor actor, CancellationToken ct)
    {
        var known = await LoadAsync(requests, actor, ct);
        var combination = await combinations.ForManyAsync(
            [.. known.Positions.Values.SelectMany(p => p.Terms), .. known.AllHeld.SelectMany(held => held.Terms)], ct);
        var results = new List<OneGrant>(requests.Count);
        var events = new List<(Reason, CareEvent)>();
        var (assignments, duties) = (new List<PositionAssignment>(), new List<Duty>());
        foreach (var request in requests)
        {
            var decided = await DecideAsync(request, actor, known, combination, ct);
            if (decided.Count == 0)
            {
                var assignment = Grant(request, actor, known, duties);
                assignments.Add(assignment);
                events.Add((new Reason(request.Reason), PositionAssigned.From(assignment, known.Positions[request.PositionId])));
                results.Add(new OneGrant(assignment, []));
            }
            else
            {
                results.Add(new OneGrant(null, decided));
            }
        }

        db.AddMany(duties);
        db.AddMany(assignments);
        audit.RecordMany(actor, events);
        return results;
    }

    /// <summary>Who may not give it at all is told nothing of the person.</summary>
    private async Task<IReadOnlyList<Refusal>> DecideAsync(AssignPositionRequest request, Actor actor, Known known, CombinationsOfMany combination, CancellationToken ct)
    {
        if (!known.Positions.TryGetValue(request.PositionId, out var position))
        {
            return [AccessRefusals.PositionNotFound];
        }

        // Of a national locum position it is asked about each person; of all others about the organisation.
        var whose = position.Organisation == OdsCode.NationalLocumPharmacy ? request.ProfileId : Guid.Empty;
        if (await known.MayGive.OfAsync((position.Id, whose), () => MayGiveAsync(position, request.ProfileId, actor, ct)) is { } notAllowed)
        {
            return [notAllowed];
        }

        List<Refusal?> all = [await CheckSponsorAsync(request, position, known, whose, ct)];
        var held = known.HeldBy(request.ProfileId).ToList();
        var profile = known.Profiles.GetValueOrDefault(request.ProfileId);
        all.AddRange(AssignmentRules.All(
            position, profile, request.StartsOn, request.ExpiresOn, held.Find(h => h.Assignment.PositionId == position.Id)?.Assignment, clock.Today(), policy));
        IReadOnlyList<NewAccessProfile> beside = [.. held.Where(h => !h.IsOver(clock.Today())).SelectMany(h => h.Terms)];
        all.Add(combination.WouldRefuse(beside, position.Terms));
        all.Add(known.Sides.Check(request.ProfileId, actor.ProfileId, DutySide.Agent));
        all.Add(request.SponsorId is { } sponsor ? known.Sides.Check(request.ProfileId, sponsor, DutySide.Sponsor) : null);
        List<Refusal> found = [.. all.OfType<Refusal>()];

        // Of those who are given it the row is part of the commit, where a rule names it.
        return found.Count == 0 && combination.Check(db.Entry(profile!), beside, position.Terms) is { } conflict ? [conflict] : found;
    }

    private async Task<Refusal?> CheckSponsorAsync(AssignPositionRequest request, Position position, Known known, Guid whose, CancellationToken ct) =>
        request.SponsorId is not { } sponsor ? AccessRefusals.SponsorNeeded
        : await known.Sponsors.OfAsync((sponsor, position.Organisation, whose), () => sponsors.IsSponsorAsync(sponsor, position.Organisation, request.ProfileId, ct)) ? null
        : AccessRefusals.NotSponsorThere;

    private async Task<Refusal?> MayGiveAsync(Position position, Guid profileId, Actor actor, CancellationToken ct) =>
        await authority.CheckForAssignmentAsync(actor, RaFunction.ManageManyAssignments, position.Organisation, profileId, ct)
        ?? await authority.CheckForAssignmentAsync(actor, RaFunction.AssignPosition, position.Organisation, profileId, ct)
        ?? await appointments.CheckAsync(position.Id, actor, ct);

    private PositionAssignment Grant(AssignPositionRequest request, Actor actor, Known known, List<Duty> duties)
    {
        var sponsor = request.SponsorId!.Value;
        foreach (var (person, side) in new[] { (actor.ProfileId, DutySide.Agent), (sponsor, DutySide.Sponsor) })
        {
            if (known.Sides.Take(request.ProfileId, person, side, clock.GetUtcNow()) is { } duty)
            {
                duties.Add(duty);
            }
        }

        var position = known.Positions[request.PositionId];
        var over = known.HeldBy(request.ProfileId).FirstOrDefault(h => h.Assignment.PositionId == position.Id);
        if (over is not null)
        {
            // Expired but never removed: it makes way, and stays in the history as ended.
            db.Attach(over.Assignment);
            over.Assignment.Remove(clock.GetUtcNow());
        }

        var assignment = PositionAssignment.Granted(
            request.ProfileId, position.Id, request.StartsOn, request.ExpiresOn, new GrantedBy(actor.ProfileId, DutySide.Agent, sponsor), clock.GetUtcNow());
        known.Hold(request.ProfileId, new Holding(assignment, position.Terms));
        return assignment;
    }

    private async Task<Known> LoadAsync(IReadOnlyList<AssignPositionRequest> requests, Actor actor, CancellationToken ct)
    {
        var (profileIds, positionIds) = (requests.Select(r => r.ProfileId).Distinct().ToList(), requests.Select(r => r.PositionId).Distinct().ToList());
        var persons = requests.Select(r => r.SponsorId).OfType<Guid>().Append(actor.ProfileId).Distinct().ToList();
        var held = await db.PositionAssignments.AsNoTracking().Where(a => profileIds.Contains(a.ProfileId) && a.RemovedAt == null).ToListAsync(ct);
        var heldPositions = held.Select(a => a.PositionId).Distinct().ToList();
        var terms = (await db.AccessProfiles.AsNoTracking().Include(x => x.AddedActivities).Where(x => heldPositions.Contains(x.PositionId)).ToListAsync(ct))
            .ToLookup(x => x.PositionId, x => x.AsTerms());
        return new Known(
            await db.Profiles.Where(p => profileIds.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct),
            await db.Positions.AsNoTracking().Include(p => p.AccessProfiles).ThenInclude(a => a.AddedActivities).Where(p => positionIds.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct),
            held.Select(a => (a.ProfileId, new Holding(a, [.. terms[a.PositionId]]))),
            await ledger.OfManyAsync(profileIds, persons, ct));
    }

    /// <summary>Something that somebody holds, and what it gives.</summary>
    private sealed record Holding(PositionAssignment Assignment, IReadOnlyList<NewAccessProfile> Terms)
    {
        public bool IsOver(DateOnly today) => Assignment.RemovedAt is not null || Assignment.ExpiresOn < today;
    }

    /// <summary>What was loaded for all of them, and what those before added to it.</summary>
    private sealed class Known
    {
        private readonly Dictionary<Guid, List<Holding>> held = [];

        public Known(
            Dictionary<Guid, Profile> profiles, Dictionary<Guid, Position> positions, IEnumerable<(Guid Profile, Holding Holding)> holdings, SidesOfMany sides)
        {
            (Profiles, Positions, Sides) = (profiles, positions, sides);
            foreach (var (profile, holding) in holdings)
            {
                Hold(profile, holding);
            }
        }

        public Dictionary<Guid, Profile> Profiles { get; }

        public Dictionary<Guid, Position> Positions { get; }

        public SidesOfMany Sides { get; }

        public Answered<(Guid Position, Guid Whose), Refusal?> MayGive { get; } = new();

        public Answered<(Guid Person, OdsCode Organisation, Guid Whose), bool> Sponsors { get; } = new();

        public IEnumerable<Holding> AllHeld => held.Values.SelectMany(list => list);

        public IReadOnlyList<Holding> HeldBy(Guid profile) => held.TryGetValue(profile, out var list) ? list : [];

        public void Hold(Guid profile, Holding holding)
        {
            if (!held.TryGetValue(profile, out var list))
            {
                held[profile] = list = [];
            }

            list.RemoveAll(h => h.Assignment.PositionId == holding.Assignment.PositionId);
            list.Add(holding);
        }
    }

    /// <summary>A question asked once for each key.</summary>
    private sealed class Answered<TKey, TAnswer>
        where TKey : notnull
    {
        private readonly Dictionary<TKey, TAnswer> answers = [];

        public async Task<TAnswer> OfAsync(TKey key, Func<Task<TAnswer>> ask)
        {
            if (!answers.TryGetValue(key, out var answer))
            {
                answers[key] = answer = await ask();
            }

            return answer;
        }
    }
}

/// <summary>What became of one of many.</summary>
/// <param name="Assignment">Null where something speaks against it.</param>
internal sealed record OneGrant(PositionAssignment? Assignment, IReadOnlyList<Refusal> Refusals);
