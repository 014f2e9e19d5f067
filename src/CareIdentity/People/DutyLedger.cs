using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.People;

/// <summary>Separation of duties over the whole history of one profile. Every verb that exercises a duty takes its side here, in its own commit.</summary>
public sealed class DutyLedger(CareIdentityDb db, TimeProvider clock)
{
    /// <summary>Writes or confirms the side; gives the refusal where the person has taken another. A race is settled by the key, at save.</summary>
    public async Task<Refusal?> TakeAsync(Guid profileId, Guid personId, DutySide side, CancellationToken ct)
    {
        var taken = await TakenAsync(profileId, personId, ct);
        if (DecideAll(profileId, personId, taken.Select(d => d.Side), side) is { } refusal)
        {
            return refusal;
        }

        if (!taken.Any(d => d.ProfileId == profileId && d.PersonId == personId))
        {
            Add(profileId, personId, side);
        }

        return null;
    }

    /// <summary>What <see cref="TakeAsync"/> would answer, writing nothing: for pages that show beforehand what would be refused.</summary>
    public async Task<Refusal?> WouldRefuseAsync(Guid profileId, Guid personId, DutySide side, CancellationToken ct) =>
        DecideAll(profileId, personId, (await TakenAsync(profileId, personId, ct)).Select(d => d.Side), side);

    /// <summary>
    /// Whoever took a side of the merged profile has it of the one that remains, too. Who stood on two sides stays so in the ledger, under both
    /// profiles, and is refused either side from then on.
    /// </summary>
    internal async Task UniteAsync(MergingProfiles profiles, CancellationToken ct)
    {
        var known = await db.Duties.Where(d => d.ProfileId == profiles.Surviving).Select(d => d.PersonId).ToListAsync(ct);
        known.AddRange(db.Duties.Local.Where(d => d.ProfileId == profiles.Surviving).Select(d => d.PersonId));
        var theirs = await db.Duties.AsNoTracking().Where(d => d.ProfileId == profiles.Merged && d.Side != DutySide.Subject).ToListAsync(ct);
        foreach (var duty in theirs.Where(d => !known.Contains(d.PersonId)))
        {
            Add(profiles.Surviving, duty.PersonId, duty.Side);
        }
    }

    /// <summary>Everybody who took a side of this person, for a room that has to find out what can move to them.</summary>
    internal async Task<TakenSides> OfPersonAsync(Guid profileId, CancellationToken ct) => new(
        profileId,
        (await db.Profiles.AsNoTracking()
            .Where(whose => whose.Id == profileId || whose.MergedInto == profileId)
            .Join(db.Duties, whose => whose.Id, d => d.ProfileId, (whose, d) => new { d.PersonId, d.Side })
            .ToListAsync(ct)).ToLookup(d => d.PersonId, d => d.Side));

    /// <summary>What each of these persons took of each of these profiles, for work on many that writes its own rows.</summary>
    internal async Task<SidesOfMany> OfManyAsync(IReadOnlyCollection<Guid> profiles, IReadOnlyCollection<Guid> persons, CancellationToken ct)
    {
        var taken = await db.Profiles.AsNoTracking()
            .Where(whose => profiles.Contains(whose.Id) || profiles.Contains(whose.MergedInto!.Value))
            .Join(db.Duties, whose => whose.Id, d => d.ProfileId, (whose, d) => new { Whose = whose.MergedInto ?? whose.Id, Duty = d })
            .Join(
                db.Profiles.Where(who => persons.Contains(who.Id) || persons.Contains(who.MergedInto!.Value)),
                x => x.Duty.PersonId,
                who => who.Id,
                (x, who) => new { x.Whose, Who = who.MergedInto ?? who.Id, x.Duty.ProfileId, x.Duty.PersonId, x.Duty.Side })
            .ToListAsync(ct);
        return new SidesOfMany(
            taken.ToLookup(t => (t.Whose, t.Who), t => t.Side),
            [.. taken.Select(t => (t.ProfileId, t.PersonId))]);
    }

    internal static Refusal? DecideAll(Guid profileId, Guid personId, IEnumerable<DutySide> taken, DutySide wanted) =>
        taken.Select(side => Decide(profileId, personId, side, wanted)).Append(Decide(profileId, personId, null, wanted)).FirstOrDefault(refusal => refusal is not null);

    internal static Refusal? Decide(Guid profileId, Guid personId, DutySide? taken, DutySide wanted) => (taken, wanted) switch
    {
        (_, not DutySide.Subject) when profileId == personId => ProfileRefusals.OwnProfile,
        (null, _) => null,
        (DutySide.Sponsor, DutySide.Agent) => ProfileRefusals.SponsorIsNotAgent,
        (DutySide.Agent, DutySide.Sponsor) => ProfileRefusals.AgentIsNotSponsor,
        (DutySide.Subject, not DutySide.Subject) => ProfileRefusals.OwnProfile,
        _ => null,
    };

    private void Add(Guid profileId, Guid personId, DutySide side) =>
        db.Duties.Add(new Duty { ProfileId = profileId, PersonId = personId, Side = side, Since = clock.GetUtcNow() });

    /// <summary>Under whichever of their profiles the person acted, for whichever of the other's.</summary>
    private async Task<List<Duty>> TakenAsync(Guid profileId, Guid personId, CancellationToken ct) =>
        db.Duties.Local.FirstOrDefault(d => d.ProfileId == profileId && d.PersonId == personId) is { } now
            ? [now]
            : await db.Profiles.AsNoTracking()
                .Where(whose => whose.Id == profileId || whose.MergedInto == profileId)
                .Join(db.Duties, whose => whose.Id, d => d.ProfileId, (whose, d) => d)
                .Join(db.Profiles.Where(who => who.Id == personId || who.MergedInto == personId), d => d.PersonId, who => who.Id, (d, who) => d)
                .ToListAsync(ct);
}

/// <summary>Who stands where for one person.</summary>
internal sealed record TakenSides(Guid ProfileId, ILookup<Guid, DutySide> Sides)
{
    /// <summary>Whether a thing that this person did on that side cannot be the profile's.</summary>
    public bool Refuses(Guid? personId, DutySide? side) =>
        personId is { } person && side is { } wanted && DutyLedger.DecideAll(ProfileId, person, Sides[person], wanted) is not null;
}

/// <summary>Who stands where for many, and what work on them has written to it.</summary>
internal sealed class SidesOfMany(ILookup<(Guid Profile, Guid Person), DutySide> taken, HashSet<(Guid Profile, Guid Person)> written)
{
    private readonly Dictionary<(Guid, Guid), DutySide> added = [];

    public Refusal? Check(Guid profileId, Guid personId, DutySide wanted) =>
        DutyLedger.DecideAll(profileId, personId, added.TryGetValue((profileId, personId), out var now) ? [now] : taken[(profileId, personId)], wanted);

    /// <summary>The row that has to be written; null where it is there.</summary>
    public Duty? Take(Guid profileId, Guid personId, DutySide side, DateTimeOffset at)
    {
        if (!written.Add((profileId, personId)))
        {
            return null;
        }

        added[(profileId, personId)] = side;
        return new Duty { ProfileId = profileId, PersonId = personId, Side = side, Since = at };
    }
}
