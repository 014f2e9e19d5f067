using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Positions;

/// <summary>A new position with one access profile: what it would give is shown before it is made.</summary>
public sealed class NewPositionModel(OrganisationQueries organisations, Authority authority, RbacReferenceSource reference, PositionQueries positions, RoleHolders holders, WorkgroupQueries workgroups, CreatePosition create) : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public string Code { get; set; } = "";

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? JobRole { get; set; }

    [BindProperty]
    public List<string> Activities { get; set; } = [];

    [BindProperty]
    public List<string> Assignable { get; set; } = [];

    [BindProperty]
    public Guid? ApprovedBy { get; set; }

    [BindProperty]
    public string? ApprovalNote { get; set; }

    [BindProperty]
    public List<Guid> Workgroups { get; set; } = [];

    public OrganisationView Organisation { get; private set; } = null!;

    /// <summary>The open workgroups of the organisation, as a tree is read.</summary>
    public IReadOnlyList<(WorkgroupNode Node, int Depth)> KnownWorkgroups { get; private set; } = [];

    public PositionFormOffer Offer { get; private set; } = PositionFormOffer.None;

    /// <summary>What it would give; null until a job role is chosen.</summary>
    public AccessProfileView? Preview { get; private set; }

    public async Task<IActionResult> OnGetAsync() => await FindAsync() ?? Page();

    public async Task<IActionResult> OnPostPreviewAsync()
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        Read(out _, out _);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        if (string.IsNullOrWhiteSpace(Name))
        {
            ModelState.AddModelError(nameof(Name), "Enter a name for the position");
        }

        if (ApprovedBy is null)
        {
            ModelState.AddModelError(nameof(ApprovedBy), "Select who approved it");
        }

        if (string.IsNullOrWhiteSpace(ApprovalNote))
        {
            ModelState.AddModelError(nameof(ApprovalNote), "Say how it was approved and who was involved");
        }

        if (!Read(out var jobRole, out var added) || !ModelState.IsValid)
        {
            return Page();
        }

        var outcome = await create.ExecuteAsync(
            new CreatePositionRequest
            {
                Organisation = Organisation.Code,
                Name = Name!.Trim(),
                AccessProfiles = [new NewAccessProfile(Organisation.Code, jobRole, added)],
                AssignableBySponsors = Assignable.Contains("yes"),
                Workgroups = Workgroups,
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

    private bool Read(out RCode jobRole, out IReadOnlyList<BCode> added)
    {
        added = PositionFormOffer.Read(Activities);
        if (RCode.TryParse(JobRole, out jobRole!))
        {
            return true;
        }

        ModelState.AddModelError(nameof(JobRole), "Select a job role");
        return false;
    }

    private async Task<IActionResult?> FindAsync()
    {
        if (!OdsCode.TryParse(Code, out var code) || await organisations.FindAsync(code, Aborted) is not { } organisation)
        {
            return NotFound();
        }

        Organisation = organisation;
        if (await authority.CheckAsync(Actor, RaFunction.CreatePosition, code, Aborted) is { } refusal)
        {
            return await RefusePageAsync(refusal);
        }

        KnownWorkgroups = await workgroups.TreeAsync(code, Aborted) is { } root ? [.. root.Flat()] : [];
        Offer = await PositionFormOffer.AtAsync(code, Actor, reference, holders, Aborted);
        if (RCode.TryParse(JobRole, out var jobRole))
        {
            Preview = await positions.PreviewAsync(code, organisation.Name, jobRole, PositionFormOffer.Read(Activities), Aborted);
        }

        return null;
    }
}
