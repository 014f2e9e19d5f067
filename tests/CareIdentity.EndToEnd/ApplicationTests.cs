using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace CareIdentity.EndToEnd;

/// <summary>A sponsor invites, the person applies on a phone, an ID checker confirms.</summary>
public sealed partial class ApplicationTests
{
    private const string Passcode = "246810";

    private static readonly DateOnly Today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    [Journey]
    public async Task Somebody_applies_on_a_phone_and_is_confirmed()
    {
        await using var service = await RunningService.StartAsync();
        await using var portal = await PortalBrowser.OpenAsync(service.Address, "apply");

        await portal.DoAsync(ASponsorInvites);
        await portal.DoAsync(TheLinkAndTheCodeOpenIt);
        await portal.DoAsync(EachQuestionIsAnswered);
        await portal.DoAsync(ACheckerConfirms);

        Assert.Empty(portal.Complaints);
    }

    private static async Task ASponsorInvites(PortalBrowser portal)
    {
        await portal.EnterAsync("Sam Taylor", Passcode);
        await portal.FollowAsync("Applications");
        await portal.FollowAsync("Invite somebody");
        await portal.FillAsync("Given name", "Quillan");
        await portal.FillAsync("Family name", "Abernethy");
        await portal.FillAsync("E-mail address", "quillan@example.org");
        await portal.FillAsync("Why do they need a Care ID?", "Starts as a dispenser on Monday");
        await portal.ShowAsync("invite");
        await portal.NarrowAsync();
        await portal.ClickAsync("Send the invitation");
        await portal.SeesAsync("Quillan Abernethy is invited");
        await portal.LeaveAsync("Sam Taylor");
    }

    private static async Task TheLinkAndTheCodeOpenIt(PortalBrowser portal)
    {
        await portal.GoAsync((await InboxAsync(portal, LinkForm())).Groups[1].Value);
        await portal.SeesAsync("Sam Taylor");
        await ShowOnPhoneAsync(portal, "start");
        await portal.ClickAsync("Send me a code");
        var address = new Uri(portal.Page.Url).AbsolutePath;
        var code = (await InboxAsync(portal, CodeForm())).Groups[1].Value;
        await ShowOnPhoneAsync(portal, "inbox");
        await portal.GoAsync(address);
        await portal.FillAsync("Code", code);
        await ShowOnPhoneAsync(portal, "code");
        await portal.ClickAsync("Continue");
        await portal.SeesAsync("Answer one question after the other");
        await ShowOnPhoneAsync(portal, "questions");
    }

    private static async Task EachQuestionIsAnswered(PortalBrowser portal)
    {
        await portal.ClickAsync("Continue");
        await ShowOnPhoneAsync(portal, "name");
        await portal.ClickAsync("Save and continue");
        await portal.ChooseAsync("No, all are in the same name");
        await portal.ClickAsync("Save and continue");
        await portal.FillDateAsync("Date of birth", new DateOnly(1971, 11, 3));
        await portal.ClickAsync("Save and continue");
        await portal.ChooseAsync("No, or I do not have it here");
        await portal.ClickAsync("Save and continue");
        await portal.ChooseAsync("No");
        await portal.ClickAsync("Save and continue");
        await portal.ChooseAsync("Passport of another country");
        await portal.FillAsync("Who issued it?", "India");
        await portal.FillAsync("Its number", "P7654321");
        await portal.FillDateAsync("When does it expire?", Today.AddYears(2));
        await ShowOnPhoneAsync(portal, "document");
        await portal.ClickAsync("Save and continue");
        await PictureAsync(portal, "picture");
        await portal.ChooseAsync("Utility bill (gas, water, electricity, landline)");
        await portal.FillAsync("Who issued it?", "Severn Water");
        await portal.FillDateAsync("Which date is on it?", Today.AddMonths(-1));
        await portal.ClickAsync("Save and continue");
        await PictureAsync(portal, null);
        await portal.ChooseAsync("Bank or building society statement");
        await portal.FillAsync("Who issued it?", "Harbour Bank");
        await portal.FillDateAsync("Which date is on it?", Today.AddMonths(-1));
        await portal.ClickAsync("Save and continue");
        await PictureAsync(portal, null);
        await PictureAsync(portal, "face");
        await portal.SeesAsync("Check your answers");
        await ShowOnPhoneAsync(portal, "check");
        await portal.ClickAsync("Send my application");
        await portal.SeesAsync("You sent your application");
        await ShowOnPhoneAsync(portal, "sent");
    }

    private static async Task ACheckerConfirms(PortalBrowser portal)
    {
        await portal.Page.SetViewportSizeAsync(1400, 1000);
        await portal.EnterAsync("Hannah Lewis", Passcode);
        await portal.FollowAsync("Applications");
        await portal.Page.Locator("main tr", new PageLocatorOptions { HasTextString = "Quillan Abernethy" }).GetByRole(AriaRole.Link).ClickAsync();
        await portal.SeesAsync("The applicant is not in the UK");
        await portal.ChooseAsync("I compared the face with the photo on the document, and the answers with the documents, myself");
        await portal.ShowAsync("decide");
        await portal.NarrowAsync();
        await portal.ClickAsync("Confirm the identity");
        await portal.SeesAsync("The profile of Quillan Abernethy exists");
        await portal.GoAsync("/apply/you");
        await portal.SeesAsync("You have a Care ID");
    }

    private static async Task PictureAsync(PortalBrowser portal, string? show)
    {
        await portal.SeesAsync("Save and continue");
        await portal.Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "picture.png", MimeType = "image/png", Buffer = TestPicture.Png(400, 500) });
        if (show is not null)
        {
            await ShowOnPhoneAsync(portal, show);
        }

        await portal.ClickAsync("Save and continue");
    }

    private static async Task ShowOnPhoneAsync(PortalBrowser portal, string name)
    {
        await portal.NarrowAsync();
        await portal.Page.SetViewportSizeAsync(390, 844);
        await portal.ShowAsync(name);
    }

    private static async Task<Match> InboxAsync(PortalBrowser portal, Regex word)
    {
        for (var looks = 0; looks < 120; looks++)
        {
            await portal.GoAsync("/training-desk/inbox");
            if (word.Match(await portal.Page.Locator("main").InnerTextAsync()) is { Success: true } found)
            {
                return found;
            }

            await Task.Delay(500);
        }

        throw new TimeoutException("The message did not come.");
    }

    [GeneratedRegex("http://[^/]+(/apply/[A-Za-z0-9_-]{43})")]
    private static partial Regex LinkForm();

    [GeneratedRegex("Your code is ([0-9]{6})")]
    private static partial Regex CodeForm();
}
