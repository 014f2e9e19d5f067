using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Access;

/// <summary>Gives a new installation roles and activities to begin with. Only the service itself does this, and never over what is there.</summary>
public sealed class SetUpReferenceData(CareIdentityDb db, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<Done>> ExecuteAsync(Actor actor, CancellationToken ct)
    {
        if (!actor.IsService)
        {
            throw new InvalidOperationException("Set-up is the service's own.");
        }

        if (await db.ReferenceSets.AnyAsync(s => s.Name == RbacReferenceSource.SetName, ct) || await db.JobRoles.AnyAsync(ct))
        {
            return Done.Instance;
        }

        var counts = await new RbacReplacement(db, audit, clock).ReplaceAsync(BuiltInRoles.Tables, mayRemove: true, actor, ct);

        audit.Record(actor, Reason.None, new RolesImported { Counts = counts, BadLines = 0, Sha256 = new Dictionary<string, string>() });

        return await db.SaveAsync(ct) is { } refusal ? refusal : Done.Instance;
    }
}
