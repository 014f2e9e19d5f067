using CareIdentity.EndToEnd.Workstations;
using CareIdentity.Testing;
using Microsoft.Playwright;

namespace CareIdentity.EndToEnd;

/// <summary>The whole job in a browser: Asha Patel is unknown in the morning and works with her own smartcard at the end.</summary>
[TakesLong(70)]
public sealed class MainJobTests
{
    private const string Passcode = "246810";
    private const string Ashas = "975310";

    private static readonly DateOnly Today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().Date);

    [Journey]
    public async Task Asha_Patel_is_requested_verified_given_access_and_a_card_and_signs_in()
    {
        await using var service = await RunningService.StartAsync();
        await using var portal = await PortalBrowser.OpenAsync(service.Address, "main-job");

        await DoAllAsync(portal);
    }

    [Journey]
    public async Task The_same_with_the_extension_the_card_agent_pcscd_and_cards_in_its_readers()
    {
        await using var service = await RunningService.StartAsync();
        await using var workstation = await AgentWorkstation.StartAsync(service);
        await using var portal = await PortalBrowser.OpenAsync(service.Address, "main-job-agent", workstation);
        await portal.GoAsync("/sign-in");
        await portal.Page.GetByLabel("Use the card reader of this computer instead").CheckAsync();

        await DoAllAsync(portal);
    }

    private static async Task DoAllAsync(PortalBrowser portal)
    {
        await portal.DoAsync(TheSponsorRequests);
        await portal.DoAsync(TheSponsorCannotIssue);
        await portal.DoAsync(AnotherSponsorSeesNothing);
        await portal.DoAsync(TheIdCheckerVerifies);
        await portal.DoAsync(TheRaAgentGrantsAndIssues);
        await portal.DoAsync(AshaUnlocksWithHelpAndSignsIn);
        await portal.DoAsync(TheRaAgentReadsTheHistory);
        await portal.DoAsync(ThreeWrongPasscodesLockTheCard);

        // A refused page answers 403, which the browser remarks upon; nothing else may.
        Assert.All(portal.Complaints, complaint => Assert.Contains("/cards/issue", complaint, StringComparison.Ordinal));
    }

    private static async Task TheSponsorRequests(PortalBrowser portal)
    {
        await portal.GoAsync("/sign-in");
        await portal.ShowAsync("sign-in");
        await portal.InsertAsync("Sam Taylor", "Reader 1");
        await portal.SignInAsync(Passcode);
        await portal.SeesAsync("Hello Sam");
        await portal.ShowAsync("home-sponsor");

        await portal.GoAsync("/search?q=Asha+Patel");
        await portal.SeesAsync("Aysha Patil"); // Somebody with a similar name; Asha herself is unknown.
        await portal.ShowAsync("search-somebody-else");
        await portal.FollowAsync("Request a profile for somebody new");
        await portal.ClickAsync("Continue");
        await portal.ShowAsync("request-person-errors");
        await portal.FillDateAsync("Date of birth", new DateOnly(1988, 2, 10));
        await portal.FillAsync("E-mail (if known)", "asha.patel@training.nhs.net");
        await portal.ShowAsync("request-person");
        await portal.ClickAsync("Continue");
        await portal.ChooseAsync("Dispenser");
        await portal.FillDateAsync("First day", Today);
        await portal.FillAsync("Why do they need it?", "Joins the dispensary today");
        await portal.ShowAsync("request-position");
        await portal.ClickAsync("Continue");
        await portal.ShowAsync("request-check");
        await portal.ClickAsync("Send the request");
        await portal.SeesAsync("Your request is sent");
        await portal.ShowAsync("requests-yours");
    }

    private static async Task TheSponsorCannotIssue(PortalBrowser portal)
    {
        await portal.GoAsync("/search?q=Chidi");
        await portal.FollowAsync("Chidi Okonkwo");
        await portal.ShowAsync("profile-details");
        var address = portal.Page.Url;
        await portal.Page.GotoAsync(address + "/cards/issue");
        await portal.SeesAsync("access.not-allowed");
        await portal.SeesAsync("Who can help");
        await portal.ShowAsync("refused-issue");
        await portal.SignOutAsync();
        await portal.ShowAsync("signed-out");
        await portal.TakeOutAsync("Sam Taylor", "Reader 1");
    }

    private static async Task AnotherSponsorSeesNothing(PortalBrowser portal)
    {
        await portal.InsertAsync("Olga Nowak", "Reader 1");
        await portal.SignInAsync(Passcode);
        await portal.GoAsync("/requests");
        await Assertions.Expect(portal.Page.Locator("main")).Not.ToContainTextAsync("Asha Patel");
        await portal.GoAsync("/search?q=Chidi");
        await portal.FollowAsync("Chidi Okonkwo");
        await portal.SeesAsync("You see only the name and the UUID");
        await portal.ShowAsync("profile-hidden");
        await portal.SignOutAsync();
        await portal.TakeOutAsync("Olga Nowak", "Reader 1");
    }

    private static async Task TheIdCheckerVerifies(PortalBrowser portal)
    {
        await portal.InsertAsync("Hannah Lewis", "Reader 1");
        await portal.SignInAsync(Passcode);
        await portal.GoAsync("/requests");
        await portal.ShowAsync("requests-to-decide");
        await portal.Page.GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { HasText = "Asha Patel" }).GetByRole(AriaRole.Link).First.ClickAsync();
        await portal.SeesAsync("This request is locked to you until");
        await portal.ShowAsync("request-decide-registration");
        await portal.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Check the identity" }).ClickAsync();
        await portal.ChooseAsync("Face to face");
        await portal.ShowAsync("identity-details");
        await portal.ClickAsync("Continue");
        await Document(portal, 0, "uk-passport", "HM Passport Office", "12345678", null, Today.AddYears(4));
        await Document(portal, 1, "utility-bill", "Utility bill", null, Today.AddMonths(-1), null);
        await Document(portal, 2, "bank-statement", "Harbour Bank", null, Today.AddMonths(-2), null);
        await portal.ClickAsync("Continue");
        await portal.SeesAsync("A UK passport number has 9 digits");
        await portal.ShowAsync("identity-documents-errors");
        await Document(portal, 0, "uk-passport", "HM Passport Office", "123456789", null, Today.AddYears(4));
        await Document(portal, 1, "utility-bill", "Severn Water", null, Today.AddMonths(-1), null);
        await portal.ShowAsync("identity-documents");
        await portal.ClickAsync("Continue");
        await portal.Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "asha.png", MimeType = "image/png", Buffer = TestPicture.Png(600, 800) });
        await Assertions.Expect(portal.Page.Locator(".cis-crop__frame")).ToBeVisibleAsync();
        await portal.Page.Locator(".cis-crop__canvas").PressAsync("+");
        await portal.ShowAsync("identity-photo");
        await portal.ClickAsync("Continue");
        await portal.SeesAsync("Is this person known already?");
        await portal.SeesAsync("Aysha Patil");
        await portal.ShowAsync("identity-duplicates");
        await portal.ClickAsync("Continue");
        await portal.SeesAsync("Say that you have compared them");
        await portal.ChooseAsync("I have compared them. This is another person.");
        await portal.ClickAsync("Continue");
        await portal.ShowAsync("identity-confirm");
        await portal.ChooseAsync("I have checked the original documents and the person myself");
        await portal.ClickAsync("Create the profile");
        await portal.SeesAsync("The profile of Asha Patel exists");
        await portal.ShowAsync("profile-created");
        await portal.SignOutAsync();
        await portal.TakeOutAsync("Hannah Lewis", "Reader 1");
    }

    private static async Task TheRaAgentGrantsAndIssues(PortalBrowser portal)
    {
        await portal.InsertAsync("Ravi Menon", "Reader 1");
        await portal.SignInAsync(Passcode);
        await portal.ShowAsync("home-agent");
        await portal.GoAsync("/requests");
        await portal.Page.GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { HasText = "Asha Patel" }).GetByRole(AriaRole.Link).First.ClickAsync();
        await portal.SeesAsync("What changes");
        await portal.ShowAsync("request-decide-position");
        await portal.ClickAsync("Accept");
        await portal.SeesAsync("Asha Patel holds the position Dispenser");
        await portal.ShowAsync("profile-access");

        await portal.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Issue a smartcard" }).ClickAsync();
        await portal.Page.GetByText("Send it locked").CheckAsync();
        await portal.ShowAsync("card-issue");
        await portal.InsertAsync("Blank card", "Reader 2");
        await portal.ClickAsync("Issue the card");
        await portal.AllowAsync();
        await portal.SeesAsync("The smartcard of Asha Patel is issued");
        await portal.ShowAsync("card-issued");
        await portal.FollowAsync("Cards of Asha Patel");
        await portal.ShowAsync("profile-cards-locked");
        await portal.SignOutAsync();
    }

    private static async Task AshaUnlocksWithHelpAndSignsIn(PortalBrowser portal)
    {
        await portal.TakeOutAsync("Ravi Menon", "Reader 1");
        await portal.TakeOutAsync("Asha Patel", "Reader 2");
        await portal.InsertAsync("Leon Bright", "Reader 1");
        await portal.SignInAsync(Passcode);
        await portal.GoAsync("/search?q=Asha+Patel");
        await portal.FollowAsync("Asha Patel");
        await portal.FollowAsync("Cards and other ways to sign in");
        await portal.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Unlock with the holder" }).ClickAsync();
        await portal.ShowAsync("card-unlock");
        await portal.InsertAsync("Asha Patel", "Reader 2");
        await portal.ClickAsync("Unlock the card");
        await portal.AllowAsync();
        await portal.TypeNewPasscodeAsync("123456");
        await portal.Workstation.SeesWrongAsync(portal, "count up or down");
        await portal.TypeNewPasscodeAsync(Ashas);
        await portal.SeesAsync("The smartcard of Asha Patel is unlocked");
        await portal.ShowAsync("card-unlocked");
        await portal.SignOutAsync();
        await portal.TakeOutAsync("Leon Bright", "Reader 1");

        await portal.SignInAsync(Ashas);
        await portal.SeesAsync("Terms and conditions");
        await portal.ShowAsync("terms");
        await portal.ClickAsync("Continue");
        await portal.SeesAsync("Tick the box");
        await portal.ChooseAsync("I have read the terms and accept them");
        await portal.ClickAsync("Continue");
        await portal.SeesAsync("Hello Asha");
        await portal.GoAsync("/me");
        await portal.SeesAsync("Your UUID is");
        await portal.SeesAsync("expires in 2");
        await portal.SeesAsync("Dispenser, Riverside Pharmacy");
        await portal.ShowAsync("me");
        await portal.SignOutAsync();
        await portal.TakeOutAsync("Asha Patel", "Reader 2");
    }

    private static async Task TheRaAgentReadsTheHistory(PortalBrowser portal)
    {
        await portal.InsertAsync("Ravi Menon", "Reader 1");
        await portal.SignInAsync(Passcode);
        await portal.GoAsync("/search?q=Asha+Patel");
        await portal.FollowAsync("Asha Patel");
        await portal.FollowAsync("History");
        foreach (var step in new[] { "Sam Taylor", "created the profile", "Assigned the position Dispenser", "Issued", "Unlocked", "Accepted the terms", "Hannah Lewis", "Leon Bright" })
        {
            await portal.SeesAsync(step);
        }

        await portal.ShowAsync("profile-history");
        await portal.SignOutAsync();
        await portal.TakeOutAsync("Ravi Menon", "Reader 1");
    }

    private static async Task ThreeWrongPasscodesLockTheCard(PortalBrowser portal)
    {
        await portal.InsertAsync("Asha Patel", "Reader 1");
        await portal.GoAsync("/sign-in");
        foreach (var left in new[] { "2 tries are left", "One try is left" })
        {
            await portal.ClickAsync("Sign in");
            await portal.TypePasscodeAsync("864209");
            await portal.SeesAsync(left);
        }

        await portal.ClickAsync("Sign in");
        await portal.Workstation.TakeLastTryAsync(portal);
        await portal.TypePasscodeAsync("864209");
        await portal.SeesAsync("The card is locked");
        await portal.ShowAsync("card-locked");
    }

    internal static async Task Document(PortalBrowser portal, int number, string kind, string issuer, string? identifier, DateOnly? issued, DateOnly? expires)
    {
        var document = portal.Page.GetByRole(AriaRole.Group, new PageGetByRoleOptions { Name = $"Document {number + 1}" });
        await document.GetByLabel("Kind of document").SelectOptionAsync(kind);
        await document.GetByLabel("Issued by").FillAsync(issuer);
        if (identifier is not null)
        {
            await document.GetByLabel("Number (where the document has one)").FillAsync(identifier);
        }

        if (issued is { } from)
        {
            await portal.FillDateAsync("Date of issue", from, number);
        }

        if (expires is { } until)
        {
            await portal.FillDateAsync("Date of expiry", until, number);
        }
    }
}
