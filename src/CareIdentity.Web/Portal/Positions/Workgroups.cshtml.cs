using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.Web.Portal.Organisations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace CareIdentity.Web.Portal.Positions;

/// <summary>The workgroup tree of an organisation with how many positions and people each has, and a new branch of it.</summary>
public sealed class WorkgroupsModel(OrganisationQueries organisations, WorkgroupQueries workgroups, Authority authority, CreateWorkgroup create) : OrganisationPage(organisations, authority)
{
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public Guid? Parent { get; set; }

    public override string Tab => "workgroups";

    public WorkgroupNode? Root { get; private set; }

    public bool MayChange => Session.Can(RaFunction.CreateWorkgroup);

    public IReadOnlyList<SelectListItem> Places => Below(Root);

    public async Task<IActionResult> OnGetAsync() => await FindTreeAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindTreeAsync() is { } missing)
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

        return Told($"The workgroup {Name.Trim()} exists.", "/workgroups");
    }

    /// <summary>Each workgroup as a place for another, indented as it stands.</summary>
    internal static IReadOnlyList<SelectListItem> Below(WorkgroupNode? root, Guid? except = null) =>
        root is null ? [] : [.. root.Flat().Where(x => x.Node.Id != except).Select(x => new SelectListItem($"{new string('–', x.Depth)} {x.Node.Name}".Trim(), x.Node.Id.ToString()))];

    private async Task<IActionResult?> FindTreeAsync()
    {
        if (await FindAsync(RaFunction.ViewPositions) is { } missing)
        {
            return missing;
        }

        Root = await workgroups.TreeAsync(Organisation.Code, Aborted);
        return null;
    }
}
