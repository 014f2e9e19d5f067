using CareIdentity.Access;
using CareIdentity.Kernel;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Positions;

/// <summary>Two positions side by side, with the reason for everything that either gives.</summary>
public sealed class CompareModel(PositionQueries positions, RbacReferenceSource reference, Authority authority) : PortalPage
{
    /// <summary>The two positions.</summary>
    [BindProperty(SupportsGet = true, Name = "p")]
    public List<Guid> Chosen { get; set; } = [];

    public PositionView? First { get; private set; }

    public PositionView? Second { get; private set; }

    public IReadOnlyList<ComparedItem> Items { get; private set; } = [];

    public int InBoth => Items.Count(item => item is { First: not null, Second: not null });

    public int OnlyFirst => Items.Count(item => item.Second is null);

    public int OnlySecond => Items.Count(item => item.First is null);

    public async Task<IActionResult> OnGetAsync()
    {
        if (Chosen is not [var one, var other] || one == other)
        {
            return Page();
        }

        var found = new List<PositionView>();
        foreach (var id in Chosen)
        {
            if (await positions.FindAsync(id, Aborted) is not { } position)
            {
                return NotFound();
            }

            if (await authority.CheckAsync(Actor, RaFunction.ViewPositions, position.Organisation, Aborted) is { } refusal)
            {
                return await RefusePageAsync(refusal);
            }

            found.Add(position);
        }

        (First, Second) = (found[0], found[1]);
        Items = PositionComparison.Of(First, Second, await reference.GetAsync(Aborted));
        return Page();
    }
}
