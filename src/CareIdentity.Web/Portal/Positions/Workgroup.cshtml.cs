using CareIdentity.Access;
using CareIdentity.Kernel;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace CareIdentity.Web.Portal.Positions;

/// <summary>One workgroup: its positions, its name, its place in the tree, its end.</summary>
public sealed class WorkgroupModel(WorkgroupQueries workgroups, PositionQueries positions, Authority authority) : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public Guid? Parent { get; set; }

    [BindProperty]
    public Guid? Position { get; set; }

    public WorkgroupView Workgroup { get; private set; } = null!;

    public IReadOnlyList<WorkgroupPosition> Positions { get; private set; } = [];

    /// <summary>Open positions of the organisation that do not belong to it.</summary>
    public IReadOnlyList<SelectListItem> Others { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Places { get; private set; } = [];

    public bool MayChange => Session.Can(RaFunction.CreateWorkgroup);

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        (Name, Parent) = (Workgroup.Name, Workgroup.Parent);
        return Page();
    }

    public async Task<IActionResult> OnPostChangeAsync([FromServices] ChangeWorkgroup change) =>
        await FindAsync() ?? await AfterAsync(
            await change.ExecuteAsync(new ChangeWorkgroupRequest { WorkgroupId = Id, Name = Name ?? "", Parent = Workgroup.Parent is null ? null : Parent }, Actor, Aborted),
            "The workgroup is changed.");

    public async Task<IActionResult> OnPostCloseAsync([FromServices] CloseWorkgroup close) =>
        await FindAsync() ?? await AfterAsync(await close.ExecuteAsync(new CloseWorkgroupRequest { WorkgroupId = Id }, Actor, Aborted), $"The workgroup {Workgroup.Name} is closed.");

    public Task<IActionResult> OnPostPutInAsync([FromServices] PlaceInWorkgroup place) => PlaceAsync(place, true);

    public Task<IActionResult> OnPostTakeOutAsync([FromServices] PlaceInWorkgroup place) => PlaceAsync(place, false);

    private async Task<IActionResult> PlaceAsync(PlaceInWorkgroup place, bool into)
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        if (Position is not { } position)
        {
            ModelState.AddModelError(nameof(Position), "Select a position");
            return Page();
        }

        return await AfterAsync(
            await place.ExecuteAsync(new PlaceInWorkgroupRequest { WorkgroupId = Id, PositionId = position, In = into }, Actor, Aborted),
            into ? "The position and everybody who holds it belong to the workgroup now." : "The position and those who hold it no longer belong to the workgroup.");
    }

    private async Task<IActionResult> AfterAsync(Outcome<Done> outcome, string done)
    {
        if (outcome.IsRefused(out var refusal, out _))
        {
            return await RefuseAsync(refusal, refusal.Field);
        }

        Say(done);
        return LocalRedirect($"/workgroups/{Id}");
    }

    private async Task<IActionResult?> FindAsync()
    {
        if (await workgroups.FindAsync(Id, Aborted) is not { } found)
        {
            return NotFound();
        }

        Workgroup = found;
        if (await authority.CheckAsync(Actor, RaFunction.ViewPositions, found.Organisation, Aborted) is { } refusal)
        {
            return await RefusePageAsync(refusal);
        }

        Positions = await workgroups.PositionsAsync(Id, Aborted);
        if (MayChange)
        {
            var open = await positions.OfOrganisationAsync(found.Organisation, Aborted);
            Others = [new SelectListItem("Choose a position", ""), .. open.Where(p => Positions.All(x => x.PositionId != p.Id)).Select(p => new SelectListItem(p.Name, p.Id.ToString()))];
            Places = WorkgroupsModel.Below(await workgroups.TreeAsync(found.Organisation, Aborted), except: Id);
        }

        return null;
    }
}
