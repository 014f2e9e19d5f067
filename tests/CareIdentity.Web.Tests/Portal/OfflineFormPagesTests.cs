using System.Net;
using System.Net.Http.Headers;
using CareIdentity.Web.Tests.Nhs.Pages;
using Xunit;

namespace CareIdentity.Web.Tests.Portal;

/// <summary>Forms of an outage: printed by everybody, entered with a picture, found again.</summary>
public sealed class OfflineFormPagesTests : IDisposable
{
    /// <summary>A PNG of one dot.</summary>
    internal const string Dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

    private readonly TrainingPortal portal = new();

    [Fact]
    public async Task Every_form_prints_with_the_name_of_the_service_and_lines_to_sign()
    {
        var anybody = await portal.AsAsync("Ravi Menon");
        var links = (await anybody.PageAsync("/offline-forms")).QuerySelectorAll("main a[href^='/offline-forms/print/']").Select(a => a.GetAttribute("href")!).ToList();

        Assert.Equal(6, links.Count);
        foreach (var link in links)
        {
            var paper = (await anybody.PageAsync(link)).QuerySelector(".cis-paper")!.TextContent;
            Assert.Contains("Care Identity", paper, StringComparison.Ordinal);
            Assert.Equal(2, paper.Split("name, UUID, signature").Length - 1);
        }

        using var unknown = await anybody.GetAsync("/offline-forms/print/2");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task A_form_is_entered_with_its_picture_and_shows_in_the_history_as_late()
    {
        var sam = await portal.SignInAsync("Sam Taylor");
        var zofia = (await sam.PageAsync("/search?q=Zofia+Wi%C5%9Bniewska")).QuerySelector("main a[href^='/people/']")!.GetAttribute("href")!;
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().Date).AddDays(-2);

        using var refused = await EnterAsync(sam, day, zofia, null);
        using var entered = await EnterAsync(sam, day, zofia, Convert.FromBase64String(Dot));
        var form = entered.Headers.Location!.OriginalString;
        var page = (await sam.PageAsync(form)).QuerySelector("main")!.TextContent;
        using var scan = await sam.GetAsync($"{form}?handler=Scan");
        using var beside = await (await portal.AsAsync("Olga Nowak")).GetAsync(form);
        var history = (await (await portal.AsAsync("Ravi Menon")).PageAsync($"{zofia}/history")).QuerySelector("main")!.TextContent;

        Assert.Contains("Choose a file", (await PortalHost.ReadAsync(refused)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Ravi Menon, RA Agent", page, StringComparison.Ordinal);
        Assert.Equal(("image/png", "attachment"), (scan.Content.Headers.ContentType!.MediaType, scan.Content.Headers.ContentDisposition!.DispositionType));
        Assert.Equal(HttpStatusCode.NotFound, beside.StatusCode);
        Assert.Contains($"Late entry: entered the paper form of {day:d MMMM yyyy}", history, StringComparison.Ordinal);
        Assert.Contains("Zofia", (await sam.PageAsync("/offline-forms?q=zof")).QuerySelector("main table")!.TextContent, StringComparison.Ordinal);
    }

    public void Dispose() => portal.Dispose();

    internal static async Task<HttpResponseMessage> EnterAsync(PortalVisitor visitor, DateOnly day, string person, byte[]? picture)
    {
        var token = (await visitor.PageAsync("/offline-forms/enter")).QuerySelector("main input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var content = new MultipartFormDataContent
        {
            { new StringContent(token), "__RequestVerificationToken" },
            { new StringContent("AssignPosition"), "Kind" },
            { new StringContent($"{day.Day}"), "FormDate.Day" },
            { new StringContent($"{day.Month}"), "FormDate.Month" },
            { new StringContent($"{day.Year}"), "FormDate.Year" },
            { new StringContent("Zofia Wiśniewska"), "About" },
            { new StringContent(person.Split('/')[2]), "Uuid" },
            { new StringContent("Sam Taylor, Sponsor"), "SignedBy" },
            { new StringContent("Ravi Menon, RA Agent"), "ApprovedBy" },
            { new StringContent("Given Saturdays by telephone"), "Words" },
        };
        if (picture is not null)
        {
            var part = new ByteArrayContent(picture);
            part.Headers.ContentType = new MediaTypeHeaderValue("image/png");
            content.Add(part, "Scan", "paper.png");
        }

        return await visitor.Client.PostAsync(new Uri("/offline-forms/enter", UriKind.Relative), content);
    }
}
