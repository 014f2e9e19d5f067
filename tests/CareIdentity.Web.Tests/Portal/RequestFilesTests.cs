using System.Net;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using CareIdentity.Web.Tests.Nhs.Pages;
using Xunit;

namespace CareIdentity.Web.Tests.Portal;

/// <summary>Files with a request, and several requests accepted together, in a training world of their own.</summary>
public sealed class RequestFilesTests : IDisposable
{
    private readonly TrainingPortal portal = new();

    [Fact]
    public async Task A_file_is_attached_downloaded_by_who_may_and_never_shown_by_the_browser()
    {
        var (sam, ravi) = (await portal.AsAsync("Sam Taylor"), await portal.AsAsync("Ravi Menon"));
        var path = await RaisedRequest.ForAsync(sam, "Zofia Wiśniewska", "Dispenser");

        Assert.Contains("Choose a file", (await UploadAsync(sam, path, null, "")).Text, StringComparison.Ordinal);
        Assert.Contains("Attach a picture (JPEG or PNG) or a plain text", (await UploadAsync(sam, path, "<script>alert(1)</script>", "letter.txt")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await UploadAsync(sam, path, "Rota of June", "rota.html")).Status);
        Assert.Contains("This file is attached already", (await UploadAsync(sam, path, "Rota of June", "again.txt")).Text, StringComparison.Ordinal);

        var page = (await ravi.PageAsync(path)).QuerySelector("main")!;
        var link = page.QuerySelector("a[href*='/attachments/']")!;
        Assert.Equal("rota.txt", link.TextContent);
        Assert.Contains("Sam Taylor attached a file", page.TextContent, StringComparison.Ordinal);
        using var file = await ravi.GetAsync(link.GetAttribute("href")!);
        Assert.Equal("Rota of June", await file.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("text/plain", file.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment", file.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("nosniff", Assert.Single(file.Headers.GetValues("X-Content-Type-Options")));
        Assert.Contains("no-store", file.Headers.CacheControl?.ToString(), StringComparison.Ordinal);
        using var foreign = await (await portal.AsAsync("Olga Nowak")).GetAsync(link.GetAttribute("href")!);
        using var stranger = await portal.Stranger().GetAsync(link.GetAttribute("href")!);
        using var elsewhere = await ravi.GetAsync($"{path}/attachments/{Guid.NewGuid()}");
        Assert.Equal([HttpStatusCode.NotFound, HttpStatusCode.Unauthorized, HttpStatusCode.NotFound], [foreign.StatusCode, stranger.StatusCode, elsewhere.StatusCode]);
    }

    [Fact]
    public async Task Requests_that_nothing_speaks_against_are_accepted_together_with_a_result_for_each()
    {
        const string Path = "/requests/together";
        var (sam, ravi) = (await portal.SignInAsync("Sam Taylor"), await portal.AsAsync("Kirsty MacLeod"));
        var (plain, read) = (await RaisedRequest.ForAsync(sam, "Ed Marsh", "Pharmacist"), await RaisedRequest.ForAsync(sam, "Chidi Okonkwo", "Pharmacist"));
        await (await PortalForm.OpenAsync(sam, read)).Fill("Comment", "Only on Saturdays").DoneAsync("Add the comment");

        var form = await PortalForm.OpenAsync(ravi, Path);
        Assert.Contains("Something was said about it", Row(form.Page, "Chidi Okonkwo"), StringComparison.Ordinal);
        Assert.Contains("The person is not registered yet.", form.Main, StringComparison.Ordinal);
        Assert.Contains("Select at least one request", (await form.AgainAsync("Accept the selected requests")).Main, StringComparison.Ordinal);
        var chosen = ((IHtmlLabelElement)form.Page.QuerySelectorAll("main label").First(label => label.TextContent.Trim().StartsWith("Ed Marsh", StringComparison.Ordinal))).Control!.GetAttribute("value")!;
        var done = await form.Fill("Chosen", chosen).AgainAsync("Accept the selected requests");
        Assert.Contains("1 request accepted, 0 refused", done.Main, StringComparison.Ordinal);
        Assert.Contains("Done", Row(done.Page, "Ed Marsh"), StringComparison.Ordinal);
        Assert.Contains("Accepted", (await PortalForm.OpenAsync(sam, plain)).Main, StringComparison.Ordinal);
        using var sponsor = await sam.GetAsync(Path);
        Assert.Equal(HttpStatusCode.Forbidden, sponsor.StatusCode);
    }

    public void Dispose() => portal.Dispose();

    private static string Row(IParentNode page, string name) => page.QuerySelectorAll("main tr").First(row => row.TextContent.Contains(name, StringComparison.Ordinal)).TextContent;

    private static async Task<(HttpStatusCode Status, string Text)> UploadAsync(PortalVisitor visitor, string path, string? text, string name)
    {
        var page = await visitor.PageAsync(path);
        using var content = new MultipartFormDataContent { { new StringContent(page.QuerySelector("main form input[name=__RequestVerificationToken]")!.GetAttribute("value")!), "__RequestVerificationToken" } };
        if (text is not null)
        {
            content.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "Upload", name);
        }

        using var answer = await visitor.Client.PostAsync(new Uri(path + "?handler=Attach", UriKind.Relative), content);
        return (answer.StatusCode, (await PortalHost.ReadAsync(answer)).Body!.TextContent);
    }
}
