using System.Net;
using System.Text;
using Xunit;

namespace CareIdentity.Web.Tests.Portal;

/// <summary>The reference data on its pages: seen, proposed, looked at by a second person, put in force.</summary>
public sealed class ReferencePagesTests : IDisposable
{
    /// <summary>A world of its own: a new version changes what everybody may do.</summary>
    private readonly TrainingPortal portal = new();

    [Fact]
    public async Task A_change_is_proposed_by_one_administrator_and_put_in_force_by_another()
    {
        var edwin = await portal.SignInAsync("Edwin Clarke");
        var patrick = await AdministratorAsync("Patrick Doyle");
        var home = (await edwin.PageAsync("/")).QuerySelector("main")!.TextContent;
        var roles = (await edwin.PageAsync("/administration/reference?q=receptionist")).QuerySelector("main")!.TextContent;
        var silent = await (await PortalForm.OpenAsync(edwin, "/administration/reference")).AgainAsync("Propose it");
        var address = await silent.Fill("Why", "Receptionists see the summary record").DoneAsync("Propose it");
        await (await PortalForm.OpenAsync(edwin, address)).Fill("Kind", "Baseline").Fill("Action", "Add").Fill("First", "R8009").Fill("Second", "B0264").DoneAsync("Add the change");
        var wrong = await (await PortalForm.OpenAsync(edwin, address)).Fill("Kind", "Activity").Fill("Action", "Add").Fill("First", "R8009").AgainAsync("Add the change");
        var mine = await PortalForm.OpenAsync(edwin, address);
        var theirs = await PortalForm.OpenAsync(patrick, address);
        using var export = await patrick.GetAsync(address + "?handler=Export");
        await theirs.DoneAsync("Put it in force");
        var after = (await patrick.PageAsync(address)).QuerySelector("main")!.TextContent;
        using var table = await edwin.GetAsync("/administration/reference?handler=Export&table=Baseline");
        using var sponsor = await (await portal.AsAsync("Sam Taylor")).GetAsync("/administration/reference");

        Assert.Contains("Job roles, activities and areas of work", home, StringComparison.Ordinal);
        Assert.Contains("Receptionist Access Role", roles, StringComparison.Ordinal);
        Assert.DoesNotContain("Nurse Access Role", roles, StringComparison.Ordinal);
        Assert.Contains("Say why", silent.Main, StringComparison.Ordinal);
        Assert.Contains("reference.not-a-code", wrong.Main, StringComparison.Ordinal);
        Assert.Contains("another national RBAC administrator puts it in force", mine.Main, StringComparison.Ordinal);
        Assert.Contains("Access Summary Care Record Application (B0264)", theirs.Main, StringComparison.Ordinal);
        Assert.Contains("Counter assistant, TPH01", theirs.Main, StringComparison.Ordinal);
        Assert.Equal("table,code,with,name,change\r\nBaseline,R8009,B0264,,Add\r\n", await export.Content.ReadAsStringAsync());
        Assert.Contains("Put in force", after, StringComparison.Ordinal);
        Assert.Contains("R8009,B0264", await table.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, sponsor.StatusCode);
    }

    [Fact]
    public async Task Files_are_uploaded_and_their_difference_is_proposed()
    {
        var edwin = await portal.SignInAsync("Edwin Clarke");
        var page = await edwin.PageAsync("/administration/reference");
        using var content = new MultipartFormDataContent
        {
            { new StringContent(page.QuerySelector("main form[method=post] input[name=__RequestVerificationToken]")!.GetAttribute("value")!), "__RequestVerificationToken" },
            { new StringContent("The national tables"), "Why" },
        };
        foreach (var (name, text) in new[]
        {
            ("job-roles.csv", "code,name\r\nR8000,Clinical Practitioner\r\n"), ("activities.csv", "code,name\r\nB0820,View Patient Demographics\r\n"),
            ("activity-inclusions.csv", "activity,includes\r\n"), ("baseline-policy.csv", "job_role,activity\r\nR8000,B0820\r\n"),
        })
        {
            content.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "Files", name);
        }

        using var answer = await edwin.Client.PostAsync(new Uri("/administration/reference", UriKind.Relative), content);
        var proposed = (await edwin.PageAsync(answer.Headers.Location!.OriginalString)).QuerySelector("main")!.TextContent;

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains("Clinical Practitioner", proposed, StringComparison.Ordinal);
        Assert.Contains("open positions give something else afterwards", proposed, StringComparison.Ordinal);
    }

    public void Dispose() => portal.Dispose();

    private async Task<PortalVisitor> AdministratorAsync(string name)
    {
        var visitor = await portal.SignInAsync(name);
        var form = await PortalForm.OpenAsync(visitor, "/sign-in/role");
        var national = form.Page.QuerySelectorAll("input[name=Choice]").First(input => input.ParentElement!.TextContent.Contains("National RBAC administrator", StringComparison.Ordinal));
        await form.Fill("Choice", national.GetAttribute("value")!).DoneAsync("Continue");
        return visitor;
    }
}
