using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace CareIdentity.EndToEnd;

/// <summary>What comes to the counter: somebody without a request, a sponsor who needs something changed, a card for the night.</summary>
public sealed class PeopleDeskTests
{
    private const string Passcode = "246810";

    private static readonly DateOnly Today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().Date);

    [Journey]
    public async Task Somebody_is_registered_details_are_asked_for_and_a_card_is_lent()
    {
        await using var service = await RunningService.StartAsync();
        await using var portal = await PortalBrowser.OpenAsync(service.Address, "people-desk");

        await portal.DoAsync(AnIdCheckerRegistersSomebodyAtTheCounter);
        await portal.DoAsync(ASponsorAsksForOtherDetails);
        await portal.DoAsync(AnAgentAcceptsThemAndMakesATemporaryCard);
        await portal.DoAsync(ASponsorProposesALoan);
        await portal.DoAsync(AnUnlockerAgreesAndItComesBack);
        await portal.DoAsync(AnAgentReviewsTheLoan);

        // A refused form answers 422, which the browser remarks upon; nothing else may.
        Assert.All(portal.Complaints, complaint => Assert.Contains("422", complaint, StringComparison.Ordinal));
    }

    private static async Task AnIdCheckerRegistersSomebodyAtTheCounter(PortalBrowser portal)
    {
        await portal.EnterAsync("Hannah Lewis", Passcode);
        await portal.GoAsync("/search?q=Quentin+Featherstone");
        await portal.FollowAsync("Register somebody without a request");
        await portal.SeesAsync("Where will they work, and who asked?");
        await portal.ClickAsync("Continue");
        await portal.SeesAsync("Select who asked for it");
        await portal.ChooseAsync("Sam Taylor");
        await portal.FillAsync("Why without a request?", "Came with the weekend locum");
        await portal.ShowAsync("register-start");
        await portal.NarrowAsync();
        await portal.ClickAsync("Continue");
        await portal.ChooseAsync("By video");
        await portal.FillDateAsync("Date of birth", new DateOnly(1979, 11, 23));
        await portal.ClickAsync("Continue");
        await portal.SeesAsync("numbers are sent to it during the call");
        await portal.FillAsync("Mobile number (if they have one)", "07700 900461");
        await portal.ClickAsync("Continue");
        await ByVideoAsync(portal);
        await MainJobTests.Document(portal, 0, "uk-passport", "HM Passport Office", "987654329", null, Today.AddYears(4));
        await MainJobTests.Document(portal, 1, "utility-bill", "Severn Water", null, Today.AddMonths(-1), null);
        await MainJobTests.Document(portal, 2, "bank-statement", "Harbour Bank", null, Today.AddMonths(-2), null);
        await portal.ClickAsync("Continue");
        await portal.Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "quentin.png", MimeType = "image/png", Buffer = TestPicture.Png(600, 800) });
        await Assertions.Expect(portal.Page.Locator(".cis-crop__frame")).ToBeVisibleAsync();
        await portal.ClickAsync("Continue");
        await portal.ChooseAsync("I have checked the original documents and the person myself");
        await portal.ClickAsync("Create the profile");
        await portal.SeesAsync("The profile of Quentin Featherstone exists");
        await portal.ShowAsync("registered");
        await portal.LeaveAsync("Hannah Lewis");
    }

    /// <summary>The script of a check by video, gone through.</summary>
    internal static async Task ByVideoAsync(PortalBrowser portal)
    {
        await portal.SeesAsync("Check by video, step by step");
        await portal.ClickAsync("Continue");
        await portal.SeesAsync("These are not the numbers that were sent");
        await portal.ShowAsync("by-video");
        await portal.NarrowAsync();
        var told = await portal.Page.Locator("main p", new PageLocatorOptions { HasTextString = "Text the numbers" }).InnerTextAsync();
        await portal.FillAsync("Numbers that they read out", Regex.Match(told, "[0-9]{3} [0-9]{3}").Value);
        foreach (var box in await portal.Page.Locator("main input[name=Steps]").AllAsync())
        {
            await box.CheckAsync();
        }

        await portal.ClickAsync("Continue");
    }

    private static async Task ASponsorAsksForOtherDetails(PortalBrowser portal)
    {
        await portal.EnterAsync("Sam Taylor", Passcode);
        await portal.GoAsync("/search?q=Quentin");
        await portal.FollowAsync("Quentin Featherstone");
        await portal.FollowAsync("Ask for details to be changed");
        await portal.FillAsync("Family name", "Featherstone-Haugh");
        await portal.FillAsync("Why?", "As on the marriage certificate of 3 May");
        await portal.NarrowAsync();
        await portal.ClickAsync("Send the request");
        await portal.SeesAsync("Your request is sent");
        await portal.LeaveAsync("Sam Taylor");
    }

    private static async Task AnAgentAcceptsThemAndMakesATemporaryCard(PortalBrowser portal)
    {
        await portal.EnterAsync("Ravi Menon", Passcode);
        await portal.GoAsync("/requests?kind=ChangeDetails");
        await portal.ShowAsync("one-kind");
        await portal.NarrowAsync();
        await portal.Page.Locator("main tbody a").First.ClickAsync();
        await portal.SeesAsync("Change details of Quentin Featherstone");
        await portal.ShowAsync("decide-change");
        await portal.NarrowAsync();
        await portal.ClickAsync("Accept");
        await portal.SeesAsync("has the details asked for");
        await portal.SeesAsync("Featherstone-Haugh");
        await portal.GoAsync("/organisations/TPH01/shared");
        await portal.FollowAsync("Make a Temporary Access Card or a robot");
        await portal.ChooseAsync("Temporary Access Card");
        await portal.FillAsync("Name", "Night bag");
        await portal.ChooseAsync("Sam Taylor");
        await portal.FillAsync("Notes", "In the safe behind the counter");
        await portal.NarrowAsync();
        await portal.ClickAsync("Make it");
        await portal.SeesAsync("TPH01 TAC Night bag exists");
        await portal.ShowAsync("temporary-card");
        await portal.LeaveAsync("Ravi Menon");
    }

    private static async Task ASponsorProposesALoan(PortalBrowser portal)
    {
        await portal.EnterAsync("Sam Taylor", Passcode);
        await OpenLoansAsync(portal);
        await portal.ClickAsync("Propose the loan");
        await portal.SeesAsync("Enter the UUID of the person, or their full name");
        await portal.FillAsync("Full name, as on the document", "Grace Nakamura");
        await portal.Page.GetByLabel("Document with a photo that you saw").SelectOptionAsync("other-passport");
        await portal.FillAsync("Its number", "TR1234567");
        await portal.Page.GetByLabel("For how long?").SelectOptionAsync("8");
        await portal.FillAsync("Why do they need it?", "Agency nurse tonight, own card at home");
        await portal.ShowAsync("lend");
        await portal.NarrowAsync();
        await portal.ClickAsync("Propose the loan");
        await portal.SeesAsync("A loan to Grace Nakamura waits for a second person");
        await portal.ClickAsync("Agree, as the second person");
        await portal.SeesAsync("A second person must agree");
        await portal.LeaveAsync("Sam Taylor");
    }

    private static async Task AnUnlockerAgreesAndItComesBack(PortalBrowser portal)
    {
        await portal.EnterAsync("Leon Bright", Passcode);
        await OpenLoansAsync(portal);
        await portal.ClickAsync("Agree, as the second person");
        await portal.SeesAsync("The card works for its borrower from now on");
        await portal.ShowAsync("loans");
        await portal.NarrowAsync();
        await portal.ClickAsync("It is back");
        await portal.SeesAsync("The card is in its bag");
        await portal.LeaveAsync("Leon Bright");
    }

    private static async Task AnAgentReviewsTheLoan(PortalBrowser portal)
    {
        await portal.EnterAsync("Ravi Menon", Passcode);
        await OpenLoansAsync(portal);
        await portal.FillAsync("What was it used for, and was that right?", "One shift, as agreed");
        await portal.ClickAsync("Review this loan");
        await portal.SeesAsync("Reviewed by Ravi Menon: One shift, as agreed");
        await portal.GoAsync("/organisations/TPH01/shared");
        await portal.SeesAsync("In its bag");
        await portal.ShowAsync("shared");
        await portal.NarrowAsync();
    }

    private static async Task OpenLoansAsync(PortalBrowser portal)
    {
        await portal.GoAsync("/organisations/TPH01/shared");
        await portal.FollowAsync("TPH01 TAC Night bag");
        await portal.FollowAsync("Loans");
    }
}
