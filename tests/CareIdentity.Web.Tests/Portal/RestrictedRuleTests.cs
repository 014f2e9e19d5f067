using System.Net;
using Xunit;

namespace CareIdentity.Web.Tests.Portal;

/// <summary>The national RBAC administrator changes what one person should not hold together; nobody else is offered it.</summary>
public sealed class RestrictedRuleTests(TrainingPortal portal)
{
    private const string List = "/positions/restricted";
    private const string Rule = List + "/rule";

    [Fact]
    public async Task A_rule_is_shown_with_who_holds_it_saved_changed_and_taken_away()
    {
        var edwin = await portal.SignInAsync("Edwin Clarke");
        var empty = await (await PortalForm.OpenAsync(edwin, Rule)).AgainAsync("Show who holds it");
        Assert.Contains("Enter the code of a job role", empty.Main, StringComparison.Ordinal);

        // Nothing that another test gives or takes: nobody of the training world holds both.
        var shown = await (await PortalForm.OpenAsync(edwin, Rule)).Fill("Code", "TEST-RULE").Fill("First", "b0062").Fill("Second", "B0278").Fill("Why", "A test").AgainAsync("Show who holds it");
        Assert.Contains("Nobody holds it today", shown.Main, StringComparison.Ordinal);
        Assert.Contains("Say why", (await shown.AgainAsync("Save the combination")).Main, StringComparison.Ordinal);
        Assert.Equal(List, await shown.Fill("Reason", "Decided in June").DoneAsync("Save the combination"));
        Assert.Contains("A test", (await PortalForm.OpenAsync(edwin, List)).Main, StringComparison.Ordinal);

        const string Address = Rule + "?code=TEST-RULE";
        var stale = await PortalForm.OpenAsync(edwin, Address);
        var other = await (await PortalForm.OpenAsync(edwin, Address)).Fill("Why", "A better test").Fill("Reason", "Clearer").AgainAsync("Show who holds it");
        var unseen = await other.Fill("Second", "B0401").AgainAsync("Save the combination");
        Assert.Contains("is of what you typed last", unseen.Main, StringComparison.Ordinal);
        Assert.Equal(List, await (await (await PortalForm.OpenAsync(edwin, Address)).Fill("Why", "A better test").Fill("Reason", "Clearer").AgainAsync("Show who holds it")).DoneAsync("Save the combination"));
        using (var late = await stale.Fill("Reason", "Too late").SendAsync("Take the combination away"))
        {
            Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        }

        Assert.Equal(List, await (await PortalForm.OpenAsync(edwin, Address)).Fill("Reason", "No longer needed").DoneAsync("Take the combination away"));
        using var gone = await edwin.GetAsync(Address);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task An_RA_manager_reads_the_rules_and_changes_none()
    {
        var manager = await portal.AsAsync("Priya Raman");

        Assert.DoesNotContain("Add a combination", (await PortalForm.OpenAsync(manager, List)).Main, StringComparison.Ordinal);
        using var refused = await manager.GetAsync(Rule);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }
}
