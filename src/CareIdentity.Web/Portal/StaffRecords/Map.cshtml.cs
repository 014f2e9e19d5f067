using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.StaffRecords;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace CareIdentity.Web.Portal.StaffRecords;

/// <summary>Proposes which access position goes with a position of the staff record.</summary>
public sealed class MapModel(StaffRecordQueries records, PositionQueries positions, ProposeMapping propose, Authority authority) : StaffRecordPage(records, authority)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The site whose positions are offered.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Site { get; set; }

    [BindProperty]
    public string? StaffPosition { get; set; }

    [BindProperty]
    public string? StaffPositionName { get; set; }

    [BindProperty]
    public Guid? Position { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    public IReadOnlyList<SelectListItem> Positions { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync() => await FindAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        if (Position is null)
        {
            ModelState.Remove(nameof(Position));
            ModelState.AddModelError(nameof(Position), "Select the access position");
            return Page();
        }

        var outcome = await propose.ExecuteAsync(
            new ProposeMappingRequest { SourceId = Id, StaffPosition = StaffPosition ?? "", StaffPositionName = StaffPositionName ?? "", PositionId = Position.Value, Note = Note ?? "" }, Actor, Aborted);
        if (outcome.IsRefused(out var refusal, out _))
        {
            return await RefuseAsync(refusal, refusal.Field);
        }

        Say("The mapping waits for a sponsor of the site, who finds it under Staff records.");
        return LocalRedirect($"/staff-records/{Id}");
    }

    private async Task<IActionResult?> FindAsync()
    {
        if (await FindSourceAsync(Id) is { } missing)
        {
            return missing;
        }

        var sites = Source!.Sites.Select(s => s.Code).Where(code => string.IsNullOrEmpty(Site) || code.Value == Site).ToList();
        if (sites.Count == 0)
        {
            return NotFound();
        }

        var site = sites[0];
        Site = site.Value;
        Positions =
        [
            new SelectListItem("Select a position", ""),
            .. (await positions.OfOrganisationAsync(site, Aborted)).Where(p => p.State is PositionState.Open).Select(p => new SelectListItem(p.Name, p.Id.ToString(), p.Id == Position)),
        ];
        return null;
    }
}
