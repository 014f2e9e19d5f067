using System.Net;
using Xunit;

namespace CareIdentity.Web.Tests.Portal;

/// <summary>PostgreSQL keeps no character NUL and fails where it is sent one; nothing that a person types has it.</summary>
public sealed class NulTests : IDisposable
{
    /// <summary>A world of its own: nobody else asks for anything in it.</summary>
    private readonly TrainingPortal portal = new();

    [Fact]
    public async Task A_text_with_a_NUL_is_no_form_and_nothing_is_kept_of_it()
    {
        var sam = await portal.SignInAsync("Sam Taylor");
        var zofia = (await sam.PageAsync("/search?q=Zofia")).QuerySelector("main a[href^='/people/']")!.GetAttribute("href")!;
        var form = await PortalForm.OpenAsync(sam, zofia + "/positions/new");
        var position = form.Page.QuerySelectorAll("input[name=PositionId]").First(input => input.ParentElement!.TextContent.Contains("Pharmacist", StringComparison.Ordinal)).GetAttribute("value")!;

        using var content = new MultipartFormDataContent();
        foreach (var (name, value) in new[]
        {
            ("__RequestVerificationToken", form.Page.QuerySelector("main input[name=__RequestVerificationToken]")!.GetAttribute("value")!), ("At", "TPH01"), ("PositionId", position), ("Note", "Needed\0"),
            ("StartsOn.Day", "1"), ("StartsOn.Month", "1"), ("StartsOn.Year", "2999"),
        })
        {
            content.Add(new StringContent(value), name);
        }

        using var answer = await sam.Client.PostAsync(new Uri(zofia + "/positions/new", UriKind.Relative), content);
        using var search = await sam.GetAsync("/requests?list=yours&q=zofia%00");

        using var written = await form.Fill("PositionId", position).Fill("Note", "Needed\0").SendAsync("Send");

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.OK), (answer.StatusCode, written.StatusCode, search.StatusCode));
        Assert.DoesNotContain("Zofia", (await sam.PageAsync("/requests?list=yours")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    public void Dispose() => portal.Dispose();
}
