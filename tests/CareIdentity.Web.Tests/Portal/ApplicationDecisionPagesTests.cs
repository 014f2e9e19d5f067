using System.Net;
using System.Net.Http.Headers;
using System.Text;
using CareIdentity.Web.Portal.Apply;
using CareIdentity.Web.Tests.Nhs.Pages;
using Xunit;

namespace CareIdentity.Web.Tests.Portal;

/// <summary>Applications that do not end well at once, and many invited by a file.</summary>
public sealed class ApplicationDecisionPagesTests : IDisposable
{
    private readonly TrainingPortal portal = new();

    private ApplicantJourney Journey => new(portal);

    [Fact]
    public async Task Many_are_invited_by_a_file_or_nobody_and_each_wrong_line_is_said()
    {
        var sam = await portal.SignInAsync("Sam Taylor");

        var wrong = await UploadAsync(sam, "given_name,family_name,email\r\nOctavia,Brindle,octavia@example.org\r\n,Nameless,n@example.org\r\nIvo,Fern,ivo\r\nOtto,Brindle,OCTAVIA@example.org\r\n");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("Nobody was invited", wrong.Main, StringComparison.Ordinal);
        Assert.All(["3", "4", "5"], line => Assert.Contains($"Line {line}", wrong.Main, StringComparison.Ordinal));
        Assert.Contains("The e-mail address is not one", wrong.Main, StringComparison.Ordinal);
        Assert.Contains("An earlier line has the same e-mail address", wrong.Main, StringComparison.Ordinal);
        Assert.DoesNotContain("Octavia Brindle", (await sam.PageAsync("/applications?list=open")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("The file cannot be read", (await UploadAsync(sam, "name;email\r\n")).Main, StringComparison.Ordinal);

        var good = await UploadAsync(sam, "given_name,family_name,email\r\nOctavia,Brindle,octavia@example.org\r\nIvo,Fern,ivo@example.org\r\n");
        Assert.Equal((HttpStatusCode.Redirect, "/applications?list=open"), (good.Status, good.Location));
        var list = (await sam.PageAsync("/applications?list=open")).QuerySelector("main")!.TextContent;
        Assert.All(["Octavia Brindle", "Ivo Fern"], name => Assert.Contains(name, list, StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_is_sent_back_for_something_better_and_another_rejected_with_what_they_can_do()
    {
        var hannah = await portal.SignInAsync("Hannah Lewis");
        var (_, address) = await Journey.SentAsync("Perpetua", "Hollins");
        var page = await ApplicantJourney.PageOfAsync(hannah, "Perpetua Hollins");

        Assert.Contains("Say what is needed", (await (await PortalForm.OpenAsync(hannah, page)).AgainAsync("Send back for something better")).Main, StringComparison.Ordinal);
        Assert.Equal(page, await (await PortalForm.OpenAsync(hannah, page)).Fill("Words", "The bill is cut off; take it again.").DoneAsync("Send back for something better"));
        var sentBack = await PortalForm.OpenAsync(hannah, page);
        Assert.Contains("The bill is cut off", sentBack.Main, StringComparison.Ordinal);
        Assert.DoesNotContain("Confirm the identity", sentBack.Main, StringComparison.Ordinal);
        Assert.Equal(address, await Journey.WordAsync(address, new System.Text.RegularExpressions.Regex($"({address})[\\s\\S]*The bill is cut off")));

        var (applicant, _) = await Journey.SentAsync("Lavender", "Hollins");
        page = await ApplicantJourney.PageOfAsync(hannah, "Lavender Hollins");
        Assert.Contains("Select why you reject the application", (await (await PortalForm.OpenAsync(hannah, page)).AgainAsync("Reject")).Main, StringComparison.Ordinal);
        var decide = await PortalForm.OpenAsync(hannah, page);
        var why = decide.Page.QuerySelectorAll("select[name=Why] option").First(option => option.GetAttribute("value") is { Length: > 0 });
        Assert.Equal(page, await decide.Fill("Why", why.GetAttribute("value")!).DoneAsync("Reject"));
        Assert.Contains(why.TextContent.Trim(), (await hannah.PageAsync(page)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("You sent your application", (await applicant.PageAsync("/apply/you")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_that_come_as_no_person_gives_them_are_slowed_down_and_nobody_elses()
    {
        var (first, second) = ($"a{Guid.NewGuid():N}@example.org", $"a{Guid.NewGuid():N}@example.org");
        var sam = await portal.SignInAsync("Sam Taylor");
        var machine = await Journey.OpenAsync(await Journey.InviteAsync(sam, "Mechta", "Robotti", first), first);
        var person = await Journey.OpenAsync(await Journey.InviteAsync(sam, "Mensch", "Person", second), second);
        var form = await PortalForm.OpenAsync(machine, "/apply/you/name");
        for (var i = 0; i < ApplicantPace.MostAnswers; i++)
        {
            using var kept = await form.SendAsync("Save and continue");
            Assert.Equal(HttpStatusCode.Redirect, kept.StatusCode);
        }

        using var slower = await form.SendAsync("Save and continue");
        Assert.Equal(HttpStatusCode.TooManyRequests, slower.StatusCode);
        Assert.Contains("application.answering-too-fast", (await PortalHost.ReadAsync(slower)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        using var read = await machine.GetAsync("/apply/you");
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        using var others = await (await PortalForm.OpenAsync(person, "/apply/you/name")).SendAsync("Save and continue");
        Assert.Equal(HttpStatusCode.Redirect, others.StatusCode);
    }

    public void Dispose() => portal.Dispose();

    private static async Task<(HttpStatusCode Status, string Main, string? Location)> UploadAsync(PortalVisitor visitor, string file)
    {
        const string Path = "/applications/file";
        var page = await visitor.PageAsync(Path);
        using var content = new MultipartFormDataContent
        {
            { new StringContent(page.QuerySelector("main form[enctype] input[name=__RequestVerificationToken]")!.GetAttribute("value")!), "__RequestVerificationToken" },
            { new StringContent(page.QuerySelector("main form[enctype] input[name=At]")!.GetAttribute("value")!), "At" },
            { new StringContent("Starters of December"), "Note" },
        };
        var bytes = new ByteArrayContent(Encoding.UTF8.GetBytes(file));
        bytes.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        content.Add(bytes, "Upload", "invite.csv");
        using var answer = await visitor.Client.PostAsync(new Uri(Path, UriKind.Relative), content);
        return (answer.StatusCode, answer.StatusCode is HttpStatusCode.Redirect ? "" : (await PortalHost.ReadAsync(answer)).QuerySelector("main")!.TextContent, answer.Headers.Location?.OriginalString);
    }
}
