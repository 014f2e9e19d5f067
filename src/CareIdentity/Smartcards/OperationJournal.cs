using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Smartcards;

/// <summary>
/// Records each step before its first command is sent, and keeps the lease: a run whose lease was taken over by another finds out here,
/// before it touches the card again.
/// </summary>
public sealed class OperationJournal(CareIdentityDb db, TimeProvider clock)
{
    /// <summary>A person may be typing a passcode.</summary>
    internal static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    internal async Task<Refusal?> BeginAsync(CardOperation operation, int number, CardStep step, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var until = now + Lease;
        var ours = await db.CardOperations
            .Where(o => o.Id == operation.Id && o.Attempt == operation.Attempt && o.State == CardOperationState.Running)
            .ExecuteUpdateAsync(set => set.SetProperty(o => o.LeaseUntil, until), ct);
        if (ours != 1)
        {
            return SmartcardRefusals.OperationRunning;
        }

        db.CardOperationSteps.Add(new CardOperationStep { OperationId = operation.Id, Attempt = operation.Attempt, Number = number, Step = step, StartedAt = now });
        return await db.SaveAsync(ct);
    }

    /// <summary>Kept with whatever the step changed, in one commit.</summary>
    internal async Task<Refusal?> DoneAsync(CardOperation operation, int number, CancellationToken ct)
    {
        var step = await db.CardOperationSteps.FirstAsync(s => s.OperationId == operation.Id && s.Attempt == operation.Attempt && s.Number == number, ct);
        step.DoneAt = clock.GetUtcNow();
        return await db.SaveAsync(ct);
    }
}
