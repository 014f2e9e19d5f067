using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.StaffRecords;

/// <summary>A client that showed its secret: the staff record that it speaks for.</summary>
public sealed record StaffClient(Guid SourceId, Actor Actor);

/// <summary>Finds the staff record whose client sends. An unknown client and a wrong secret look alike.</summary>
public sealed class StaffClients(CareIdentityDb db)
{
    private const int LongestSecret = 100;

    public async Task<StaffClient?> FindAsync(string id, string secret, string correlation, CancellationToken ct)
    {
        if (secret.Length is 0 or > LongestSecret || !Guid.TryParse(id, out var key))
        {
            return null;
        }

        var source = await db.StaffSources.AsNoTracking().FirstOrDefaultAsync(s => s.Id == key, ct);
        return source?.IsSecret(secret) == true ? new StaffClient(source.Id, source.ToActor(correlation)) : null;
    }
}
