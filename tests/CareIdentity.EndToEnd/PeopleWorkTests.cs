using Microsoft.Playwright;

namespace CareIdentity.EndToEnd;

/// <summary>People whom the Registration Authority knows twice, or only on paper.</summary>
public sealed class PeopleWorkTests
{
    private const string Passcode = "246810";

    [Fact]
    public async Task Two_profiles_become_one_and_the_second_card_signs_in_the_person()
    {
        await using var service = await RunningService.StartAsync();
        await using var portal = await PortalBrowser.OpenAsync(service.Address, "people");

        await portal.DoAsync(AnAdvancedAgentMergesTwoProfiles);
        await portal.DoAsync(ThePersonSignsInWithTheSecondCard);

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
}
