using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.People;

/// <summary>What a merge would make of two profiles.</summary>
public sealed record MergePreview(IReadOnlyList<MergedDetail> Details, IReadOnlyList<MergedThing> Things, Likeness Likeness)
{
    /// <summary>Why it would be refused as things are; null where nothing stands against it.</summary>
    public Refusal? Refusal { get; init; }
}

/// <summary>A profile that was merged into another one.</summary>
public sealed record MergedProfile(Guid Id, UserUuid Uuid, string FullName, DateTimeOffset MergedAt, string MergedBy);

/// <summary>Reads for those who merge two profiles, and for those who come across two that were.</summary>
public sealed class MergeQueries(CareIdentityDb db, DutyLedger duties, DuplicateCheck duplicates, IEnumerable<IMergesWithProfile> rooms)
{
    /// <summary>Both are there and are not the same; what else stands against it is in the answer.</summary>
    public async Task<MergePreview> PreviewAsync(MergingProfiles profiles, Actor actor, CancellationToken ct)
    {
        var surviving = await db.Profiles.AsNoTracking().FirstAsync(p => p.Id == profiles.Surviving, ct);
        var merged = await db.Profiles.AsNoTracking().FirstAsync(p => p.Id == profiles.Merged, ct);
        var things = new List<MergedThing>();
        foreach (var room in rooms)
        {
            things.AddRange(await room.WhatBecomesAsync(profiles, ct));
        }

        var checks = await db.IdentityChecks.CountAsync(c => c.ProfileId == merged.Id, ct);
        if (checks > 0)
        {
            things.Add(new MergedThing(MergeFate.Stays, checks == 1 ? "One identity check with its documents" : $"{checks} identity checks with their documents"));
        }

        things.Add(new MergedThing(MergeFate.Stays, "Its whole history"));
        return new MergePreview(MergeRules.Compare(surviving.Described, merged.Described), things, Likeness.Of(surviving.Described, merged.Described, sameDocument: false))
        {
            Refusal = MergeRules.Check(surviving, merged)
                ?? await duties.WouldRefuseAsync(surviving.Id, actor.ProfileId, DutySide.Agent, ct)
                ?? await duties.WouldRefuseAsync(merged.Id, actor.ProfileId, DutySide.Agent, ct),
        };
    }

    /// <summary>Profiles that look like the same person, with reasons; best first.</summary>
    public async Task<IReadOnlyList<PossibleDuplicate>> LikelyAsync(ProfileView profile, CancellationToken ct)
    {
        var person = await db.Profiles.AsNoTracking().FirstAsync(p => p.Id == profile.Id, ct);
        return [.. (await duplicates.FindAsync(person.Described, [], ct)).Where(candidate => candidate.ProfileId != profile.Id)];
    }

    /// <summary>Those that were merged into a profile, last first.</summary>
    public async Task<IReadOnlyList<MergedProfile>> IntoAsync(Guid profileId, CancellationToken ct) =>
        await db.Profiles.AsNoTracking()
            .Where(p => p.MergedInto == profileId)
            .Join(db.ProfileMerges, p => p.Id, m => m.MergedId, (p, m) => new { Profile = p, Merge = m })
            .OrderByDescending(x => x.Merge.MergedAt)
            .Select(x => new MergedProfile(
                x.Profile.Id,
                x.Profile.Uuid,
                x.Profile.GivenName + " " + x.Profile.FamilyName,
                x.Merge.MergedAt,
                db.Profiles.Where(p => p.Id == x.Merge.MergedBy).Select(p => p.GivenName + " " + p.FamilyName).First()))
            .ToListAsync(ct);
}
