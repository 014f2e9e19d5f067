using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Web.Nhs;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.People;

/// <summary>What the four pages of a profile share: finding the person, and how much of them the reader may see.</summary>
public abstract class ProfilePage(ProfileQueries profiles, PositionQueries positions, Authority authority) : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public string Uuid { get; set; } = "";

    public ProfileView Profile { get; private set; } = null!;

    /// <summary>Null where the reader works for one of the person's organisations, else why most is hidden.</summary>
    public Refusal? Hidden { get; private set; }

    public bool IsOwn => Profile.Id == Actor.ProfileId;

    public IReadOnlyList<HeldPosition> Positions { get; private set; } = [];

    /// <summary>A position, at once or by a request. Most is hidden of a locum, who works elsewhere; giving them a position here is what a sponsor looks them up for.</summary>
    public bool MayGive => !IsOwn && Profile.State is ProfileState.Verified && (Session.Can(RaFunction.AssignPosition) || Session.Can(RaFunction.RaiseRequest));

    public ProfileHeaderView Header { get; private set; } = null!;

    /// <summary>The page beside this one that is open: details, access, cards or history.</summary>
    public abstract string Tab { get; }

    protected Authority Authority => authority;

    protected async Task<IActionResult?> FindAsync()
    {
        if (!UserUuid.TryParse(Uuid, out var uuid) || await profiles.FindAsync(uuid, Aborted) is not { } profile)
        {
            return NotFound();
        }

        if (MergedElsewhere(uuid, profile.Uuid) is { } remaining)
        {
            return remaining;
        }

        Profile = profile;
        Hidden = IsOwn ? null : await authority.CheckForProfileAsync(Actor, RaFunction.ViewProfile, profile.Id, Aborted);
        Positions = Hidden is null ? await positions.OfProfileAsync(profile.Id, Aborted) : [];
        Header = await HeaderAsync();
        return null;
    }

    private async Task<ProfileHeaderView> HeaderAsync()
    {
        var issue = IsOwn || Hidden is not null || !Session.Can(RaFunction.IssueSmartcard)
            ? null
            : await authority.CheckForProfileAsync(Actor, RaFunction.IssueSmartcard, Profile.Id, Aborted);
        return new ProfileHeaderView(Profile.FullName, Profile.Uuid.Spoken, ProfileStates.View(Profile.State))
        {
            PhotoHref = Profile.HasPhoto && Hidden is null ? $"/people/{Profile.Uuid}/photo" : null,
            ProfessionalNumber = Hidden is null ? Profile.ProfessionalNumber?.ToString() : null,
            WorksAt = [.. Positions.Where(p => p.IsActiveOn(Today)).Select(p =>
                $"{p.OrganisationName} ({p.Organisation}){(p.ExpiresOn is { } end ? $", until {DateWords.Date(end)}" : "")}").Distinct().Take(4)],
            PrimaryAction = Primary(issue),
        };
    }

    /// <summary>What the reader comes here for most: a sponsor to give a locum access, who has the card already.</summary>
    private LinkView? Primary(Refusal? mayNotIssue) =>
        !IsOwn && Hidden is null && Profile.State is ProfileState.Verified && Session.Can(RaFunction.IssueSmartcard)
            ? new LinkView("Issue a smartcard", $"/people/{Profile.Uuid}/cards/issue") { WhyNot = mayNotIssue?.Message }
        : MayGive ? new LinkView("Give a position", $"/people/{Profile.Uuid}/positions/new")
        : null;
}
