using CareIdentity.Batches;
using CareIdentity.Kernel;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Batches;

/// <summary>Asked once more before a batch is undone: what that means for this kind, and what it does not bring back.</summary>
public sealed class UndoModel(BatchQueries batches, SteerBatch steer, Authority authority) : BatchPage(batches, authority)
{
    public string Means => Batch!.Kind switch
    {
        BatchKind.Create => "Requests that wait are withdrawn. What was decided stays.",
        BatchKind.Assign => "The positions are taken away again, at once.",
        BatchKind.End => "Positions come back with the days, the sponsor and the granter that they had.",
        BatchKind.StaffRecord => "Nothing: the next file would say it again. Put it right in the staff record.",
        BatchKind.Change => "What was known of each person before stands again.",
        _ => "The profiles are opened again, without access: positions, cards and requests that ended with them do not come back.",
    };

    public async Task<IActionResult> OnGetAsync() => await FindAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindAsync() is { } refused)
        {
            return refused;
        }

        if ((await steer.ExecuteAsync(new SteerBatchRequest { BatchId = Id, Move = BatchMove.Undo }, Actor, Aborted)).Refusal is { } refusal)
        {
            return await RefuseAsync(refusal);
        }

        Say("The batch is being undone. Lines where something else has happened since stay as they are, and say so.");
        return LocalRedirect(Address);
    }
}
