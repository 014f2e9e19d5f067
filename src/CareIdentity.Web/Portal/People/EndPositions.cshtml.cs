using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Web.Nhs;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.People;

/// <summary>A position that the person holds, and what would be refused of it.</summary>
public sealed record EndingRow(HeldPosition Held, Refusal? MayNotRemove, Refusal? MayNotChange)
{
    /// <summary>Null where it can be ended in one way at least.</summary>
    public Refusal? Obstacle => MayNotChange is null ? null : MayNotRemove;

    public string Days =>
        $"From {DateWords.Date(Held.StartsOn)}{(Held.ExpiresOn is { } end ? $" to {DateWords.Date(end)}" : ", without end")}{(MayNotChange is null ? "" : ". You can only remove it at once")}";
}

/// <summary>Several positions of one person end: which, then what that takes away, then what became of each.</summary>
public sealed class EndPositionsModel(ProfileQueries profiles, PositionQueries positions, Authority authority, AssignmentObstacles obstacles, ManyOfPerson many)
    : ProfilePage(profiles, positions, authority)
{
    [BindProperty(SupportsGet = true)]
    public List<Guid> Chosen { get; set; } = [];

    /// <summary>Sent with the choice, so that an empty one is told from none yet.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }

    /// <summary>now or day.</summary>
    [BindProperty]
    public string? How { get; set; }

    [BindProperty]
    public DateOnly? LastDay { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public override string Tab => "access";

    /// <summary>Everything that works today or later.</summary>
    public IReadOnlyList<EndingRow> Rows { get; private set; } = [];

    public IReadOnlyList<EndingRow> Offered => [.. Rows.Where(row => row.Obstacle is null)];

    public IReadOnlyList<EndingRow> Ending => [.. Offered.Where(row => Chosen.Contains(row.Held.AssignmentId))];

    /// <summary>Null until it is done.</summary>
    public IReadOnlyList<(HeldPosition Held, Refusal? Refusal)>? Results { get; private set; }

    public string ResultWord => How is "now" ? "Removed" : "Last day set";

    public int Done => Results?.Count(result => result.Refusal is null) ?? 0;

    /// <summary>What nothing that stays gives them at that organisation.</summary>
    public IReadOnlyList<string> Lost
    {
        get
        {
            var ending = Ending.Select(row => row.Held.AssignmentId).ToHashSet();
            var stays = Gives(Rows.Where(row => !ending.Contains(row.Held.AssignmentId))).Select(given => (given.Organisation, given.Code)).ToHashSet();
            return [.. Gives(Ending).Where(given => !stays.Contains((given.Organisation, given.Code))).Distinct().Select(given => $"{given.Name} ({given.Code}) at {given.Organisation}")];
        }
    }

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindRowsAsync() is { } missing)
        {
            return missing;
        }

        if (Show is not null && Ending.Count == 0)
        {
            ModelState.AddModelError(nameof(Chosen), ManyRefusals.NothingChosen.Message);
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindRowsAsync() is { } missing)
        {
            return missing;
        }

        Require(How is "now" or "day", nameof(How), "Select when they end");
        Require(How is not "day" || LastDay is not null, nameof(LastDay), "Enter the last day");
        Require(How is not "now" || LastDay is null, nameof(LastDay), "Leave the last day empty, or choose that they end on it");
        Require(!string.IsNullOrWhiteSpace(Reason), nameof(Reason), "Say why, for those who read the history later");
        if (ModelState.ErrorCount > 0)
        {
            return Page();
        }

        var outcome = await many.EndAsync(
            new EndPositionsRequest { ProfileId = Profile.Id, Assignments = Chosen, LastDay = How is "day" ? LastDay : null, Reason = Reason!.Trim() }, Actor, Aborted);
        if (outcome.IsRefused(out var refusal, out var results))
        {
            return await RefuseAsync(refusal, refusal.Field is "ExpiresOn" ? nameof(LastDay) : refusal.Field);
        }

        // Somebody quicker may have ended one in between: it is among all that they hold or held.
        var known = Positions.ToDictionary(held => held.AssignmentId);
        Results = [.. results.Where(result => known.ContainsKey(result.Id)).Select(result => (known[result.Id], result.Refusal))];
        return Page();
    }

    private void Require(bool there, string field, string message)
    {
        if (!there)
        {
            ModelState.Remove(field);
            ModelState.AddModelError(field, message);
        }
    }

    private static IEnumerable<(OdsCode Organisation, BCode Code, string Name)> Gives(IEnumerable<EndingRow> rows) =>
        rows.SelectMany(row => row.Held.AccessProfiles).SelectMany(access => access.Activities.Select(activity => (access.Organisation, activity.Code, activity.Name)));

    private async Task<IActionResult?> FindRowsAsync()
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        if ((IsOwn ? ProfileRefusals.OwnProfile : Hidden ?? await Authority.CheckForProfileAsync(Actor, RaFunction.RemoveAssignment, Profile.Id, Aborted)) is { } refusal)
        {
            return await RefusePageAsync(refusal);
        }

        var rows = new List<EndingRow>();
        foreach (var held in Positions.Where(p => p.RemovedAt is null && (p.ExpiresOn is null || p.ExpiresOn >= Today)))
        {
            rows.Add(new EndingRow(held, await obstacles.ToRemoveAsync(held, Profile.Id, Actor, Aborted), await obstacles.ToChangeAsync(held, Profile.Id, Actor, Aborted)));
        }

        Rows = rows;
        return null;
    }
}
