using CareIdentity.Data;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Population;

/// <summary>Whether a database holds a generated population.</summary>
public sealed class GeneratedPopulation(CareIdentityDb db)
{
    internal const string SetName = "population";

    public Task<bool> IsHereAsync(CancellationToken ct) => db.ReferenceSets.AnyAsync(set => set.Name == SetName, ct);
}
