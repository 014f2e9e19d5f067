using Xunit;

namespace CareIdentity.Web.Tests.Nhs.Conformance;

/// <summary>Every component against every example that nhsuk-frontend publishes for it.</summary>
public sealed class ConformanceTests
{
    public static TheoryData<string> Examples => [.. UpstreamFixtures.All.Select(f => f.Title)];

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task A_component_draws_what_upstream_draws(string example)
    {
        var fixture = UpstreamFixtures.All.Single(f => f.Title == example);
        var stage = new TagHelperStage();

        var drawn = NormalisedHtml.Of(await stage.RunAsync(MacroToPage.Write(fixture)));

        var expected = NormalisedHtml.Of(fixture.Html);
        if (Exceptions.All.ContainsKey(example))
        {
            Assert.False(
                stage.Unsaid.Count == 0 && drawn == expected,
                "This example no longer differs: take it out of exceptions.txt.");
        }
        else
        {
            Assert.Empty(stage.Unsaid);
            Assert.Equal(expected, drawn);
        }
    }

    [Fact]
    public void Every_exception_names_an_example_and_says_why()
    {
        var titles = UpstreamFixtures.All.Select(f => f.Title).ToHashSet();

        Assert.All(Exceptions.All, e =>
        {
            Assert.Contains(e.Key, titles);
            Assert.NotEmpty(e.Value);
        });
    }
}
