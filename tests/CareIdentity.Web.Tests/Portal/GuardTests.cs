using System.Net;
using CareIdentity.Web.Tests.Nhs.Pages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Xunit;

namespace CareIdentity.Web.Tests.Portal;

/// <summary>Who gets through the door: asked of every route that there is, so that a new one is asked too.</summary>
public sealed class GuardTests(TrainingPortal portal)
{
    /// <summary>Open to everybody on purpose. A route that is not listed asks for a session.</summary>
    private static readonly string[] Open =
    [
        "apply", "apply/{link}", "apply/{link}/code", "apply/you", "apply/you/born", "apply/you/check", "apply/you/document/{number:int}", "apply/you/in-person", "apply/you/name",
        "apply/you/number", "apply/you/other-name", "apply/you/picture/{slot}", "apply/you/place", "errors/{status:int}", "pki", "ra-directory", "ra-directory/{code}", "sign-in", "sign-in/signed-out", "training-desk", "training-desk/inbox", "gallery", "gallery/components", "gallery/decide", "gallery/form", "gallery/list",
    ];

    private static readonly string[] Cast = ["Sam Taylor", "Hannah Lewis", "Ravi Menon", "Leon Bright", "Olga Nowak", "Priya Raman", "Abdul Karim"];

    [Fact]
    public async Task Every_page_asks_a_stranger_to_sign_in_and_keeps_the_way_back()
    {
        var stranger = portal.Stranger();
        foreach (var route in Pages().Where(route => !Open.Contains(route)))
        {
            var path = Filled(route);

            using var answer = await stranger.GetAsync(path);

            Assert.True(answer.StatusCode is HttpStatusCode.Redirect, $"{path}: {(int)answer.StatusCode}");
            Assert.Equal($"/sign-in?return={Uri.EscapeDataString(path)}", answer.Headers.Location?.OriginalString);
        }
    }

    [Fact]
    public void No_page_is_open_that_is_not_meant_to_be()
    {
        var anonymous = portal.Routes.OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<PageActionDescriptor>() is not null && route.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            .Select(route => route.RoutePattern.RawText!)
            .Distinct()
            .Order(StringComparer.Ordinal);

        Assert.Equal(Open.Order(StringComparer.Ordinal), anonymous);
    }

    /// <summary>Wildcards, quotes, look-alikes, control characters, lengths: never a fault, never somebody's page.</summary>
    [Theory]
    [InlineData("*")]
    [InlineData("%25")]
    [InlineData("_")]
    [InlineData("'%20or%201=1")]
    [InlineData("..%2F..")]
    [InlineData("%D9%A1%D9%A2%D9%A3%D9%A4%D9%A5%D9%A6%D9%A7%D9%A8%D9%A9%D9%A0%D9%A1%D9%A2")] // Arabic-Indic digits
    [InlineData("123456789012345678901234567890")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("%F0%9F%92%8A")]
    public async Task A_name_that_nothing_has_opens_nothing_and_breaks_nothing(string name)
    {
        var agent = await portal.SignInAsync("Ravi Menon"); // From an address of their own: the matrices ask for more links than one address may.
        foreach (var route in Pages().Where(route => route.Replace("{handler?}", "", StringComparison.Ordinal).Contains('{', StringComparison.Ordinal) && !route.StartsWith("errors", StringComparison.Ordinal)))
        {
            using var answer = await agent.GetAsync(Filled(route, name));

            // Whoever has no application is sent to where it begins, before anything of the address is looked at.
            var begins = route.StartsWith("apply/you", StringComparison.Ordinal) && answer.Headers.Location?.OriginalString == "/apply";
            Assert.True(begins || answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest or HttpStatusCode.Forbidden, $"{route} with {name}: {(int)answer.StatusCode}");
        }
    }

    [Theory]
    [InlineData("Asha Patel%00")]
    [InlineData("%27%3B%20drop%20table%20profiles%3B--")]
    [InlineData("%25%25%25")]
    [InlineData("*")]
    [InlineData("a")]
    [InlineData("%F0%9F%92%8A%20%EF%B7%BA")]
    public async Task Whatever_is_searched_for_is_answered(string words)
    {
        var agent = await portal.AsAsync("Ravi Menon");

        using var answer = await agent.GetAsync("/search?q=" + words);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_form_without_its_token_changes_nothing()
    {
        var sponsor = await portal.AsAsync("Sam Taylor");
        foreach (var route in Pages().Where(route => !route.StartsWith("gallery", StringComparison.Ordinal) && !route.StartsWith("errors", StringComparison.Ordinal)))
        {
            using var empty = new FormUrlEncodedContent([]);
            using var answer = await sponsor.Client.PostAsync(new Uri(Filled(route), UriKind.Relative), empty);

            Assert.True(answer.StatusCode is HttpStatusCode.BadRequest, $"{route}: {(int)answer.StatusCode}");
        }
    }

    [Fact]
    public async Task Every_page_answers_everybody_of_the_cast_in_words_of_its_own()
    {
        foreach (var name in Cast)
        {
            var visitor = await portal.AsAsync(name);
            foreach (var route in Pages().Where(route => !route.StartsWith("gallery", StringComparison.Ordinal)))
            {
                using var answer = await visitor.GetAsync(Filled(route));
                var page = await PortalHost.ReadAsync(answer);

                Assert.True((int)answer.StatusCode < 500, $"{name} at {route}: {(int)answer.StatusCode}");
                Assert.True((int)answer.StatusCode is >= 300 and < 400 || page.QuerySelectorAll("h1").Length == 1, $"{name} at {route}: {page.QuerySelectorAll("h1").Length} first headings");
            }
        }
    }

    private IEnumerable<string> Pages() => portal.Routes.OfType<RouteEndpoint>()
        .Where(route => route.Metadata.GetMetadata<PageActionDescriptor>() is not null)
        .Select(route => route.RoutePattern.RawText!)
        .Distinct()
        .Order(StringComparer.Ordinal);

    private static string Filled(string route, string? name = null) => "/" + route
        .Replace("{status:int}", "404", StringComparison.Ordinal)
        .Replace("/{handler?}", "", StringComparison.Ordinal)
        .Replace("{appointment:guid}", name ?? "018f0000-0000-7000-8000-000000000000", StringComparison.Ordinal)
        .Replace("{session:guid}", name ?? "018f0000-0000-7000-8000-000000000000", StringComparison.Ordinal)
        .Replace("{id:guid}", name ?? "018f0000-0000-7000-8000-000000000000", StringComparison.Ordinal)
        .Replace("{uuid}", name ?? "100200300405", StringComparison.Ordinal)
        .Replace("{serial}", name ?? "0900100001", StringComparison.Ordinal)
        .Replace("{work}", name ?? "passcode", StringComparison.Ordinal)
        .Replace("{reference}", name ?? "R-AAAA-AAAA", StringComparison.Ordinal)
        .Replace("{link}", name ?? new string('A', 43), StringComparison.Ordinal)
        .Replace("{form}", name ?? "CancelCard", StringComparison.Ordinal)
        .Replace("{slot}", name ?? "face", StringComparison.Ordinal)
        .Replace("{number:int}", name ?? "1", StringComparison.Ordinal)
        .Replace("{code}", name ?? "TPH01", StringComparison.Ordinal);
}
