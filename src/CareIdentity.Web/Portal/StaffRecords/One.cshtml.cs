using CareIdentity.Kernel;
using CareIdentity.StaffRecords;
using CareIdentity.Web.Nhs;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.StaffRecords;

/// <summary>One staff record: its sites, its client, what it owns, and which positions go with its own.</summary>
public sealed class OneModel(StaffRecordQueries records, SteerStaffSource steer, Authority authority) : StaffRecordPage(records, authority)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public ListState State { get; private set; } = null!;

    public MappedPositionState? Shown { get; private set; }

    public StaffPage<MappingView> Mappings { get; private set; } = new([], 0);

    public int Conflicts { get; private set; }

    /// <summary>Shown in the answer to the request that made it, and never again.</summary>
    public string? Secret { get; private set; }

    public async Task<IActionResult> OnGetAsync() => await ShowPageAsync() ?? Page();

    public Task<IActionResult> OnPostSecretAsync() => SteerAsync(StaffSourceMove.NewSecret, null);

    public Task<IActionResult> OnPostSuspendAsync() => SteerAsync(StaffSourceMove.Suspend, "Nothing is taken from the staff record until you lift it.");

    public Task<IActionResult> OnPostResumeAsync() => SteerAsync(StaffSourceMove.Resume, "The staff record is in use again.");

    private async Task<IActionResult> SteerAsync(StaffSourceMove move, string? done)
    {
        if (await ShowPageAsync() is { } refused)
        {
            return refused;
        }

        var outcome = await steer.ExecuteAsync(new SteerStaffSourceRequest { SourceId = Id, Move = move, Reason = Reason ?? "" }, Actor, Aborted);
        if (outcome.IsRefused(out var refusal, out var steered))
        {
            return await RefuseAsync(refusal, refusal.Field);
        }

        if (steered.Secret is { } secret)
        {
            Secret = secret;
            Response.Headers.CacheControl = "no-store";
            return await ShowPageAsync() ?? Page();
        }

        Say(done!);
        return LocalRedirect($"/staff-records/{Id}");
    }

    private async Task<IActionResult?> ShowPageAsync()
    {
        State = ListState.Of(Request, ["show"], ["position"]);
        if (await FindSourceAsync(Id, alsoSponsors: true) is { } missing)
        {
            return missing;
        }

        Shown = Enum.TryParse<MappedPositionState>(State.Filter("show"), ignoreCase: true, out var state) && Enum.IsDefined(state) ? state : null;
        Mappings = await Records.MappingsAsync(Id, Shown, State.Skip, ListState.PageSize, Aborted);
        Conflicts = MayManage ? (await Records.ConflictsAsync(Id, StaffConflictState.Open, 0, 1, Aborted)).Total : 0;
        return null;
    }
}
