using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace CareIdentity.Testing;

/// <summary>A class of tests that takes about so many seconds: whoever runs several at once begins with it.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TakesLongAttribute(int seconds) : Attribute
{
    public int Seconds { get; } = seconds;
}

/// <summary>
/// Begins with the classes that take longest; the others as the runner would have them, in no order. A long one that comes last has one of a
/// machine's cores to itself while the other waits.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly Dictionary<string, int> Seconds = AppDomain.CurrentDomain.GetAssemblies()
        .Where(assembly => assembly.GetName().Name!.StartsWith("CareIdentity.", StringComparison.Ordinal))
        .SelectMany(assembly => assembly.GetTypes())
        .Where(type => type.IsDefined(typeof(TakesLongAttribute), inherit: false))
        .ToDictionary(type => type.FullName!, type => type.GetCustomAttribute<TakesLongAttribute>()!.Seconds);

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. DefaultTestCollectionOrderer.Instance.OrderTestCollections(testCollections).OrderByDescending(collection => Of(collection.TestCollectionDisplayName))];

    /// <summary>The runner names a collection after its class: "Test collection for NAME (id: …)".</summary>
    private static int Of(string collection) => collection.Split(' ').Select(word => Seconds.GetValueOrDefault(word)).Max();
}
