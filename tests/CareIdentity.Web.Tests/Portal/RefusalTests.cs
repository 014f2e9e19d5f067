using System.Net;
using System.Text.RegularExpressions;
using CareIdentity.Cards.Workstation.WebEid;
using CareIdentity.Web.Tests.Nhs.Pages;
using Xunit;

namespace CareIdentity.Web.Tests.Portal;

/// <summary>What must not work, as the person meets it: what is wrong, why, what to do and who can help, with a stable code.</summary>
public sealed partial class RefusalTests(TrainingPortal portal)
{
    [Fact]
    public async Task A_sponsor_who_opens_issuing_reads_who_may_and_sees_no_form()
    {
        var sponsor = await portal.AsAsync("Sam Taylor");
        using var answer = await sponsor.GetAsync($"/people/{await UuidAsync("Chidi Okonkwo")}/cards/issue");
        var page = await PortalHost.ReadAsync(answer);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("Your role (Sponsor, Riverside Pharmacy) cannot issue a smartcard.", page.QuerySelector("main h1")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("access.not-allowed", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Ravi Menon", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("main form"));
    }

    [Fact]
    public async Task A_form_that_a_sponsor_posts_to_issuing_anyway_is_refused_the_same()
    {
        var sponsor = await portal.AsAsync("Sam Taylor");
        var path = $"/people/{await UuidAsync("Chidi Okonkwo")}/cards/issue";
        var token = (await sponsor.PageAsync("/requests/new/person")).QuerySelector("main form input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

        using var content = new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("How", "now")]);
        using var answer = await sponsor.Client.PostAsync(new Uri(path, UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("access.not-allowed", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sponsor_of_another_organisation_sees_a_name_and_nothing_of_the_requests()
    {
        var olga = await portal.AsAsync("Olga Nowak");
        var chidi = await olga.PageAsync($"/people/{await UuidAsync("Chidi Okonkwo")}");

        Assert.Contains("You see only the name and the UUID", chidi.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("@training.nhs.net", chidi.QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        var sam = await portal.AsAsync("Sam Taylor");
        var references = Reference().Matches((await olga.PageAsync("/requests?list=yours")).QuerySelector("main")!.InnerHtml).Select(match => match.Value).Distinct().ToList();
        Assert.NotEmpty(references);
        foreach (var reference in references)
        {
            using var answer = await sam.GetAsync("/requests/" + reference);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_card_of_an_early_series_signs_and_is_refused_with_what_to_do()
    {
        var visitor = portal.Stranger();
        using var answer = await visitor.SignInAsync(portal.CardOf("Ed Marsh"));
        var page = await PortalHost.ReadAsync(answer);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("signin.series-retired", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(answer.Headers, header => header.Key == "Set-Cookie" && header.Value.Any(cookie => cookie.StartsWith("care-identity-session", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_card_that_locked_itself_signs_nothing()
    {
        var (_, outcome) = await portal.Stranger().AskCardAsync(portal.CardOf("Chidi Okonkwo"));

        Assert.IsType<WebEidOutcome.CardLocked>(outcome);
    }

    [Fact]
    public async Task A_proof_that_was_used_opens_no_second_session()
    {
        var visitor = portal.Stranger();
        var (nonce, outcome) = await visitor.AskCardAsync(portal.CardOf("Leon Bright"));
        var token = Assert.IsType<WebEidOutcome.Token>(outcome).Value.ToJson();
        using var first = await visitor.SubmitAsync("/sign-in", ("AuthToken", token), ("Nonce", nonce));
        var home = await visitor.PageAsync("/");
        using var content = new FormUrlEncodedContent(
        [
            new("__RequestVerificationToken", home.QuerySelector("header form input[name=__RequestVerificationToken]")!.GetAttribute("value")!),
            new("AuthToken", token),
            new("Nonce", nonce),
        ]);
        using var again = await visitor.Client.PostAsync(new Uri("/sign-in", UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.Redirect, first.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.StatusCode);
    }

    [Fact]
    public async Task Who_signed_out_is_a_stranger_again()
    {
        var visitor = await portal.SignInAsync("Hannah Lewis");
        var home = await visitor.PageAsync("/");
        using var content = new FormUrlEncodedContent([new("__RequestVerificationToken", home.QuerySelector("header form input[name=__RequestVerificationToken]")!.GetAttribute("value")!)]);
        using var left = await visitor.Client.PostAsync(new Uri("/sign-out", UriKind.Relative), content);
        using var after = await visitor.GetAsync("/");

        Assert.Equal("/sign-in/signed-out", left.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.Redirect, after.StatusCode);
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example")]
    public async Task The_way_back_never_leads_to_another_site(string way)
    {
        var visitor = portal.Stranger();
        var (nonce, outcome) = await visitor.AskCardAsync(portal.CardOf("Hannah Lewis"));
        using var answer = await visitor.SubmitAsync(
            "/sign-in", ("AuthToken", Assert.IsType<WebEidOutcome.Token>(outcome).Value.ToJson()), ("Nonce", nonce), ("Return", way));

        Assert.StartsWith("/", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.DoesNotContain("elsewhere", answer.Headers.Location.OriginalString, StringComparison.Ordinal);
    }

    private async Task<string> UuidAsync(string name)
    {
        var found = await (await portal.AsAsync("Ravi Menon")).PageAsync("/search?q=" + Uri.EscapeDataString(name));
        return found.QuerySelectorAll("main a[href^='/people/']").First(a => a.TextContent.Trim() == name).GetAttribute("href")!["/people/".Length..];
    }

    [GeneratedRegex("R-[0-9A-Z]{4}-[0-9A-Z]{4}")]
    private static partial Regex Reference();
}
