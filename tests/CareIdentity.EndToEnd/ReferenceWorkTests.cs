using Microsoft.Playwright;

namespace CareIdentity.EndToEnd;

/// <summary>Two national administrators change the reference data: one proposes, the other looks at what it does and puts it in force.</summary>
public sealed class ReferenceWorkTests
{
    private const string Passcode = "246810";

    private string version = "";

    [Journey]
    public async Task A_new_version_of_the_reference_data_is_proposed_looked_at_and_put_in_force()
    {
        await using var service = await RunningService.StartAsync();
        await using var portal = await PortalBrowser.OpenAsync(service.Address, "reference");

        await portal.DoAsync(OneProposes);
        await portal.DoAsync(AnotherPutsItInForce);

        Assert.All(portal.Complaints, complaint => Assert.Contains("422", complaint, StringComparison.Ordinal));
    }

    private async Task OneProposes(PortalBrowser portal)
    {
        await portal.GoAsync("/sign-in");
        await portal.InsertAsync("Edwin Clarke", "Reader 1");
        await portal.SignInAsync(Passcode);
        await portal.FollowAsync("Job roles, activities and areas of work");
        await portal.ShowAsync("reference-data");
        await portal.NarrowAsync();
        await portal.FillAsync("Why is it needed?", "Receptionists look up the summary record");
        await portal.ClickAsync("Propose it");
        await portal.Page.GetByLabel("Table").SelectOptionAsync("Baseline");
        await portal.FillAsync("Code", "R8009");
        await portal.FillAsync("With", "B0264");
        await portal.ClickAsync("Add the change");
        await portal.SeesAsync("Positions that gain it");
        await portal.SeesAsync("another national RBAC administrator puts it in force");
        version = new Uri(portal.Page.Url).AbsolutePath;
        await portal.LeaveAsync("Edwin Clarke");
    }

    private async Task AnotherPutsItInForce(PortalBrowser portal)
    {
        await portal.InsertAsync("Patrick Doyle", "Reader 1");
        await portal.SignInAsync(Passcode);
        await portal.Page.GetByLabel("National RBAC administrator", new PageGetByLabelOptions { Exact = false }).CheckAsync();
        await portal.ClickAsync("Continue");
        await portal.GoAsync(version);
        await portal.ShowAsync("reference-version");
        await portal.NarrowAsync();
        await portal.ClickAsync("Put it in force");
        await portal.SeesAsync("The version is in force");
    }
}
