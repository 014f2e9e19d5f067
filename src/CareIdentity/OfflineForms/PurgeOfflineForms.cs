using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.OfflineForms;

/// <summary>How many forms were purged.</summary>
public sealed record OfflineFormsPurged(int Forms);

/// <summary>Destroys the forms of an organisation and those below it whose time is over, with their pictures. What is left is that they were there and are gone.</summary>
public sealed class PurgeOfflineForms(CareIdentityDb db, Authority authority, AuditTrail audit, TimeProvider clock)
{
    private const int MostAtOnce = 500;

    public async Task<Outcome<OfflineFormsPurged>> ExecuteAsync(Actor actor, CancellationToken ct)
    {
        if (await authority.CheckAsync(actor, RaFunction.PurgeOfflineForms, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        var (today, from) = (clock.Today(), actor.Organisation);
        var expired = await db.OfflineForms
            .Where(f => f.KeepUntil < today && (f.Organisation == from || db.OrganisationAncestors.Any(a => a.Organisation == f.Organisation && a.Ancestor == from)))
            .OrderBy(f => f.KeepUntil).ThenBy(f => f.Id)
            .Take(MostAtOnce)
            .ToListAsync(ct);
        if (expired.Count == 0)
        {
            return OfflineFormRefusals.NothingExpired;
        }

        var ids = expired.ConvertAll(f => f.Id);
        var scans = await db.OfflineFormScans.Where(s => ids.Contains(s.FormId)).Select(s => new { s.FormId, s.Digest }).ToListAsync(ct);
        foreach (var scan in scans)
        {
            db.OfflineFormScans.Remove(new OfflineFormScan { FormId = scan.FormId, ContentType = "", Content = [], Size = 0, Digest = scan.Digest });
        }

        db.OfflineForms.RemoveRange(expired);
        audit.Record(actor, Reason.None, new OfflineFormsDestroyed
        {
            Organisation = from!,
            Forms = [.. expired.Select(f => $"{f.Id:N} {f.Kind} {f.FormDate:yyyy-MM-dd} {f.Organisation}")],
        });

        return await db.SaveAsync(ct) is { } refused ? refused : new OfflineFormsPurged(expired.Count);
    }
}

public sealed record OfflineFormsDestroyed : CareEvent
{
    public required OdsCode Organisation { get; init; }

    /// <summary>Each by its number, kind, date and organisation: nothing of whom it was about.</summary>
    public required IReadOnlyList<string> Forms { get; init; }

    public override string InWords => $"Purged {Forms.Count:N0} paper {(Forms.Count == 1 ? "form" : "forms")} whose time was over.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Organisation(Organisation)];
}
