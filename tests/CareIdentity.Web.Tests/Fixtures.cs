using CareIdentity.Testing;
using CareIdentity.Testing.Engines;
using Xunit;

[assembly: AssemblyFixture(typeof(SqliteDatabases))]
[assembly: AssemblyFixture(typeof(PostgresCluster))]
[assembly: TestCollectionOrderer(typeof(LongestFirst))]
