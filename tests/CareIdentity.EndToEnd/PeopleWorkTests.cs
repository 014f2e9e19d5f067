using Microsoft.Playwright;

namespace CareIdentity.EndToEnd;

/// <summary>People whom the Registration Authority knows twice, or only on paper.</summary>
public sealed class PeopleWorkTests
{
    private const string Passcode = "246810";

    private static readonly DateOnly Today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().Date);

    [Journey]
    public async Task Two_profiles_become_one_and_one_that_was_taken_over_is_verified()
    {
        await using var service = await RunningService.StartAsync();
        await using var portal = await PortalBrowser.OpenAsync(service.Address, "people");

        await portal.DoAsync(AnAdvancedAgentMergesTwoProfiles);
        await portal.DoAsync(ThePersonSignsInWithTheSecondCard);
        await portal.DoAsync(AnIdCheckerVerifiesAProfileThatWasTakenOver);
        await portal.DoAsync(AnAgentGivesANationalLocumPosition);

        // A refused form answers 422, which the browser remarks upon; nothing else may.
        Assert.All(portal.Complaints, complaint => Assert.Contains("422", complaint, StringComparison.Ordinal));
    }

    private static async Task AnAdvancedAgentMergesTwoProfiles(PortalBrowser portal)
    {
        await portal.EnterAsync("Gareth Pritchard", Passcode);
        await portal.GoAsync("/search?q=Ndlovu");
        await portal.FollowAsync("Thandiwe Ndlovu");
        await portal.FollowAsync("Merge with another profile of this person");
        await portal.SeesAsync("Profiles that look like the same person");
        await portal.ShowAsync("merge-which");
        await portal.FollowAsync("Compare with Thandi Ndlovu");
        await portal.SeesAsync("Are these two one person?");
        await portal.ClickAsync("Merge the two profiles");
        await portal.SeesAsync("Confirm that you have compared the two");
        await portal.ChooseAsync("Keep both cards");
        await portal.FillAsync("How do you know that it is one person?", "Same passport seen by both employers");
        await portal.ChooseAsync("I have compared photos, details and documents. It is one person.");
        await portal.ShowAsync("merge-two-profiles");
        await portal.NarrowAsync();
        await portal.ClickAsync("Merge the two profiles");
        await portal.SeesAsync("The two profiles are one");
        await portal.SeesAsync("Also known as");
        await portal.ShowAsync("merged");
        await portal.NarrowAsync();
        await portal.LeaveAsync("Gareth Pritchard");
    }

    private static async Task ThePersonSignsInWithTheSecondCard(PortalBrowser portal)
    {
        await portal.InsertAsync("Thandi Ndlovu", "Reader 1");
        await portal.SignInAsync(Passcode);
        await portal.GoAsync("/me");
        await portal.SeesAsync("Thandiwe Ndlovu");
        await portal.SeesAsync("Practice nurse");
        await portal.SeesAsync("Staff nurse");
        await portal.ShowAsync("signed-in-with-the-second-card");
        await portal.LeaveAsync("Thandi Ndlovu");
    }

    private static async Task AnIdCheckerVerifiesAProfileThatWasTakenOver(PortalBrowser portal)
    {
        await portal.EnterAsync("Hannah Lewis", Passcode);
        await portal.GoAsync("/search?q=Alfred");
        await portal.FollowAsync("Alfred Nkemelu");
        await portal.SeesAsync("The identity is not verified");
        await portal.ShowAsync("not-verified");
        await portal.NarrowAsync();
        await portal.FollowAsync("Verify their identity");
        await portal.ChooseAsync("By video");
        await portal.ClickAsync("Continue");
        await portal.SeesAsync("Enter the date of birth");
        await portal.FillDateAsync("Date of birth", new DateOnly(1971, 3, 4));
        await portal.FillAsync("Mobile number (if they have one)", "07700 900462");
        await portal.ShowAsync("verify-details");
        await portal.ClickAsync("Continue");
        await PeopleDeskTests.ByVideoAsync(portal);
        await MainJobTests.Document(portal, 0, "uk-passport", "HM Passport Office", "987654321", null, Today.AddYears(4));
        await MainJobTests.Document(portal, 1, "utility-bill", "Severn Water", null, Today.AddMonths(-1), null);
        await MainJobTests.Document(portal, 2, "bank-statement", "Harbour Bank", null, Today.AddMonths(-2), null);
        await portal.ClickAsync("Continue");
        await portal.Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "alfred.png", MimeType = "image/png", Buffer = TestPicture.Png(600, 800) });
        await Assertions.Expect(portal.Page.Locator(".cis-crop__frame")).ToBeVisibleAsync();
        await portal.ClickAsync("Continue");
        await portal.SeesAsync("Confirm the identity");
        await portal.ShowAsync("verify-confirm");
        await portal.NarrowAsync();
        await portal.ChooseAsync("I have checked the original documents and the person myself");
        await portal.ClickAsync("Verify the identity");
        await portal.SeesAsync("The restrictions of the profile have ended");
        await portal.SeesAsync("by Hannah Lewis at TPH01, by video, script");
        await portal.ShowAsync("verified");
        await AnotherPhotoFromTheCamera(portal);
        await portal.LeaveAsync("Hannah Lewis");
    }

    /// <summary>How often the page has asked for the camera, and how many streams it holds open.</summary>
    private static async Task FilmsAsync(PortalBrowser portal, int asked, int live)
    {
        const string Cameras = "[window.cameras.length, window.cameras.flatMap(stream => stream.getTracks()).filter(track => track.readyState === 'live').length]";
        var seen = await portal.AskAsync<int[]>(Cameras);
        for (var look = 0; !seen.SequenceEqual([asked, live]) && look < 100; look++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            seen = await portal.AskAsync<int[]>(Cameras);
        }

        Assert.Equal([asked, live], seen);
    }

    private static async Task AnotherPhotoFromTheCamera(PortalBrowser portal)
    {
        await portal.FollowAsync("Replace the photo");
        await portal.ClickAsync("Keep this photo");
        await portal.SeesAsync("Take or upload a photo of the person");
        await portal.Page.EvaluateAsync("""
            () => {
              const devices = navigator.mediaDevices;
              const ask = devices.getUserMedia.bind(devices);
              window.cameras = [];
              devices.getUserMedia = async (wanted) => { const stream = await ask(wanted); window.cameras.push(stream); return stream; };
            }
            """);
        await portal.ClickAsync("Use the camera");
        await FilmsAsync(portal, asked: 1, live: 1);
        await portal.ClickAsync("Use the camera");
        await FilmsAsync(portal, asked: 2, live: 1);
        await portal.ClickAsync("Take the photo");
        await FilmsAsync(portal, asked: 2, live: 0);
        await Assertions.Expect(portal.Page.Locator(".cis-crop__frame")).ToBeVisibleAsync();
        await portal.Page.Locator(".cis-crop__canvas").PressAsync("+");
        await portal.Page.Locator(".cis-crop__canvas").PressAsync("ArrowLeft");
        await portal.ChooseAsync("I have seen the person, and they are the one of the former photo or of their documents");
        await portal.FillAsync("Why is it replaced?", "Better light");
        await portal.ShowAsync("new-photo");
        await portal.NarrowAsync();
        await portal.ClickAsync("Keep this photo");
        await portal.SeesAsync("The photo of Alfred Nkemelu is replaced");
    }

    private static async Task AnAgentGivesANationalLocumPosition(PortalBrowser portal)
    {
        await portal.EnterAsync("Ravi Menon", Passcode);
        await portal.GoAsync("/search?q=Ruth+Abernethy");
        await portal.FollowAsync("Ruth Abernethy");
        await portal.FollowAsync("Access");
        await portal.FollowAsync("Give a national locum position (FFFFF)");
        await portal.ChooseAsync("Locum pharmacist");
        await portal.ChooseAsync("Sam Taylor");
        await portal.FillDateAsync("First day", Today);
        await portal.FillDateAsync("Last day (leave empty if there is none)", Today.AddMonths(13));
        await portal.FillAsync("Why do they need it?", "Works at many pharmacies for an agency");
        await portal.ClickAsync("Give the position");
        await portal.SeesAsync("needs an end date at most 12 months after its start");
        await portal.FillDateAsync("Last day (leave empty if there is none)", Today.AddMonths(6));
        await portal.ShowAsync("give-locum-position");
        await portal.NarrowAsync();
        await portal.ClickAsync("Give the position");
        await portal.SeesAsync("Ruth Abernethy holds the position Locum pharmacist from now on");
        await portal.GoAsync("/locum-register");
        await portal.SeesAsync("Ruth Abernethy");
        await portal.ShowAsync("locum-register");
        await portal.NarrowAsync();
    }
}
