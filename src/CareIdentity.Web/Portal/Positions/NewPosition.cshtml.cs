using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Positions;

/// <summary>A new position: what it would give is shown before it is made.</summary>
public sealed class NewPositionModel(OrganisationQueries organisations, PositionFormServices services, CreatePosition create) : PositionFormPage(services)
{
    [BindProperty(SupportsGet = true)]
    public string Code { get; set; } = "";

    public OrganisationView Organisation { get; private set; } = null!;

    /// <summary>What it would give; null until that is asked for.</summary>
    public IReadOnlyList<AccessProfileView>? Preview { get; private set; }

    public override string Address => $"/organisations/{Organisation.Code}/positions/new";

    public override bool AsksWorkgroups => true;

    public async Task<IActionResult> OnGetAsync()
    {
        if (OdsCode.TryParse(Code, out var code))
        {
            AddProfile(code);
        }

        return await FindAsync() ?? Page();
    }

    public async Task<IActionResult> OnPostAddAsync()
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        AddProfile(Organisation.Code);
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

    public async Task<IActionResult> OnPostOfferAsync() => await FindAsync() ?? Page();

    public async Task<IActionResult> OnPostPreviewAsync()
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        return ReadProfiles() is { } terms && await ShowAsync(terms) is { } refused ? refused : Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        var terms = ReadProfiles();
        if (!IsComplete("Select who approved it", "Say how it was approved and who was involved") || terms is null)
        {
            return Page();
        }

        var outcome = await create.ExecuteAsync(
            new CreatePositionRequest
            {
                Organisation = Organisation.Code,
                Name = Name!.Trim(),
                AccessProfiles = terms,
                AssignableBySponsors = Assignable.Contains("yes"),
                Workgroups = [.. Profiles.SelectMany(profile => profile.Workgroups).Distinct()],
                Included = Included,
                ApprovedBy = ApprovedBy,
                ApprovalNote = ApprovalNote!.Trim(),
            },
            Actor,
            Aborted);
        if (outcome.IsRefused(out var refusal, out var id))
        {
            return await RefuseAsync(refusal, refusal.Field);
        }

        Say($"The position {Name.Trim()} exists. It can be given from now on.");
        return LocalRedirect($"/positions/{id}");
    }

    private async Task<IActionResult?> ShowAsync(IReadOnlyList<NewAccessProfile> terms)
    {
        var preview = await Positions.PreviewAsync(Organisation.Code, terms, Included, Aborted);
        if (preview.IsRefused(out var refusal, out var shown))
        {
            return await RefuseAsync(refusal, refusal.Field);
        }

        Preview = shown;
        return null;
    }

    private async Task<IActionResult?> FindAsync()
    {
        if (!OdsCode.TryParse(Code, out var code) || await organisations.FindAsync(code, Aborted) is not { } organisation)
        {
            return NotFound();
        }

        Organisation = organisation;
        if (await Authority.CheckAsync(Actor, RaFunction.CreatePosition, code, Aborted) is { } refusal)
        {
            return await RefusePageAsync(refusal);
        }

        await OfferAsync(code, null);
        return null;
    }
}
