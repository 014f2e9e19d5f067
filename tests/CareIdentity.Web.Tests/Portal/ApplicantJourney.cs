using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Xunit;

namespace CareIdentity.Web.Tests.Portal;

/// <summary>The applicant's side of an application on the pages: what others do with it is the tests' own.</summary>
internal sealed partial class ApplicantJourney(TrainingPortal portal)
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    /// <summary>Has the application open after the link and the code.</summary>
    public async Task<PortalVisitor> OpenAsync(string link, string address)
    {
        var applicant = portal.Stranger();
        Assert.Equal(link + "/code", await (await PortalForm.OpenAsync(applicant, link)).DoneAsync("Send me a code"));
        Assert.Equal("/apply/you", await (await PortalForm.OpenAsync(applicant, link + "/code")).Fill("Code", await WordAsync(address, CodeForm())).DoneAsync("Continue"));
        return applicant;
    }

    /// <summary>Invited by Sam Taylor, answered and sent.</summary>
    public async Task<(PortalVisitor Applicant, string Address)> SentAsync(string given, string family)
    {
        var address = $"a{Guid.NewGuid():N}@example.org";
        var applicant = await OpenAsync(await InviteAsync(await portal.SignInAsync("Sam Taylor"), given, family, address), address);
        await AnswerAsync(applicant);
        Assert.Equal("/apply/you", await (await PortalForm.OpenAsync(applicant, "/apply/you/check")).DoneAsync("Send my application"));
        return (applicant, address);
    }

    public static async Task<string> PageOfAsync(PortalVisitor reader, string fullName)
    {
        var row = (await reader.PageAsync("/applications")).QuerySelectorAll("main tr").First(row => row.TextContent.Contains(fullName, StringComparison.Ordinal));
        return $"/applications/{ReferenceForm().Match(row.InnerHtml).Value}";
    }

    public async Task<string> InviteAsync(PortalVisitor inviter, string given, string family, string address)
    {
        var form = (await PortalForm.OpenAsync(inviter, "/applications/new")).Fill("GivenName", given).Fill("FamilyName", family).Fill("Email", address).Fill("Note", "Starts on Monday");
        Assert.StartsWith("/applications", await form.DoneAsync("Send the invitation"), StringComparison.Ordinal);
        return await WordAsync(address, LinkForm());
    }

    public static async Task AnswerAsync(PortalVisitor applicant)
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
    public async Task<string> WordAsync(string address, Regex word)
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
    public static partial Regex CodeForm();

    [GeneratedRegex("((?:[0-9] ?){12})")]
    public static partial Regex UuidForm();

    [GeneratedRegex("A-[0-9A-Z]{4}-[0-9A-Z]{4}")]
    public static partial Regex ReferenceForm();
}
