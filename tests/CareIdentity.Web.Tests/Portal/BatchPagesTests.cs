using System.Net;
using System.Net.Http.Headers;
using System.Text;
using CareIdentity.Web.Tests.Nhs.Pages;
using Xunit;

namespace CareIdentity.Web.Tests.Portal;

/// <summary>A batch as an RA Manager meets it: template, upload, check, preview, work, result and undoing, without script.</summary>
public sealed class BatchPagesTests(TrainingPortal portal)
{
    [Fact]
    public async Task A_file_is_uploaded_checked_carried_out_and_undone()
    {
        var priya = await portal.SignInAsync("Priya Raman");
        var zofia = await UuidAsync(priya, "Zofia Wiśniewska");
        var template = await (await priya.GetAsync("/batches/new?handler=Template&of=Change")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var cells = template.Trim().Split(',').Select(column => column switch { "uuid" => zofia, "mobile" => "07700 900321", "reason" => "'=1+1", _ => "" });

        var batch = await UploadedAsync(priya, "Change", template + string.Join(',', cells) + "\r\n999999999999\r\n");
        var check = await UntilAsync(priya, batch, "To be started");
        var preview = await priya.PageAsync($"{batch}?show=Ready");
        var start = await PortalForm.OpenAsync(priya, batch);
        Assert.Equal(batch, await start.DoneAsync("Carry out 1 line"));
        var done = await UntilAsync(priya, batch, "Done");
        var result = await (await priya.GetAsync($"{batch}?handler=Result")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var undo = await PortalForm.OpenAsync(priya, $"{batch}/undo");
        Assert.Equal(batch, await undo.DoneAsync("Undo 1 line"));
        var undone = await UntilAsync(priya, batch, "Undone");

        Assert.StartsWith("uuid,given_name,middle_names,family_name,", template, StringComparison.Ordinal);
        Assert.Contains("1 line cannot be carried out", check, StringComparison.Ordinal);
        Assert.Contains("profile.not-found", check, StringComparison.Ordinal);
        Assert.Contains("→ 07700 900321", preview.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Undo the batch", done, StringComparison.Ordinal);
        Assert.Contains("Zofia Wiśniewska", result, StringComparison.Ordinal);
        Assert.Contains("\"'=1+1\"".Trim('"'), result, StringComparison.Ordinal);
        Assert.Contains("3,Cannot be done,profile.not-found", result, StringComparison.Ordinal);
        Assert.Contains("It is as it was before.", undone, StringComparison.Ordinal);
        Assert.Contains("people.csv", (await priya.PageAsync("/batches")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_such_file_is_refused_on_the_form_and_a_batch_of_others_is_not_shown()
    {
        var priya = await portal.SignInAsync("Priya Raman");
        using var nothing = await PostAsync(priya, null, "", "");
        using var wrong = await PostAsync(priya, "Change", "name;mail\r\n", "Because");
        using var large = await PostAsync(priya, "Change", "name;mail\r\n" + new string('x', 20 * 1024 * 1024), "More than any other page takes");
        using var refused = await (await portal.AsAsync("Ravi Menon")).GetAsync("/batches");
        var batch = await UploadedAsync(priya, "Close", "uuid\r\n1\r\n");
        await UntilAsync(priya, batch, "To be started");
        using var stranger = await (await portal.AsAsync("Olga Nowak")).GetAsync(batch);
        var given = await PortalForm.OpenAsync(priya, batch);
        Assert.Equal(batch, await given.DoneAsync("Give it up"));

        var page = (await PortalHost.ReadAsync(nothing)).QuerySelector("main")!.TextContent;
        Assert.Contains("Select what the file does", page, StringComparison.Ordinal);
        Assert.Contains("Say why", page, StringComparison.Ordinal);
        Assert.Contains("batch.semicolons", (await PortalHost.ReadAsync(large)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("batch.semicolons", (await PortalHost.ReadAsync(wrong)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, stranger.StatusCode);
        Assert.Contains("Given up", (await priya.PageAsync(batch)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    private static async Task<string> UploadedAsync(PortalVisitor visitor, string kind, string file)
    {
        using var answer = await PostAsync(visitor, kind, file, "New rota");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer.Headers.Location!.OriginalString;
    }

    private static async Task<HttpResponseMessage> PostAsync(PortalVisitor visitor, string? kind, string file, string reason)
    {
        var token = (await visitor.PageAsync("/batches/new")).QuerySelector("main form input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var content = new MultipartFormDataContent { { new StringContent(token), "__RequestVerificationToken" }, { new StringContent(reason), "Reason" } };
        if (kind is not null)
        {
            var bytes = new ByteArrayContent(Encoding.UTF8.GetBytes(file));
            bytes.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
            content.Add(new StringContent(kind), "Kind");
            content.Add(bytes, "Upload", "people.csv");
        }

        return await visitor.Client.PostAsync(new Uri("/batches/new", UriKind.Relative), content);
    }

    /// <summary>As somebody does who looks again.</summary>
    private static async Task<string> UntilAsync(PortalVisitor visitor, string batch, string state)
    {
        for (var looks = 0; looks < 100; looks++)
        {
            var page = await visitor.PageAsync(batch);
            if (page.QuerySelector("h1 .nhsuk-tag")!.TextContent.Trim() == state)
            {
                return page.QuerySelector("main")!.TextContent;
            }

            await Task.Delay(300);
        }

        throw new TimeoutException($"The batch is not {state}.");
    }

    private static async Task<string> UuidAsync(PortalVisitor visitor, string name)
    {
        var page = await visitor.PageAsync($"/search?q={Uri.EscapeDataString(name)}");
        return page.QuerySelector("main a[href^='/people/']")!.GetAttribute("href")!.Split('/')[2];
    }
}
