using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.Web.Nhs;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Positions;

/// <summary>Closes a position after showing everybody who loses it and everything else that ends with it.</summary>
public sealed class ClosePositionModel(PositionQueries positions, PositionHolderQueries holders, IEnumerable<IEndsWithPosition> endings, Authority authority, ClosePosition close) : PositionPage(positions, authority)
{
    [BindProperty]
    public Guid Version { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public PositionHolders Holders { get; private set; } = new([], 0);

    public IReadOnlyList<string> Ending { get; private set; } = [];

    public IReadOnlyList<PositionLink> IncludedIn => [.. Position.IncludedIn.Where(link => link.State is PositionState.Open)];

    public ListState List { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        Version = Position.Version;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        var outcome = await close.ExecuteAsync(new ClosePositionRequest { PositionId = Id, Version = Version, Reason = Reason ?? "" }, Actor, Aborted);
        if (outcome.IsRefused(out var refusal, out _))
        {
            return await RefuseAsync(refusal, refusal.Field);
        }

        Say($"The position {Position.Name} is closed. It ended now for {DateWords.Count(Holders.Total, "person", "people")}.");
        return LocalRedirect($"/positions/{Id}");
    }

    private async Task<IActionResult?> FindAsync()
    {
        List = ListState.Of(Request, [], ["name"]);
        if (await FindAsync(RaFunction.CreatePosition, change: true) is { } missing)
        {
            return missing;
        }

        Holders = await holders.OfAsync(Id, null, List.Skip, ListState.PageSize, Aborted);
        var ends = new List<string>();
        foreach (var ending in endings)
        {
            ends.AddRange(await ending.WhatEndsAsync(Id, Aborted));
        }

        Ending = ends;
        return null;
    }
}
