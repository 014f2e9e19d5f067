using System.Net;
using System.Net.Http.Headers;
using CareIdentity.Web.Tests.Nhs.Pages;
using CareIdentity.Web.TrainingDesk.Population;
using Xunit;

namespace CareIdentity.Web.Tests.Portal;

/// <summary>Alfred's profile was taken over from another service: what the pages say and offer until an ID Checker has seen his documents, and after.</summary>
public sealed class VerifyPagesTests : IDisposable
{
    /// <summary>A world of its own: he is verified once.</summary>
    private readonly TrainingPortal portal = new();

    private static readonly DateOnly Today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().Date);

    [Fact]
    public async Task A_migrated_profile_is_verified_with_three_documents_and_the_pages_say_so()
    {
        var hannah = await portal.AsAsync("Hannah Lewis");
        var address = (await hannah.PageAsync("/search?q=Alfred")).QuerySelector("main a[href^='/people/']")!.GetAttribute("href")!;
        var before = await hannah.PageAsync(address);

        var details = await PortalForm.OpenAsync(hannah, $"{address}/verify/details");
        var documents = await PortalForm.OpenAsync(hannah, await details.Fill("BornOn.Day", "4").Fill("BornOn.Month", "3").Fill("BornOn.Year", "1971").DoneAsync("Continue"));
        var lacking = await documents.AgainAsync("Continue");
        var photo = await Fill(Fill(Fill(lacking, 0, "other-passport", "Kenya", "AK1234567", expires: true), 1, "utility-bill", "Severn Water", null), 2, "bank-statement", "Harbour Bank", null).DoneAsync("Continue");
        using var uploaded = await UploadAsync(hannah, photo);
        using var compared = await hannah.GetAsync(uploaded.Headers.Location!.OriginalString);
        var confirm = await PortalForm.OpenAsync(hannah, compared.Headers.Location!.OriginalString);
        var unticked = await confirm.AgainAsync("Verify the identity");
        var done = await unticked.Fill("Checked", "true").DoneAsync("Verify the identity");
        var after = await hannah.PageAsync(done);
        using var again = await hannah.GetAsync($"{address}/verify/details");

        Assert.Contains("The identity is not verified", Words(before), StringComparison.Ordinal);
        Assert.Contains("Verify their identity", Words(before), StringComparison.Ordinal);
        Assert.Contains("taken over from another service", details.Main, StringComparison.Ordinal);
        Assert.Contains("Choose the kind of document 1", lacking.Main, StringComparison.Ordinal);
        Assert.Equal($"{address}/verify/confirm", compared.Headers.Location!.OriginalString);
        Assert.Contains("Tick the box", unticked.Main, StringComparison.Ordinal);
        Assert.Equal(address, done);
        Assert.Contains("is verified. The restrictions of the profile have ended", Words(after), StringComparison.Ordinal);
        Assert.Contains("by Hannah Lewis at TPH01, face to face", Words(after), StringComparison.Ordinal);
        Assert.DoesNotContain("The identity is not verified", Words(after), StringComparison.Ordinal);
        Assert.Equal(address, again.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task A_sponsor_reads_who_may_and_nobody_begins_in_the_middle()
    {
        var sam = await portal.AsAsync("Sam Taylor");
        var address = (await sam.PageAsync("/search?q=Alfred")).QuerySelector("main a[href^='/people/']")!.GetAttribute("href")!;

        foreach (var page in (string[])["details", "documents", "photo", "duplicates", "confirm"])
        {
            using var refused = await sam.GetAsync($"{address}/verify/{page}");
            using var sent = await (await portal.AsAsync("Ben Adeyemi")).GetAsync($"{address}/verify/{page}");

            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, sent.StatusCode);
            Assert.Null((await PortalHost.ReadAsync(refused)).QuerySelector("main form"));
        }

        using var middle = await (await portal.AsAsync("Ravi Menon")).GetAsync($"{address}/verify/confirm");
        Assert.Equal($"{address}/verify/details", middle.Headers.Location!.OriginalString);
    }

    public void Dispose() => portal.Dispose();

    private static PortalForm Fill(PortalForm form, int number, string kind, string issuer, string? serial, bool expires = false)
    {
        var day = expires ? Today.AddYears(2) : Today.AddMonths(-1);
        var which = expires ? "ExpiresOn" : "IssuedOn";
        return form.Fill($"Documents[{number}].Kind", kind).Fill($"Documents[{number}].Issuer", issuer).Fill($"Documents[{number}].Number", serial ?? "")
            .Fill($"Documents[{number}].{which}.Day", $"{day.Day}").Fill($"Documents[{number}].{which}.Month", $"{day.Month}").Fill($"Documents[{number}].{which}.Year", $"{day.Year}");
    }

    private static async Task<HttpResponseMessage> UploadAsync(PortalVisitor visitor, string path)
    {
        var token = (await visitor.PageAsync(path)).QuerySelector("main form input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var picture = new ByteArrayContent(Portrait.Draw(3));
        picture.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        using var words = new StringContent(token);
        using var content = new MultipartFormDataContent { { words, "__RequestVerificationToken" }, { picture, "Upload", "photo.png" } };
        return await visitor.Client.PostAsync(new Uri(path, UriKind.Relative), content);
    }

    private static string Words(AngleSharp.Html.Dom.IHtmlDocument page) => page.QuerySelector("main")!.TextContent;
}
