using System.Security.Cryptography;
using System.Text;
using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.Web.Nhs;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Positions;

/// <summary>A position is changed only after its effect on every holder was shown: for what is typed now, on what the position is now.</summary>
public sealed class EditPositionModel(PositionQueries positions, PositionEffectQueries effects, Authority authority, RbacReferenceSource reference, RoleHolders holders, EditPosition edit) : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The version that the form was opened on.</summary>
    [BindProperty]
    public Guid Version { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public List<TypedProfile> Profiles { get; set; } = [];

    [BindProperty]
    public List<string> Assignable { get; set; } = [];

    [BindProperty]
    public Guid? ApprovedBy { get; set; }

    [BindProperty]
    public string? ApprovalNote { get; set; }

    /// <summary>What the shown effect was made of; a form that says something else has not been looked at.</summary>
    [BindProperty]
    public string? Shown { get; set; }

    public PositionView Position { get; private set; } = null!;

    public PositionFormOffer Offer { get; private set; } = PositionFormOffer.None;

    public PositionEffect? Effect { get; private set; }

    public int HolderPage { get; private set; } = 1;

    public int HolderPages => Effect is null ? 1 : Math.Max(1, (Effect.Holders + ListState.PageSize - 1) / ListState.PageSize);

    /// <summary>Of what is typed that has an effect.</summary>
    public string Print => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        $"{Version} {string.Join('\n', Profiles.Select(p => $"{p.Organisation} {p.JobRole} {string.Join(' ', p.Activities.Order(StringComparer.Ordinal))}"))}")))[..16];

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        Version = Position.Version;
        Name = Position.Name;
        Assignable = Position.AssignableBySponsors ? ["yes"] : [];
        Profiles = [.. Position.Terms.Select(TypedProfile.Of)];
        return Page();
    }

    public async Task<IActionResult> OnPostAddAsync()
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        Profiles.Add(new TypedProfile { Organisation = Position.Organisation.Value });
        return Page();
    }

    public async Task<IActionResult> OnPostRemoveAsync(int index)
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        if (index >= 0 && index < Profiles.Count)
        {
            Profiles.RemoveAt(index);
        }

        ModelState.Clear(); // What was typed under a number now stands under another.
        return Page();
    }

    public async Task<IActionResult> OnPostPreviewAsync(int holders = 1)
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        await ShowEffectAsync(Math.Max(1, holders));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        if (await ShowEffectAsync(1) is not { } terms || !IsComplete())
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

    private bool IsComplete()
    {
        if (string.IsNullOrWhiteSpace(Name))
        {
            ModelState.AddModelError(nameof(Name), "Enter a name for the position");
        }

        if (ApprovedBy is null)
        {
            ModelState.AddModelError(nameof(ApprovedBy), "Select who approved the change");
        }

        if (string.IsNullOrWhiteSpace(ApprovalNote))
        {
            ModelState.AddModelError(nameof(ApprovalNote), "Say why it is changed and how it was approved");
        }

        return ModelState.IsValid;
    }

    /// <summary>Null where what is typed cannot be read.</summary>
    private async Task<IReadOnlyList<NewAccessProfile>?> ShowEffectAsync(int page)
    {
        var terms = new List<NewAccessProfile>();
        for (var i = 0; i < Profiles.Count; i++)
        {
            if (!OdsCode.TryParse(Profiles[i].Organisation, out var organisation))
            {
                ModelState.AddModelError($"Profiles[{i}].Organisation", "Enter the ODS code of an organisation");
            }

            if (!RCode.TryParse(Profiles[i].JobRole, out var role))
            {
                ModelState.AddModelError($"Profiles[{i}].JobRole", "Select a job role");
            }

            if (organisation is not null && role is not null)
            {
                terms.Add(new NewAccessProfile(organisation, role, Profiles[i].Codes));
            }
        }

        if (terms.Count < Profiles.Count)
        {
            return null;
        }

        HolderPage = page;
        Effect = await effects.OfAsync(Position, terms, (page - 1) * ListState.PageSize, ListState.PageSize, Aborted);
        return terms;
    }

    private async Task<IActionResult?> FindAsync()
    {
        if (await positions.FindAsync(Id, Aborted) is not { } position)
        {
            return NotFound();
        }

        Position = position;
        var refusal = await authority.CheckAsync(Actor, RaFunction.CreatePosition, position.Organisation, Aborted)
            ?? (position.State is PositionState.Closed ? PositionRefusals.AlreadyClosed : null);
        if (refusal is not null)
        {
            return await RefusePageAsync(refusal);
        }

        Offer = await PositionFormOffer.AtAsync(position.Organisation, Actor, reference, holders, Aborted);
        return null;
    }
}

/// <summary>An access profile as it stands in the form.</summary>
public sealed class TypedProfile
{
    public string? Organisation { get; set; }

    public string? JobRole { get; set; }

    public List<string> Activities { get; set; } = [];

    public IReadOnlyList<BCode> Codes => PositionFormOffer.Read(Activities);

    public static TypedProfile Of(NewAccessProfile profile) =>
        new() { Organisation = profile.Organisation.Value, JobRole = profile.JobRole.Value, Activities = [.. profile.AddedActivities.Select(a => a.Value)] };
}
