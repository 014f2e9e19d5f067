using CareIdentity.Access;
using CareIdentity.Testing;
using CareIdentity.Testing.Engines;
using Xunit;

namespace CareIdentity.Tests.Access;

/// <summary>Over the real tables; what is expected was followed by hand through the files.</summary>
public sealed class RealRolesTests
{
    [Theory, EveryEngine]
    public async Task The_real_tables_give_what_they_say(EngineUnderTest engine)
    {
        var path = SharedData.Find("rbac");
        Assert.SkipWhen(path is null, "The real tables of roles and activities (shared/data/rbac) are not here.");
        await using var database = await engine.CreateDatabaseAsync();
        await using var db = database.CreateContext();

        var imported = (await RbacFolder.ImportAsync(db, path)).Value;

        Assert.Empty(imported.BadLines);
        Assert.Equal((392, 47, 28, 230), (imported.Counts.JobRoles.Added, imported.Counts.Activities.Added, imported.Counts.Inclusions.Added, imported.Counts.Baseline.Added));
        var reference = await new RbacReferenceSource(db, new RbacReferenceCache()).GetAsync(TestContext.Current.CancellationToken);
        Assert.Equal("Pharmacist", reference.JobRoleName(RCode.Parse("R1290")));

        // Whoever has B0572 has B0570: the chain is one step.
        Assert.Equal(["B0570 <- B0572"], Chain(reference, "R0001", "B0572", to: "B0570"));

        // A nurse sees medication by the shortest of several ways: prescription preparation includes B0422, and that B0401.
        Assert.Equal(["B0401 <- B0422", "B0422 <- B0278"], Chain(reference, "R8001", null, to: "B0401"));

        // A pharmacist has B0360 because B0790, which the baseline gives, includes it.
        Assert.Equal(["B0360 <- B0790"], Chain(reference, "R1290", null, to: "B0360"));
        Assert.Equal(["B0360", "B0401", "B0429", "B0790"], reference.Of(RCode.Parse("R1290"), []).Select(a => a.Code.Value));

        // Nobody is an RA Agent by the baseline; the roles of the Registration Authority come by job role and added activities alone.
        Assert.Empty(reference.Of(RCode.RaAgent, []));
        Assert.Empty(reference.JobRolesGiving(BCode.Sponsor));
        Assert.Equal(["R8003", "R8004", "R8008"], reference.JobRolesGiving(BCode.PerformPharmacyActivities).Select(r => r.Value).Order(StringComparer.Ordinal));
    }

    private static List<string> Chain(RbacReference reference, string role, string? added, string to)
    {
        var all = reference.Of(RCode.Parse(role), added is null ? [] : [BCode.Parse(added)]).ToDictionary(a => a.Code);
        var steps = new List<string>();
        for (var activity = all[BCode.Parse(to)]; activity.IncludedBy is { } by; activity = all[by])
        {
            steps.Add($"{activity.Code} <- {by}");
        }

        return steps;
    }
}
