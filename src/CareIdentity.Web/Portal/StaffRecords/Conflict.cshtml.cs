using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.StaffRecords;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.StaffRecords;

/// <summary>One conflict: what the staff record says beside the profiles that it may be about, and what is right.</summary>
public sealed class ConflictModel(StaffRecordQueries records, SettleConflict settle, Authority authority) : StaffRecordPage(records, authority)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public ConflictSettlement? Settlement { get; set; }

    [BindProperty]
    public Guid? Chosen { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    public ConflictView? Conflict { get; private set; }

    /// <summary>Each detail, as the staff record says it and as each profile has it.</summary>
    public IReadOnlyList<(string Field, string? Told, IReadOnlyList<string?> Here)> SideBySide { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync() => await FindAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        if (Settlement is null)
        {
            ModelState.Remove(nameof(Settlement));
            ModelState.AddModelError(nameof(Settlement), "Select what is right");
            return Page();
        }

        var outcome = await settle.ExecuteAsync(new SettleConflictRequest { ConflictId = Id, Settlement = Settlement.Value, ProfileId = Chosen, Note = Note ?? "" }, Actor, Aborted);
        if (outcome.IsRefused(out var refusal, out var settled))
        {
            return await RefuseAsync(refusal, refusal.Field);
        }

        Say($"Settled. {settled.Words}");
        return LocalRedirect($"/staff-records/{Source!.Id}/conflicts");
    }

    private async Task<IActionResult?> FindAsync()
    {
        if (await Records.ConflictAsync(Id, Aborted) is not { } conflict)
        {
            return NotFound();
        }

        if (await FindSourceAsync(conflict.SourceId) is { } missing)
        {
            return missing;
        }

        Conflict = conflict;
        var here = conflict.Candidates.Select(c => DetailsChange.Values(c.Details)).ToList();
        SideBySide = conflict.Told is not { } told ? []
            : [.. DetailsChange.Values(told).Select((value, i) => (value.Field, value.Value, (IReadOnlyList<string?>)[.. here.Select(values => values[i].Value)]))
                .Where(row => row.Value is not null || row.Item3.Any(text => text is not null))];
        return null;
    }
}
