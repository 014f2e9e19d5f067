using System.Security.Cryptography;
using CareIdentity.Cards.Piv;
using CareIdentity.Data;
using CareIdentity.Kernel;

namespace CareIdentity.Smartcards;

/// <summary>
/// Uses a card's unblocking key once and replaces it. After an interruption the card may hold the key before or after, which is settled
/// before the key is used.
/// </summary>
public sealed class UnblockingKey(CareIdentityDb db, CardMasterSecret secrets)
{
    /// <summary>Finds out which of the two the card holds by setting one to itself: accepted or refused, then it is known.</summary>
    internal async Task<Refusal?> SettleAsync(CardRun run, CancellationToken ct)
    {
        if (run.Keys.UnblockingIntended is null)
        {
            return null;
        }

        var shown = run.Keys.ShowUnblocking();
        if (await db.SaveAsync(ct) is { } refused)
        {
            return refused;
        }

        if (await WithAsync(run, shown, key => run.Piv.ChangePukAsync(key, key, ct), ct))
        {
            run.Keys.ConfirmUnblocking(shown);
        }
        else
        {
            run.Keys.RefuseUnblocking(shown);
        }

        return await db.SaveAsync(ct);
    }

    /// <summary>Sets a passcode of the service's own. Only for cards that no holder has yet.</summary>
    internal async Task<Refusal?> SetPasscodeAsync(CardRun run, ReadOnlyMemory<byte> passcode, CancellationToken ct) =>
        await SettleAsync(run, ct)
        ?? (await WithAsync(run, run.Keys.Unblocking, key => run.Piv.SetPinAsync(key, passcode, ct), ct) ? null : SmartcardRefusals.UnblockingRefused);

    /// <summary>The holder types a new passcode at the workstation.</summary>
    internal async Task<Refusal?> LetHolderUnlockAsync(CardRun run, CancellationToken ct) =>
        await SettleAsync(run, ct)
        ?? (await WithAsync(run, run.Keys.Unblocking, key => run.Piv.UnblockAsync(key, ct), ct) ? null : SmartcardRefusals.UnblockingRefused);

    /// <summary>The next generation takes the place of the one that was used.</summary>
    internal async Task<Refusal?> ReplaceAsync(CardRun run, CancellationToken ct)
    {
        if (await SettleAsync(run, ct) is { } doubt)
        {
            return doubt;
        }

        var next = run.Keys.IntendUnblocking();
        if (await db.SaveAsync(ct) is { } refused)
        {
            return refused;
        }

        var key = await secrets.UnblockingKeyAsync(run.Card.Serial, next, ct);
        try
        {
            if (!await WithAsync(run, run.Keys.Unblocking, current => run.Piv.ChangePukAsync(current, key, ct), ct))
            {
                return SmartcardRefusals.UnblockingRefused;
            }

            run.Keys.ConfirmUnblocking(next);
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private async Task<bool> WithAsync(CardRun run, int generation, Func<ReadOnlyMemory<byte>, ValueTask<PasscodeOutcome>> use, CancellationToken ct)
    {
        var key = await secrets.UnblockingKeyAsync(run.Card.Serial, generation, ct);
        try
        {
            return (await use(key)).IsAccepted;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }
}
