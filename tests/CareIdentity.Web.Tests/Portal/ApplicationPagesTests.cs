using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using CareIdentity.Web.Tests.Nhs.Pages;
using Xunit;

namespace CareIdentity.Web.Tests.Portal;

/// <summary>An application from both sides, without script: the invitation, the applicant's questions, the check, and what must not be seen.</summary>
public sealed partial class ApplicationPagesTests : IDisposable
{
    private readonly TrainingPortal portal = new();

    private static readonly DateOnly Today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    [Fact]
    public async Task Somebody_is_invited_applies_and_is_confirmed_by_another()
    {
        var (sam, hannah, applicant) = (await portal.SignInAsync("Sam Taylor"), await portal.SignInAsync("Hannah Lewis"), portal.Stranger());
        var address = $"a{Guid.NewGuid():N}@example.org";
        var link = await InviteAsync(sam, "Quillan", "Abernethy", address);

        var start = await PortalForm.OpenAsync(applicant, link);
        Assert.Contains("Sam Taylor", start.Main, StringComparison.Ordinal);
        Assert.Equal(link + "/code", await start.DoneAsync("Send me a code"));
        var code = await WordAsync(address, CodeForm());
        var wrong = await (await PortalForm.OpenAsync(applicant, link + "/code")).Fill("Code", code == "000000" ? "000001" : "000000").AgainAsync("Continue");
        Assert.Contains("This is not the code", wrong.Main, StringComparison.Ordinal);
        Assert.Equal("/apply/you", await (await PortalForm.OpenAsync(applicant, link + "/code")).Fill("Code", code).DoneAsync("Continue"));

        await AnswerAsync(applicant);
        var check = await PortalForm.OpenAsync(applicant, "/apply/you/check");
        Assert.Contains("Quillan Abernethy", check.Main, StringComparison.Ordinal);
        Assert.Equal("/apply/you", await check.DoneAsync("Send my application"));
        Assert.Contains("You sent your application", (await applicant.PageAsync("/apply/you")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        var reference = ReferenceForm().Match((await hannah.PageAsync("/applications")).QuerySelectorAll("main tr").First(row => row.TextContent.Contains("Quillan Abernethy", StringComparison.Ordinal)).InnerHtml).Value;
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
        Assert.Matches(UuidForm(), await WordAsync(address, UuidForm()));
        Assert.Contains("Profile made", (await sam.PageAsync(page)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
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

    private async Task<string> InviteAsync(PortalVisitor inviter, string given, string family, string address)
    {
        var form = (await PortalForm.OpenAsync(inviter, "/applications/new")).Fill("GivenName", given).Fill("FamilyName", family).Fill("Email", address).Fill("Note", "Starts on Monday");
        Assert.StartsWith("/applications", await form.DoneAsync("Send the invitation"), StringComparison.Ordinal);
        return await WordAsync(address, LinkForm());
    }

    private static async Task AnswerAsync(PortalVisitor applicant)
    {
        Assert.Equal("/apply/you/other-name", await (await PortalForm.OpenAsync(applicant, "/apply/you/name")).DoneAsync("Save and continue"));
        Assert.Equal("/apply/you/born", await (await PortalForm.OpenAsync(applicant, "/apply/you/other-name")).Fill("Answer", "no").DoneAsync("Save and continue"));
        Assert.Equal("/apply/you/number", await (await PortalForm.OpenAsync(applicant, "/apply/you/born")).On("BornOn", new DateOnly(1971, 11, 3)).DoneAsync("Save and continue"));
        Assert.Equal("/apply/you/place", await (await PortalForm.OpenAsync(applicant, "/apply/you/number")).Fill("Answer", "no").DoneAsync("Save and continue"));
        Assert.Equal("/apply/you/document/1", await (await PortalForm.OpenAsync(applicant, "/apply/you/place")).Fill("Answer", "no").DoneAsync("Save and continue"));
        var expired = await (await Document(applicant, 1, "other-passport", "India")).Fill("DocumentNumber", "P7654321").On("ExpiresOn", Today.AddMonths(-7)).AgainAsync("Save and continue");
        Assert.Contains("has expired", expired.Main, StringComparison.Ordinal);
        Assert.Equal("/apply/you/picture/document1", await (await Document(applicant, 1, "other-passport", "India")).Fill("DocumentNumber", "P7654321").On("ExpiresOn", Today.AddYears(2)).DoneAsync("Save and continue"));
        Assert.Equal("/apply/you/document/2", await PictureAsync(applicant, "document1"));
        Assert.Equal("/apply/you/picture/document2", await (await Document(applicant, 2, "utility-bill", "Severn Water")).On("IssuedOn", Today.AddMonths(-1)).DoneAsync("Save and continue"));
        Assert.Equal("/apply/you/document/3", await PictureAsync(applicant, "document2"));
        Assert.Equal("/apply/you/picture/document3", await (await Document(applicant, 3, "bank-statement", "Harbour Bank")).On("IssuedOn", Today.AddMonths(-1)).DoneAsync("Save and continue"));
        Assert.Equal("/apply/you/picture/face", await PictureAsync(applicant, "document3"));
        Assert.Equal("/apply/you/check", await PictureAsync(applicant, "face"));
    }

    private static async Task<PortalForm> Document(PortalVisitor applicant, int number, string kind, string issuer) =>
        (await PortalForm.OpenAsync(applicant, $"/apply/you/document/{number}")).Fill("Kind", kind).Fill("Issuer", issuer);

    private static async Task<string> PictureAsync(PortalVisitor applicant, string slot)
    {
        var path = $"/apply/you/picture/{slot}";
        var token = (await applicant.PageAsync(path)).QuerySelector("main form input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var content = new MultipartFormDataContent { { new StringContent(token), "__RequestVerificationToken" } };
        var bytes = new ByteArrayContent(Png);
        bytes.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        content.Add(bytes, "Upload", "picture.png");
        using var answer = await applicant.Client.PostAsync(new Uri(path, UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer.Headers.Location!.OriginalString;
    }

    /// <summary>Looks into the inbox of the training service until the message is there.</summary>
    public void Dispose() => portal.Dispose();

    private async Task<string> WordAsync(string address, Regex word)
    {
        for (var looks = 0; looks < 120; looks++)
        {
            var inbox = await portal.Stranger().PageAsync("/training-desk/inbox");
            foreach (var message in inbox.QuerySelectorAll("article").Where(article => article.TextContent.Contains(address, StringComparison.Ordinal)))
            {
                if (word.Match(message.TextContent) is { Success: true } found)
                {
                    return found.Groups[1].Value;
                }
            }

            await Task.Delay(500, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException($"No message to {address}.");
    }

    /// <summary>400 by 500 and nothing in it: the header, no pixels that anybody decodes, the end.</summary>
    private static byte[] Png =>
    [
        0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A,
        0, 0, 0, 13, (byte)'I', (byte)'H', (byte)'D', (byte)'R', 0, 0, 1, 0x90, 0, 0, 1, 0xF4, 8, 2, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 1, (byte)'I', (byte)'D', (byte)'A', (byte)'T', 0, 0, 0, 0, 0,
        0, 0, 0, 0, (byte)'I', (byte)'E', (byte)'N', (byte)'D', 0, 0, 0, 0,
    ];

    [GeneratedRegex("http://[^/]+(/apply/[A-Za-z0-9_-]{43})")]
    private static partial Regex LinkForm();

    [GeneratedRegex("Your code is ([0-9]{6})")]
    private static partial Regex CodeForm();

    [GeneratedRegex("((?:[0-9] ?){12})")]
    private static partial Regex UuidForm();

    [GeneratedRegex("A-[0-9A-Z]{4}-[0-9A-Z]{4}")]
    private static partial Regex ReferenceForm();
}
