using System.Reflection;
using CareIdentity.Data;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace CareIdentity.Testing.Engines;

/// <summary>
/// Runs a <c>[Theory]</c> with one <see cref="EngineUnderTest"/> argument on each engine. Where PostgreSQL is not installed its
/// row is a named skip, unless the run demands it. Carries the trait <c>layer=data</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EveryEngineAttribute : DataAttribute, ITraitAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([Row(Engine.Sqlite, null), Row(Engine.Postgres, PostgresInstallation.ReasonToSkip())]);

    public override bool SupportsDiscoveryEnumeration() => true;

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("layer", "data")];

    private static TheoryDataRow<EngineUnderTest> Row(Engine engine, string? skip) => new(new EngineUnderTest(engine)) { Skip = skip };
}
