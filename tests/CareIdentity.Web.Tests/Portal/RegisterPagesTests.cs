using System.Net;
using System.Net.Http.Headers;
using CareIdentity.Web.Tests.Nhs.Pages;
using CareIdentity.Web.TrainingDesk.Population;
using Xunit;

namespace CareIdentity.Web.Tests.Portal;

/// <summary>Somebody stands at the counter, and nobody has raised a request.</summary>
public sealed class RegisterPagesTests : IDisposable
{
    /// <summary>A world of its own: somebody is registered in it.</summary>
    private readonly TrainingPortal portal = new();

    private static readonly DateOnly Today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().Date);

    [Fact]
    public async Task An_ID_checker_registers_somebody_for_a_sponsor_whom_they_name()
    {
        var hannah = await portal.AsAsync("Hannah Lewis");
        var found = await hannah.PageAsync("/search?q=Quentin+Featherstone");
        var offered = found.QuerySelector("main a[href^='/people/new']")!.GetAttribute("href")!;
        using var prefilled = await hannah.GetAsync(offered);
        var start = await PortalForm.OpenAsync(hannah, prefilled.Headers.Location!.OriginalString);
        var unanswered = await start.AgainAsync("Continue");
        var sponsor = start.Page.QuerySelector("main input[name=SponsorId]")!.GetAttribute("value")!;
        var details = await PortalForm.OpenAsync(hannah, await unanswered.Fill("SponsorId", sponsor).Fill("Note", "Came with the weekend locum").DoneAsync("Continue"));
        var documents = await PortalForm.OpenAsync(hannah, await details.On("BornOn", new DateOnly(1979, 11, 23)).Fill("NameOnCard", "Quin Featherstone").DoneAsync("Continue"));
        var photo = await Fill(Fill(Fill(documents, 0, "other-passport", "Kenya", "ZK7654321", true), 1, "utility-bill", "Severn Water", null), 2, "bank-statement", "Harbour Bank", null).DoneAsync("Continue");
        using var uploaded = await UploadAsync(hannah, photo);
        using var compared = await hannah.GetAsync(uploaded.Headers.Location!.OriginalString);
        var confirm = await PortalForm.OpenAsync(hannah, compared.Headers.Location!.OriginalString);
        var otherTab = await PortalForm.OpenAsync(hannah, "/people/new/details");
        await otherTab.Fill("GivenName", "Quintus").DoneAsync("Continue");
        var changed = await confirm.Fill("Checked", "true").AgainAsync("Create the profile");
        otherTab = await PortalForm.OpenAsync(hannah, "/people/new/details");
        await otherTab.Fill("GivenName", "Quentin").DoneAsync("Continue");
        confirm = await PortalForm.OpenAsync(hannah, "/people/new/confirm");
        var done = await confirm.Fill("Checked", "true").DoneAsync("Create the profile");
        var profile = await hannah.PageAsync(done);

        Assert.Equal("/people/new", prefilled.Headers.Location!.OriginalString);
        Assert.Contains("Select who asked for it", unanswered.Main, StringComparison.Ordinal);
        Assert.Contains("Say in 1,000 characters or fewer why nobody raised a request", unanswered.Main, StringComparison.Ordinal);
        Assert.Equal("Quentin", details.Page.QuerySelector("input[name=GivenName]")!.GetAttribute("value"));
        Assert.Equal("/people/new/confirm", compared.Headers.Location!.OriginalString);
        Assert.Contains("Your answers were changed in another window", changed.Main, StringComparison.Ordinal);
        Assert.Contains("Quintus", changed.Main, StringComparison.Ordinal);
        Assert.Contains("The profile of Quentin Featherstone exists", Words(profile), StringComparison.Ordinal);
        Assert.Contains("Quin Featherstone", confirm.Main, StringComparison.Ordinal);
        Assert.Contains("Quin Featherstone", Words(profile), StringComparison.Ordinal);
        Assert.Contains("by Hannah Lewis at TPH01, face to face", Words(profile), StringComparison.Ordinal);
        var history = await (await portal.AsAsync("Ravi Menon")).PageAsync(done + "/history");
        Assert.Contains("without a request, for", Words(history), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_begins_in_the_middle_and_what_was_begun_is_begun_anew()
    {
        var ravi = await portal.AsAsync("Ravi Menon");
        using var middle = await ravi.GetAsync("/people/new/documents");
        using var refused = await (await portal.AsAsync("Sam Taylor")).GetAsync("/people/new");

        Assert.Equal("/people/new", middle.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);

        var start = await PortalForm.OpenAsync(ravi, "/people/new?at=TPH01");
        var sponsor = start.Page.QuerySelector("main input[name=SponsorId]")!.GetAttribute("value")!;
        var details = await PortalForm.OpenAsync(ravi, await start.Fill("SponsorId", sponsor).Fill("Note", "At the counter").DoneAsync("Continue"));
        await details.Fill("GivenName", "Rhoda").Fill("FamilyName", "Begun").On("BornOn", new DateOnly(1979, 11, 23)).DoneAsync("Continue");
        var again = await PortalForm.OpenAsync(ravi, "/people/new");
        Assert.Contains("You began with Rhoda Begun", again.Main, StringComparison.Ordinal);
        Assert.Equal("/people/new", await again.DoneAsync("Begin with somebody else"));
        Assert.DoesNotContain("Rhoda", Words(await ravi.PageAsync("/people/new")), StringComparison.Ordinal);
    }

    public void Dispose() => portal.Dispose();

    internal static PortalForm Fill(PortalForm form, int number, string kind, string issuer, string? serial, bool expires = false)
    {
        var which = $"Documents[{number}].{(expires ? "ExpiresOn" : "IssuedOn")}";
        return form.Fill($"Documents[{number}].Kind", kind).Fill($"Documents[{number}].Issuer", issuer).Fill($"Documents[{number}].Number", serial ?? "")
            .On(which, expires ? Today.AddYears(2) : Today.AddMonths(-1));
    }

    internal static async Task<HttpResponseMessage> UploadAsync(PortalVisitor visitor, string path)
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
