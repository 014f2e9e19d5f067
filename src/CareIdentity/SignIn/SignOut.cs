using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.SignIn;

/// <summary>Ends the actor's own session. Nothing to authorise: leaving is always allowed, also from a session that is not trusted any more.</summary>
public sealed class SignOut(CareIdentityDb db, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<Done>> ExecuteAsync(Actor actor, CancellationToken ct)
    {
        var session = await db.Sessions.FirstOrDefaultAsync(s => s.Id == actor.SessionId && s.ProfileId == actor.ProfileId, ct);
        if (session is null || session.EndedAt is not null)
        {
            return Done.Instance;
        }

        session.End(SessionEnd.SignedOut, clock.GetUtcNow());

        audit.Record(actor, Reason.None, new SignedOut { ProfileId = actor.ProfileId });

        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }
}

public sealed record SignedOut : CareEvent
{
    public required Guid ProfileId { get; init; }

    public override string InWords => "Signed out.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Profile(ProfileId)];
}
