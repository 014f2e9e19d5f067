using System.Net;
using CareIdentity.Web.Tests.Nhs.Pages;
using Xunit;

namespace CareIdentity.Web.Tests.Portal;

/// <summary>An application from both sides, without script: the invitation, the applicant's questions, the check, and what must not be seen.</summary>
public sealed class ApplicationPagesTests : IDisposable
{
    private readonly TrainingPortal portal = new();

    private ApplicantJourney Journey => new(portal);

    [Fact]
    public async Task Somebody_is_invited_applies_and_is_confirmed_by_another()
    {
        var (sam, hannah, applicant) = (await portal.SignInAsync("Sam Taylor"), await portal.SignInAsync("Hannah Lewis"), portal.Stranger());
        var address = $"a{Guid.NewGuid():N}@example.org";
        var link = await Journey.InviteAsync(sam, "Quillan", "Abernethy", address);

        var start = await PortalForm.OpenAsync(applicant, link);
        Assert.Contains("Sam Taylor", start.Main, StringComparison.Ordinal);
        Assert.Equal(link + "/code", await start.DoneAsync("Send me a code"));
        var code = await Journey.WordAsync(address, ApplicantJourney.CodeForm());
        var wrong = await (await PortalForm.OpenAsync(applicant, link + "/code")).Fill("Code", code == "000000" ? "000001" : "000000").AgainAsync("Continue");
        Assert.Contains("This is not the code", wrong.Main, StringComparison.Ordinal);
        Assert.Equal("/apply/you", await (await PortalForm.OpenAsync(applicant, link + "/code")).Fill("Code", code).DoneAsync("Continue"));

        await ApplicantJourney.AnswerAsync(applicant);
        var check = await PortalForm.OpenAsync(applicant, "/apply/you/check");
        Assert.Contains("Quillan Abernethy", check.Main, StringComparison.Ordinal);
        Assert.Equal("/apply/you", await check.DoneAsync("Send my application"));
        Assert.Contains("You sent your application", (await applicant.PageAsync("/apply/you")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        var reference = ApplicantJourney.ReferenceForm().Match((await hannah.PageAsync("/applications")).QuerySelectorAll("main tr").First(row => row.TextContent.Contains("Quillan Abernethy", StringComparison.Ordinal)).InnerHtml).Value;
        var page = $"/applications/{reference}";
        using var picture = await hannah.GetAsync(page + "?handler=Picture&slot=Document1");
        Assert.Equal("image/png", picture.Content.Headers.ContentType!.MediaType);
        using var inviters = await sam.GetAsync(page + "?handler=Picture&slot=Document1");
        Assert.Equal(HttpStatusCode.NotFound, inviters.StatusCode);
        using var strangers = await (await portal.AsAsync("Olga Nowak")).GetAsync(page);
        Assert.Equal(HttpStatusCode.NotFound, strangers.StatusCode);
        var decide = await PortalForm.OpenAsync(hannah, page);
        Assert.Contains("The applicant is not in the UK", decide.Main, StringComparison.Ordinal);
        Assert.Equal(page, await decide.Fill("Compared", "true").DoneAsync("Confirm the identity"));

        Assert.Contains("You have a Care ID", (await applicant.PageAsync("/apply/you")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Matches(ApplicantJourney.UuidForm(), await Journey.WordAsync(address, ApplicantJourney.UuidForm()));
        Assert.Contains("Profile made", (await sam.PageAsync(page)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Applications_are_counted_and_one_is_found_among_them()
    {
        var sam = await portal.SignInAsync("Sam Taylor");
        foreach (var (given, family) in new[] { ("Quillan", "Abernethy"), ("Ottoline", "Marsh") })
        {
            await (await PortalForm.OpenAsync(sam, "/applications/new")).Fill("GivenName", given).Fill("FamilyName", family).Fill("Email", $"{given}@example.org").Fill("Note", "Starts on Monday").DoneAsync("Send the invitation");
        }

        var all = (await sam.PageAsync("/applications?list=open")).QuerySelector("main")!;
        var reference = all.QuerySelectorAll("table tr").First(row => row.TextContent.Contains("Quillan", StringComparison.Ordinal)).QuerySelector("a")!.TextContent.Trim();
        Assert.Matches(@"With the applicant\s*\(?2", all.QuerySelector("nav[aria-label='Which applications']")!.TextContent);
        foreach (var typed in new[] { "quillan aber", "abernethy", reference.ToLowerInvariant() })
        {
            var rows = (await sam.PageAsync($"/applications?list=open&q={Uri.EscapeDataString(typed)}")).QuerySelectorAll("main table tbody tr");
            Assert.Contains("Quillan Abernethy", Assert.Single(rows).TextContent, StringComparison.Ordinal);
        }

        Assert.Equal(2, (await sam.PageAsync("/applications?list=open&q=tph01")).QuerySelectorAll("main table tbody tr").Length);
        var nobody = (await sam.PageAsync("/applications?list=open&q=astronaut")).QuerySelector("main .cis-empty")!;
        Assert.Equal("/applications?list=open", nobody.QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task The_applicants_pages_tell_no_other_site_where_they_are_and_no_cache_keeps_them()
    {
        using var answer = await portal.Stranger().GetAsync("/apply/" + new string('A', 43));
        using var without = await portal.Stranger().GetAsync("/apply/you/born");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Contains("application.link-over", (await PortalHost.ReadAsync(answer)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("/apply", without.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Whoever_tries_links_is_slowed_down_and_nobody_else()
    {
        var stranger = portal.Stranger();
        var answers = new List<HttpStatusCode>();
        for (var tries = 0; tries < 61; tries++)
        {
            using var answer = await stranger.GetAsync($"/apply/{new string('B', 41)}{tries:D2}");
            answers.Add(answer.StatusCode);
        }

        Assert.Equal(HttpStatusCode.NotFound, answers[59]);
        Assert.Equal(HttpStatusCode.TooManyRequests, answers[60]);
        using var elsewhere = await portal.Stranger().GetAsync("/apply/" + new string('B', 43));
        Assert.Equal(HttpStatusCode.NotFound, elsewhere.StatusCode);
    }

    public void Dispose() => portal.Dispose();
}
