using Microsoft.Playwright;

namespace CareIdentity.EndToEnd;

/// <summary>An RA Manager appoints an unlocker by letter; the unlocker accepts the agreement and books the training.</summary>
public sealed class StaffTests
{
    private const string Passcode = "246810";

    [Journey]
    public async Task An_RA_manager_appoints_an_unlocker_who_signs_and_books_training()
    {
        await using var service = await RunningService.StartAsync();
        await using var portal = await PortalBrowser.OpenAsync(service.Address, "staff");

        await portal.DoAsync(AManagerSeesWhoNeedsSomething);
        await portal.DoAsync(AManagerAppoints);
        await portal.DoAsync(TheUnlockerSignsAndBooks);

        Assert.All(portal.Complaints, complaint => Assert.Contains("422", complaint, StringComparison.Ordinal));
    }

    private static async Task AManagerSeesWhoNeedsSomething(PortalBrowser portal)
    {
        await portal.EnterAsync("Priya Raman", Passcode);
        await portal.SeesAsync("RA appointments need you");
        await portal.GoAsync("/organisations/TRA01/staff?where=below");
        await portal.SeesAsync("Suspended: not trained");
        await portal.ShowAsync("ra-staff");
        await portal.FollowAsync("Courses and sessions");
        await portal.SeesAsync("Working as a sponsor");
        await portal.ShowAsync("courses");
        await portal.NarrowAsync();
        await portal.GoAsync("/organisations/TRA01/staff?where=below");
        await portal.NarrowAsync();
    }

    private static async Task AManagerAppoints(PortalBrowser portal)
    {
        await portal.GoAsync("/organisations/TPH01/people?q=zofia");
        var uuid = (await portal.Page.Locator("main a[href^='/people/']").First.GetAttributeAsync("href"))!["/people/".Length..];
        await portal.GoAsync("/organisations/TPH01/staff");
        await portal.FollowAsync("Appoint RA staff");
        await portal.FillAsync("UUID of the person", uuid);
        await portal.Page.GetByLabel("Position", new PageGetByLabelOptions { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = "Dispenser and Local Smartcard Administrator" });
        await portal.ClickAsync("Show");
        await portal.SeesAsync("Zofia Wiśniewska as Dispenser and Local Smartcard Administrator");
        var here = new Uri(portal.Page.Url).PathAndQuery;
        await portal.FollowAsync("The letter of appointment, ready to print");
        await portal.SeesAsync("I own or manage Riverside Pharmacy");
        await portal.ShowAsync("letter");
        await portal.GoAsync(here);
        await portal.FillAsync("Who signed the letter of appointment?", "Olive Owner");
        await portal.FillAsync("As what?", "Owner");
        await portal.FillDateAsync("When was it signed?", DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().Date).AddDays(-1));
        await portal.FillAsync("Where is the letter kept?", "File 12");
        await portal.ClickAsync("Appoint");
        await portal.SeesAsync("Name the second person");
        await portal.ChooseAsync("Sam Taylor");
        await portal.ShowAsync("appoint");
        await portal.ClickAsync("Appoint");
        await portal.SeesAsync("is appointed");
        await portal.SeesAsync("Agreement missing");
        await portal.ShowAsync("appointment");
        await portal.NarrowAsync();
        await portal.LeaveAsync("Priya Raman");
    }

    private static async Task TheUnlockerSignsAndBooks(PortalBrowser portal)
    {
        await portal.EnterAsync("Zofia Wiśniewska", Passcode);
        await portal.GoAsync("/me/training");
        await portal.SeesAsync("The agreement of RA staff");
        await portal.ShowAsync("agreement");
        await portal.ChooseAsync("I have read the agreement and accept it");
        await portal.ClickAsync("Accept the agreement");
        await portal.SeesAsync("You have accepted the agreement");
        await portal.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Book a place" }).First.ClickAsync();
        await portal.SeesAsync("Your place is booked");
        await portal.ShowAsync("my-training");
        await portal.NarrowAsync();
    }
}
