using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.Web.Nhs;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Positions;

/// <summary>A position is changed only after its effect on every holder was shown: for what is typed now, on what the position is now.</summary>
public sealed class EditPositionModel(PositionEffectQueries effects, PositionFormServices services, EditPosition edit) : PositionFormPage(services)
{
    /// <summary>The version that the form was opened on.</summary>
    [BindProperty]
    public Guid Version { get; set; }

    /// <summary>What the shown effect was made of; a form that says something else has not been looked at.</summary>
    [BindProperty]
    public string? Shown { get; set; }

    public PositionEffect? Effect { get; private set; }

    public int HolderPage { get; private set; } = 1;

    public int HolderPages => Effect is null ? 1 : Math.Max(1, (Effect.Holders + ListState.PageSize - 1) / ListState.PageSize);

    public string Print => PrintOf(Version);

    public override string Address => $"/positions/{Id}/edit";

    public override bool AsksWorkgroups => false;

    public async Task<IActionResult> OnGetAsync()
    {
        if (await Positions.FindAsync(Id, Aborted) is { } position)
        {
            Version = position.Version;
            Name = position.Name;
            Assignable = position.AssignableBySponsors ? ["yes"] : [];
            Profiles = [.. position.OwnTerms.Select(TypedProfile.Of)];
            Included = [.. position.Included.Select(link => link.Id)];
        }

        return await FindAsync() ?? Page();
    }

    public async Task<IActionResult> OnPostAddAsync()
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        AddProfile(Position.Organisation);
        return Page();
    }

    public async Task<IActionResult> OnPostRemoveAsync(int index)
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        RemoveProfile(index);
        return Page();
    }

    /// <summary>Whoever looks for an approver goes on seeing the effect of what they typed.</summary>
    public async Task<IActionResult> OnPostOfferAsync()
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        return Shown == Print && ReadProfiles() is { } terms && await ShowEffectAsync(terms, 1) is { } refused ? refused : Page();
    }

    public async Task<IActionResult> OnPostPreviewAsync(int holders = 1)
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        return ReadProfiles() is { } terms && await ShowEffectAsync(terms, Math.Max(1, holders)) is { } refused ? refused : Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        if (ReadProfiles() is not { } terms)
        {
            return Page();
        }

        if (await ShowEffectAsync(terms, 1) is { } cannot)
        {
            return cannot;
        }

        if (!IsComplete("Select who approved the change", "Say why it is changed and how it was approved"))
        {
            return Page();
        }

        if (Shown != Print)
        {
            ModelState.Remove(nameof(Shown));
            ModelState.AddModelError(nameof(Profiles), "The effect below is of what you typed last. Look at it, then save");
            return Page();
        }

        var outcome = await edit.ExecuteAsync(
            new EditPositionRequest
            {
                PositionId = Id,
                Version = Version,
                Name = Name!.Trim(),
                AccessProfiles = terms,
                Included = Included,
                AssignableBySponsors = Assignable.Contains("yes"),
                ApprovedBy = ApprovedBy,
                ApprovalNote = ApprovalNote!.Trim(),
            },
            Actor,
            Aborted);
        if (outcome.IsRefused(out var refusal, out _))
        {
            return await RefuseAsync(refusal, refusal.Field);
        }

        Say($"The position {Name.Trim()} is changed. {DateWords.Count(Effect!.WhoGain, "person", "people")} gained and {DateWords.Count(Effect.WhoLose, "person", "people")} lost something, from now on.");
        return LocalRedirect($"/positions/{Id}");
    }

    private async Task<IActionResult?> ShowEffectAsync(IReadOnlyList<NewAccessProfile> terms, int page)
    {
        HolderPage = page;
        var effect = await effects.OfAsync(Id, terms, Included, (page - 1) * ListState.PageSize, ListState.PageSize, Aborted);
        if (effect.IsRefused(out var refusal, out var shown))
        {
            return await RefuseAsync(refusal, refusal.Field);
        }

        Effect = shown;
        return null;
    }

    private async Task<IActionResult?> FindAsync()
    {
        if (await FindAsync(RaFunction.CreatePosition, change: true) is { } missing)
        {
            return missing;
        }

        await OfferAsync(Position.Organisation, Position);
        return null;
    }
}
