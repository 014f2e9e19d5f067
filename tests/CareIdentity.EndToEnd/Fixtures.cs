using CareIdentity.Testing;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]
