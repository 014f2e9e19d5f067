using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;

namespace CareIdentity.Staff;

public sealed record CancelSessionRequest
{
    public required Guid SessionId { get; init; }

    public required string Reason { get; init; }
}

/// <summary>A session does not take place. Who had a place sees it, and books another.</summary>
public sealed class CancelSession(CareIdentityDb db, PlannedSessions sessions, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<Done>> ExecuteAsync(CancelSessionRequest request, Actor actor, CancellationToken ct)
    {
        if ((await sessions.ToArrangeAsync(request.SessionId, actor, ct)).IsRefused(out var notAllowed, out var planned))
        {
            return notAllowed;
        }

        if (string.IsNullOrWhiteSpace(request.Reason))
        {
            return Access.StaffRefusals.ReasonMissing;
        }

        if (planned.Session.Cancel(clock.GetUtcNow()) is { } refusal)
        {
            return refusal;
        }

        audit.Record(actor, new Reason(request.Reason.Trim()), new SessionCancelled { Course = planned.Course.Facts, Session = planned.Facts });

        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }
}
