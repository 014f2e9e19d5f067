namespace CareIdentity.Tool.Testing;

/// <summary>One group of tests that run together, from the quickest to the slowest.</summary>
/// <param name="Minutes">Several times what the group takes on two busy cores: one that hangs leaves time for the others.</param>
internal sealed record TestLayer(string Name, int Minutes, string Project, params string[] Selection)
{
    private static readonly TestLayer[] Quick =
    [
        new("Rules and values", 6, "CareIdentity.Tests", "-trait-", "layer=data", "-trait-", "layer=programs"),
        new("Use cases on each engine", 20, "CareIdentity.Tests", "-trait", "layer=data"),
        new("Pages and protocols", 20, "CareIdentity.Web.Tests"),
    ];

    private static readonly TestLayer Programs = new("Cards with programs that others wrote", 6, "CareIdentity.Tests", "-trait", "layer=programs");
    private static readonly TestLayer Browser = new("Journeys in a browser", 20, "CareIdentity.EndToEnd");

    public static IReadOnlyList<TestLayer> All(bool fast) => fast ? Quick : [.. Quick, Programs, Browser];
}
