using CareIdentity.Access;
using CareIdentity.Kernel;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Positions;

/// <summary>
/// A position for many people, or another last day or its end for many who hold it: who they are is shown first, then what became of each.
/// </summary>
public sealed class ManyModel(PositionQueries positions, PeopleByUuid people, SponsorQueries sponsors, Authority authority, ManyAssignments many) : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public string? Uuids { get; set; }

    /// <summary>give, end or remove.</summary>
    [BindProperty]
    public string? Work { get; set; }

    [BindProperty]
    public Guid? SponsorId { get; set; }

    [BindProperty]
    public DateOnly? StartsOn { get; set; }

    [BindProperty]
    public DateOnly? ExpiresOn { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public PositionView Position { get; private set; } = null!;

    public IReadOnlyList<RoleHolder> Sponsors { get; private set; } = [];

    /// <summary>Null until they are asked for.</summary>
    public MatchedPeople? People { get; private set; }

    /// <summary>Null until it is done.</summary>
    public IReadOnlyList<(MatchedPerson Person, Refusal? Refusal)>? Results { get; private set; }

    public int Done => Results?.Count(r => r.Refusal is null) ?? 0;

    public int Refused => (Results?.Count ?? 0) - Done;

    public string Button => Work switch
    {
        "give" => "Give them the position",
        "end" => "Change their last day",
        _ => "Remove it from them",
    };

    public async Task<IActionResult> OnGetAsync()
    {
        Work = "give";
        return await FindAsync() ?? Page();
    }

    public async Task<IActionResult> OnPostMatchAsync()
    {
        ModelState.Remove(nameof(StartsOn));
        ModelState.Remove(nameof(ExpiresOn));
        StartsOn ??= Today;
        return await FindAsync() ?? await MatchAsync() ?? Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        if (await MatchAsync() is { } nobody)
        {
            return nobody;
        }

        if (Work is "give" && StartsOn is null)
        {
            ModelState.AddModelError(nameof(StartsOn), "Enter the first day");
        }

        if (Work is "give" && SponsorId is null)
        {
            ModelState.AddModelError(nameof(SponsorId), "Select the sponsor who asked for it");
        }

        if (string.IsNullOrWhiteSpace(Reason))
        {
            ModelState.AddModelError(nameof(Reason), "Say why, for those who read the history later");
        }

        // Date fields that are not part of this work are absent and stay unvalidated: only errors count.
        if (ModelState.ErrorCount > 0 || People!.Matched.Count == 0)
        {
            return Page();
        }

        List<MatchedPerson> holders = [.. People.Matched.Where(p => p.AssignmentId is not null)];
        if (Work is not "give" && holders.Count == 0)
        {
            return await RefuseAsync(ManyRefusals.NobodyHolds);
        }

        var outcome = Work is "give" ? await GiveAsync(People.Matched) : await ChangeAsync(holders);
        if (outcome.IsRefused(out var refusal, out var results))
        {
            return await RefuseAsync(refusal);
        }

        var byId = results.ToDictionary(r => r.Id, r => r.Refusal);
        Results =
        [
            .. People.Matched.Select(person => (person, byId.TryGetValue(Work is "give" ? person.ProfileId : person.AssignmentId ?? Guid.Empty, out var one) ? one : AccessRefusals.AssignmentNotFound)),
        ];
        return Page();
    }

    private Task<Outcome<IReadOnlyList<OneOfMany>>> GiveAsync(IReadOnlyList<MatchedPerson> all) => many.AssignAsync(
        Position.Organisation,
        [.. all.Select(p => new AssignPositionRequest { ProfileId = p.ProfileId, PositionId = Id, StartsOn = StartsOn!.Value, ExpiresOn = ExpiresOn, SponsorId = SponsorId, Reason = Reason!.Trim() })],
        Actor,
        Aborted);

    private Task<Outcome<IReadOnlyList<OneOfMany>>> ChangeAsync(IReadOnlyList<MatchedPerson> holders) => Work is "end"
        ? many.ChangeEndAsync(
            Position.Organisation,
            [.. holders.Select(p => new ChangeAssignmentRequest { AssignmentId = p.AssignmentId!.Value, ExpiresOn = ExpiresOn, Reason = Reason!.Trim() })],
            Actor,
            Aborted)
        : many.RemoveAsync(
            Position.Organisation,
            [.. holders.Select(p => new RemoveAssignmentRequest { AssignmentId = p.AssignmentId!.Value, Reason = Reason!.Trim() })],
            Actor,
            Aborted);

    /// <summary>Null where there is somebody, or something is shown as nobody's.</summary>
    private async Task<IActionResult?> MatchAsync()
    {
        if (Work is not ("give" or "end" or "remove"))
        {
            ModelState.AddModelError(nameof(Work), "Select what shall be done");
            return Page();
        }

        if (string.IsNullOrWhiteSpace(Uuids))
        {
            ModelState.AddModelError(nameof(Uuids), "Enter at least one UUID");
            return Page();
        }

        People = await people.FindAsync(Uuids, Id, Aborted);
        Sponsors = Work is "give" ? await sponsors.OfAsync(Position.Organisation, Aborted) : [];
        return null;
    }

    private async Task<IActionResult?> FindAsync()
    {
        if (await positions.FindAsync(Id, Aborted) is not { } position)
        {
            return NotFound();
        }

        Position = position;
        var refusal = await authority.CheckAsync(Actor, RaFunction.ManageManyAssignments, position.Organisation, Aborted)
            ?? (position.State is PositionState.Closed ? PositionRefusals.AlreadyClosed : null);
        return refusal is null ? null : await RefusePageAsync(refusal);
    }
}
