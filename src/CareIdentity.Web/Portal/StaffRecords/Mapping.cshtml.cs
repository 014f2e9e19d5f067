using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.StaffRecords;
using CareIdentity.Web.Nhs;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.StaffRecords;

/// <summary>One mapping: what it would give, approved or not by a sponsor of the site, or taken back.</summary>
public sealed class MappingModel(StaffRecordQueries records, PositionQueries positions, DecideMapping decide, EndMapping end, Authority authority) : StaffRecordPage(records, authority)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    public MappingView? Mapping { get; private set; }

    public IReadOnlyList<ChangeView> Gives { get; private set; } = [];

    public bool MayDecide => Mapping is { State: MappedPositionState.Proposed } mapping && MayApprove && mapping.Organisation == Actor.Organisation && mapping.ProposedById != Actor.ProfileId;

    public bool MayEnd => Mapping?.State is MappedPositionState.Proposed or MappedPositionState.Approved && (MayManage || (MayApprove && Mapping.Organisation == Actor.Organisation));

    public async Task<IActionResult> OnGetAsync() => await FindAsync() ?? Page();

    public Task<IActionResult> OnPostApproveAsync() => DecideAsync(true, "The mapping is approved. You are the sponsor of the access that comes of it; records that waited are followed within minutes.");

    public Task<IActionResult> OnPostRejectAsync() => DecideAsync(false, "The mapping is not approved.");

    public async Task<IActionResult> OnPostEndAsync()
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        return await AfterAsync((await end.ExecuteAsync(new EndMappingRequest { MappingId = Id, Note = Note ?? "" }, Actor, Aborted)).Refusal, "The mapping is taken back. What it gave stays until somebody takes it away.");
    }

    private async Task<IActionResult> DecideAsync(bool approved, string done)
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        return await AfterAsync((await decide.ExecuteAsync(new DecideMappingRequest { MappingId = Id, Approved = approved, Note = Note }, Actor, Aborted)).Refusal, done);
    }

    private async Task<IActionResult> AfterAsync(Refusal? refusal, string done)
    {
        if (refusal is not null)
        {
            return await RefuseAsync(refusal, refusal.Field);
        }

        Say(done);
        return LocalRedirect($"/staff-records/{Source!.Id}");
    }

    private async Task<IActionResult?> FindAsync()
    {
        if (await Records.MappingAsync(Id, Aborted) is not { } mapping)
        {
            return NotFound();
        }

        Mapping = mapping;
        if (await FindSourceAsync(mapping.SourceId, alsoSponsors: true) is { } missing)
        {
            return missing;
        }

        Gives = await positions.FindAsync(mapping.PositionId, Aborted) is { } position
            ? [.. position.AccessProfiles.SelectMany(access => access.Activities.Select(activity => new ChangeView(activity.Name, null, activity.Code.Value, ChangeEffect.Gain) { Why = ActivityWords.Why(activity, access) }))]
            : [];
        return null;
    }
}
