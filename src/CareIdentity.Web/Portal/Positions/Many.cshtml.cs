using CareIdentity.Access;
using CareIdentity.Batches;
using CareIdentity.Kernel;
using CareIdentity.Web.Nhs;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Positions;

/// <summary>
/// A position for many people, or another last day or its end for many who hold it: who they are is shown first, then what became of each.
/// More than somebody waits for become a batch, which is checked and carried out in the background.
/// </summary>
public sealed class ManyModel(PositionQueries positions, PeopleByUuid people, SponsorQueries sponsors, Authority authority, ManyAssignments many, PastedPeople pasted) : PositionPage(positions, authority)
{
    /// <summary>Of a list that nobody reads to its end.</summary>
    public const int Shown = 50;

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

    public IReadOnlyList<RoleHolder> Sponsors { get; private set; } = [];

    /// <summary>Null until they are asked for.</summary>
    public MatchedPeople? People { get; private set; }

    /// <summary>Null until it is done.</summary>
    public IReadOnlyList<(MatchedPerson Person, Refusal? Refusal)>? Results { get; private set; }

    /// <summary>Whom the work is about: for giving everybody, otherwise those who hold the position.</summary>
    public IReadOnlyList<MatchedPerson> Meant => People is null ? [] : [.. People.Matched.Where(p => Work is "give" || p.AssignmentId is not null)];

    /// <summary>More than a page lists one by one.</summary>
    public bool IsLong => People?.Matched.Count > ManyAssignments.Most;

    public bool InBackground => Meant.Count > ManyAssignments.Most;

    public int Done => Results?.Count(r => r.Refusal is null) ?? 0;

    public int Refused => (Results?.Count ?? 0) - Done;

    public string Button => Work switch
    {
        _ when InBackground => $"Make a batch of these {DateWords.Count(Meant.Count, "person", "people")}",
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

        var meant = Meant;
        if (meant.Count == 0)
        {
            return await RefuseAsync(ManyRefusals.NobodyHolds);
        }

        if (InBackground)
        {
            return await HandOverAsync(meant);
        }

        var outcome = Work is "give" ? await GiveAsync(meant) : await ChangeAsync(meant);
        if (outcome.IsRefused(out var refusal, out var results))
        {
            return await RefuseAsync(refusal);
        }

        var byId = results.ToDictionary(r => r.Id, r => r.Refusal);
        Results =
        [
            .. (IsLong ? meant : People.Matched).Select(person => (person, byId.TryGetValue(Work is "give" ? person.ProfileId : person.AssignmentId ?? Guid.Empty, out var one) ? one : AccessRefusals.AssignmentNotFound)),
        ];
        return Page();
    }

    private async Task<IActionResult> HandOverAsync(IReadOnlyList<MatchedPerson> meant)
    {
        var outcome = await pasted.HandOverAsync(
            new PastedPeopleRequest
            {
                PositionId = Id,
                Work = Work switch { "give" => PastedWork.Give, "end" => PastedWork.EndOn, _ => PastedWork.Remove },
                People = [.. meant.Select(p => p.Uuid)],
                SponsorId = SponsorId,
                StartsOn = StartsOn,
                ExpiresOn = ExpiresOn,
                Reason = Reason!.Trim(),
            },
            Actor,
            Aborted);
        if (outcome.IsRefused(out var refusal, out var batch))
        {
            return await RefuseAsync(refusal, refusal.Field);
        }

        Say($"{DateWords.Count(meant.Count, "person is", "people are")} a batch now. It is being checked; nothing is done until you start it here.");
        return LocalRedirect($"/batches/{batch}");
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

        var found = await people.FindAsync(Uuids, Id, Aborted);
        if (found.TooMany)
        {
            return await RefuseAsync(ManyRefusals.TooManyPasted);
        }

        People = found;
        Sponsors = Work is "give" ? await sponsors.OfAsync(Position.Organisation, Aborted) : [];
        return null;
    }

    private Task<IActionResult?> FindAsync() => FindAsync(RaFunction.ManageManyAssignments, change: true);
}
