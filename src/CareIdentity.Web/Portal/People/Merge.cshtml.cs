using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Smartcards;
using CareIdentity.Web.Nhs;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.People;

/// <summary>
/// Merges another profile of the same person into this one: first which, then both side by side with everything that moves, ends and stays.
/// </summary>
public sealed class MergeModel(ProfileQueries profiles, PositionQueries positions, Authority authority, SmartcardQueries smartcards, MergeQueries merges, MergeProfiles merge)
    : ProfilePage(profiles, positions, authority)
{
    private readonly ProfileQueries profiles = profiles;

    /// <summary>UUID of the other profile; empty while it is looked for.</summary>
    [BindProperty(SupportsGet = true)]
    public string? With { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public bool Compared { get; set; }

    [BindProperty]
    public SecondCard Cards { get; set; }

    public override string Tab => "details";

    /// <summary>Null while it is looked for.</summary>
    public ProfileView? Other { get; private set; }

    public IReadOnlyList<PossibleDuplicate> Likely { get; private set; } = [];

    public MergePreview? Preview { get; private set; }

    /// <summary>Both have a card that works, so somebody says which is kept.</summary>
    public bool TwoCards { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindBothAsync() is { } answer)
        {
            return answer;
        }

        return Preview?.Refusal is { } refusal ? await RefuseAsync(refusal) : Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindBothAsync() is { } answer)
        {
            return answer;
        }

        if (Other is null)
        {
            return await RefuseAsync(MergeRefusals.OtherMissing, nameof(With));
        }

        var outcome = await merge.ExecuteAsync(new MergeProfilesRequest { Profiles = Pair(Cards), Compared = Compared, Reason = Reason ?? "" }, Actor, Aborted);
        if (outcome.IsRefused(out var refusal, out _))
        {
            return await RefuseAsync(refusal, refusal.Field);
        }

        Say($"The two profiles are one. {Other.Uuid.Spoken} leads to {Profile.Uuid.Spoken} from now on.");
        return LocalRedirect($"/people/{Profile.Uuid}");
    }

    /// <summary>A value of the comparison as people read it.</summary>
    public static string Shown(MergedDetail detail, string? value) =>
        value is null ? "Not recorded" : DetailsChange.Words(nameof(PersonalDetails.DateOfBirth)) == detail.Field && DateOnly.TryParse(value, out var day) ? DateWords.Date(day) : value;

    public static StateView Fate(MergeFate fate) => fate switch
    {
        MergeFate.Moves => StateView.Good("Moves"),
        MergeFate.Ends => StateView.Ended("Ends"),
        _ => StateView.Waiting("Stays as history"),
    };

    private MergingProfiles Pair(SecondCard cards) => new(Profile.Id, Other!.Id, cards);

    private async Task<IActionResult?> FindBothAsync()
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        var notAllowed = IsOwn ? ProfileRefusals.OwnProfile : await Authority.CheckForProfileAsync(Actor, RaFunction.MergeProfiles, Profile.Id, Aborted);
        if (notAllowed is not null)
        {
            return await RefusePageAsync(notAllowed);
        }

        if (string.IsNullOrWhiteSpace(With))
        {
            Likely = await merges.LikelyAsync(Profile, Aborted);
            return null;
        }

        var other = UserUuid.TryParse(With, out var uuid) ? await profiles.FindAsync(uuid, Aborted) : null;
        if (other is null || other.Id == Profile.Id)
        {
            Likely = await merges.LikelyAsync(Profile, Aborted);
            return await RefuseAsync(other is null ? MergeRefusals.OtherMissing : MergeRefusals.SameProfile, nameof(With));
        }

        if (await Authority.CheckForProfileAsync(Actor, RaFunction.MergeProfiles, other.Id, Aborted) is { } outOfReach)
        {
            return await RefusePageAsync(outOfReach);
        }

        Other = other;
        Preview = await merges.PreviewAsync(Pair(SecondCard.Undecided), Actor, Aborted);
        TwoCards = await HasCardAsync(Profile.Id) && await HasCardAsync(other.Id);
        return null;
    }

    private async Task<bool> HasCardAsync(Guid profile) => (await smartcards.OfProfileAsync(profile, Aborted)).Any(card => card.IsIssued);
}
