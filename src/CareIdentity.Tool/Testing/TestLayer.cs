namespace CareIdentity.Tool.Testing;

/// <summary>One group of tests that run together, from the quickest to the slowest.</summary>
internal sealed record TestLayer(string Name, string Project, params string[] Selection)
{
    private static readonly TestLayer[] Quick =
    [
        new("Rules and values", "CareIdentity.Tests", "-trait-", "layer=data", "-trait-", "layer=programs"),
        new("Use cases on each engine", "CareIdentity.Tests", "-trait", "layer=data"),
        new("Pages and protocols", "CareIdentity.Web.Tests"),
    ];

    private static readonly TestLayer Programs = new("Cards with programs that others wrote", "CareIdentity.Tests", "-trait", "layer=programs");
    private static readonly TestLayer Browser = new("Journeys in a browser", "CareIdentity.EndToEnd");

    public static IReadOnlyList<TestLayer> All(bool fast) => fast ? Quick : [.. Quick, Programs, Browser];
}
