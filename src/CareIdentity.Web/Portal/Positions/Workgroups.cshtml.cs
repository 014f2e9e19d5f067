using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace CareIdentity.Web.Portal.Positions;

/// <summary>The workgroup tree of an organisation, and a new branch of it.</summary>
public sealed class WorkgroupsModel(OrganisationQueries organisations, WorkgroupQueries workgroups, Authority authority, CreateWorkgroup create) : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public string Code { get; set; } = "";

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public Guid? Parent { get; set; }

    public OrganisationView Organisation { get; private set; } = null!;

    public WorkgroupNode? Root { get; private set; }

    public bool MayChange => Session.Can(RaFunction.CreateWorkgroup);

    public IReadOnlyList<SelectListItem> Places => Below(Root);

    public async Task<IActionResult> OnGetAsync() => await FindAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        if (string.IsNullOrWhiteSpace(Name))
        {
            ModelState.AddModelError(nameof(Name), "Enter a name for the workgroup");
            return Page();
        }

        var outcome = await create.ExecuteAsync(new CreateWorkgroupRequest { Organisation = Organisation.Code, Name = Name, Parent = Parent }, Actor, Aborted);
        if (outcome.IsRefused(out var refusal, out _))
        {
            return await RefuseAsync(refusal, refusal.Field);
        }

        Say($"The workgroup {Name.Trim()} exists.");
        return LocalRedirect($"/organisations/{Organisation.Code}/workgroups");
    }

    /// <summary>Each workgroup as a place for another, indented as it stands.</summary>
    internal static IReadOnlyList<SelectListItem> Below(WorkgroupNode? root, Guid? except = null) =>
        root is null ? [] : [.. root.Flat().Where(x => x.Node.Id != except).Select(x => new SelectListItem($"{new string('–', x.Depth)} {x.Node.Name}".Trim(), x.Node.Id.ToString()))];

    private async Task<IActionResult?> FindAsync()
    {
        if (!OdsCode.TryParse(Code, out var code) || await organisations.FindAsync(code, Aborted) is not { } organisation)
        {
            return NotFound();
        }

        Organisation = organisation;
        if (await authority.CheckAsync(Actor, RaFunction.ViewPositions, code, Aborted) is { } refusal)
        {
            return await RefusePageAsync(refusal);
        }

        Root = await workgroups.TreeAsync(code, Aborted);
        return null;
    }
}
