using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.People;

public sealed record MergeProfilesRequest
{
    /// <summary>The two, and which of them remains.</summary>
    public required MergingProfiles Profiles { get; init; }

    /// <summary>That photos, documents and details were compared and belong to one person.</summary>
    public required bool Compared { get; init; }

    /// <summary>How it is known.</summary>
    public required string Reason { get; init; }
}

/// <summary>
/// Two profiles turn out to be one person: access, cards and open requests of the one go on with the other in one commit, and both UUIDs lead
/// there from then on. What has ended stays where it happened and is shown with both. Who sponsored, checked or granted for either has done so
/// for the person (decisions.md §2 rule 6), and so has the person under either. There is no way back.
/// </summary>
public sealed class MergeProfiles(CareIdentityDb db, Authority authority, DutyLedger duties, IEnumerable<IMergesWithProfile> rooms, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<Done>> ExecuteAsync(MergeProfilesRequest request, Actor actor, CancellationToken ct)
    {
        var pair = request.Profiles;
        var allowed = await authority.CheckForProfileAsync(actor, RaFunction.MergeProfiles, pair.Surviving, ct)
            ?? await authority.CheckForProfileAsync(actor, RaFunction.MergeProfiles, pair.Merged, ct);
        if (allowed is { } notAllowed)
        {
            return notAllowed;
        }

        if (pair.Surviving == pair.Merged)
        {
            return MergeRefusals.SameProfile;
        }

        var surviving = await db.Profiles.FirstAsync(p => p.Id == pair.Surviving, ct);
        var merged = await db.Profiles.FirstAsync(p => p.Id == pair.Merged, ct);
        if (MergeRules.Check(surviving, merged) is { } refusal)
        {
            return refusal;
        }

        var side = await duties.TakeAsync(surviving.Id, actor.ProfileId, DutySide.Agent, ct)
            ?? await duties.TakeAsync(merged.Id, actor.ProfileId, DutySide.Agent, ct);
        if (side is { } conflict)
        {
            return conflict;
        }

        if (!request.Compared || string.IsNullOrWhiteSpace(request.Reason))
        {
            return request.Compared ? ProfileRefusals.ReasonMissing : MergeRefusals.NotCompared;
        }

        var reason = new Reason(request.Reason.Trim());
        await duties.UniteAsync(pair, ct);
        foreach (var room in rooms)
        {
            if (await room.MergeAsync(pair, actor, reason, ct) is { } notNow)
            {
                return notNow;
            }
        }

        await UniteDetailsAsync(surviving, merged, ct);
        await LeadAsync(surviving, merged, ct);
        db.ProfileMerges.Add(new ProfileMerge { MergedId = merged.Id, SurvivingId = surviving.Id, MergedAt = clock.GetUtcNow(), MergedBy = actor.ProfileId });
        audit.Record(actor, reason, new ProfilesMerged
        {
            SurvivingId = surviving.Id,
            SurvivingUuid = surviving.Uuid,
            MergedId = merged.Id,
            MergedUuid = merged.Uuid,
            MergedName = merged.FullName,
        });

        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }

    /// <summary>What only the merged profile knew, its photo where there was none, and the names by which people look for it.</summary>
    private async Task UniteDetailsAsync(Profile surviving, Profile merged, CancellationToken ct)
    {
        surviving.Describe(MergeRules.Unite(surviving.Described, merged.Described));
        if (await db.ProfilePhotos.FindAsync([merged.Id], ct) is { } photo && !await db.ProfilePhotos.AnyAsync(p => p.ProfileId == surviving.Id, ct))
        {
            db.ProfilePhotos.Add(new ProfilePhoto { ProfileId = surviving.Id, Content = photo.Content, ContentType = photo.ContentType, TakenAt = photo.TakenAt });
        }

        var known = await db.ProfileNames.Where(n => n.ProfileId == surviving.Id).Select(n => n.Word).ToListAsync(ct);
        var theirs = await db.ProfileNames.Where(n => n.ProfileId == merged.Id).ToListAsync(ct);
        db.ProfileNames.RemoveRange(theirs);
        db.ProfileNames.AddRange(ProfileName.Of(surviving, [.. known.Union(theirs.Select(n => n.Word)).Where(ProfileName.IsOneWord)]).ExceptBy(known, n => n.Word));
    }

    private async Task LeadAsync(Profile surviving, Profile merged, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        foreach (var earlier in await db.Profiles.Where(p => p.MergedInto == merged.Id).ToListAsync(ct))
        {
            earlier.MergeInto(surviving.Id, now);
        }

        merged.MergeInto(surviving.Id, now);

        // Of two merges at once that would make a chain, one is refused.
        db.Entry(surviving).Property(p => p.Version).IsModified = true;
    }
}

public sealed record ProfilesMerged : CareEvent
{
    public required Guid SurvivingId { get; init; }

    public required UserUuid SurvivingUuid { get; init; }

    public required Guid MergedId { get; init; }

    public required UserUuid MergedUuid { get; init; }

    public required string MergedName { get; init; }

    public override string InWords => $"Merged the profile {MergedUuid} of {MergedName} into {SurvivingUuid}: both numbers are one person.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Profile(SurvivingId), AuditSubject.Profile(MergedId)];
}
