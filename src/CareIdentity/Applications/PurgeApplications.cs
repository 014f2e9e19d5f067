using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Applications;

/// <summary>How many came to their end, and of how many the evidence was removed.</summary>
public sealed record PurgedApplications(int Expired, int Purged);

/// <summary>
/// Keeps no evidence longer than policy says: invitations that nobody came back to are over, and of whatever is over long enough the
/// pictures, the answers and the link go. What was decided, by whom and why stays. Some at a time, by the clock.
/// </summary>
public sealed class PurgeApplications(CareIdentityDb db, RaPolicy policy, AuditTrail audit, TimeProvider clock)
{
    private const int AtOnce = 50;

    public async Task<Outcome<PurgedApplications>> ExecuteAsync(Actor actor, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var (abandoned, old) = (now.AddDays(-policy.AbandonedApplicationDays), now.AddDays(-policy.ApplicationEvidenceDays));
        var late = await db.Applications
            .Where(a => (a.State == ApplicationState.Invited || a.State == ApplicationState.Returned) && a.LinkUntil < abandoned)
            .OrderBy(a => a.Id).Take(AtOnce).ToListAsync(ct);
        foreach (var application in late.Where(application => application.Expire(now) is null))
        {
            audit.Record(actor, Reason.None, new ApplicationExpired { ApplicationId = application.Id, Reference = application.Reference, Organisation = application.Organisation });
        }

        // One that nobody came back to has waited already.
        var over = await db.Applications
            .Where(a => a.PurgedAt == null && a.DecidedAt != null && (a.DecidedAt < old || a.State == ApplicationState.Expired))
            .OrderBy(a => a.Id).Take(AtOnce).ToListAsync(ct);
        foreach (var application in over.Union(late))
        {
            await PurgeAsync(application, actor, now, ct);
        }

        return await db.SaveAsync(ct) is { } refused ? refused : new PurgedApplications(late.Count, over.Union(late).Count());
    }

    private async Task PurgeAsync(Application application, Actor actor, DateTimeOffset now, CancellationToken ct)
    {
        var slots = await db.ApplicationPictures.Where(p => p.ApplicationId == application.Id).Select(p => p.Slot).ToListAsync(ct);
        db.ApplicationPictures.RemoveRange(slots.Select(slot => new ApplicationPicture
        {
            ApplicationId = application.Id,
            Slot = slot,
            Content = [],
            ContentType = "",
            Digest = "",
            TakenAt = now,
        }));
        db.ApplicationDrafts.RemoveRange(await db.ApplicationDrafts.Where(d => d.ApplicationId == application.Id).ToListAsync(ct));
        application.Link(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32), now);
        (application.Submitted, application.PurgedAt) = (null, now);
        audit.Record(actor, Reason.None, new ApplicationEvidenceRemoved
        {
            ApplicationId = application.Id,
            Reference = application.Reference,
            Organisation = application.Organisation,
            Pictures = slots.Count,
        });
    }
}
