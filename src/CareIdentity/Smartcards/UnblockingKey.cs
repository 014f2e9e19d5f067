using System.Security.Cryptography;
using CareIdentity.Cards.Piv;
using CareIdentity.Data;
using CareIdentity.Kernel;

namespace CareIdentity.Smartcards;

/// <summary>
/// Uses a card's unblocking key once and replaces it. After an interruption the card may hold the key before or after, which is settled
/// before the key is used; neither is forgotten until the card has answered to the other.
/// </summary>
public sealed class UnblockingKey(CareIdentityDb db, CardMasterSecret secrets)
{
    /// <summary>Finds out which of the two the card holds by setting one to itself: accepted, then it is known.</summary>
    internal async Task<Refusal?> SettleAsync(CardRun run, CancellationToken ct)
    {
        if (run.Keys.UnblockingIntended is null)
        {
            return null;
        }

        // A card that lies once about one of them is asked about the other, and both are kept.
        for (var asked = 0; asked < 2; asked++)
        {
            var shown = run.Keys.ShowUnblocking();
            if (await db.SaveAsync(ct) is { } refused)
            {
                return refused;
            }

            if (await HoldsAsync(run, shown, ct))
            {
                run.Keys.ConfirmUnblocking(shown);
                return await db.SaveAsync(ct);
            }
        }

        return SmartcardRefusals.UnblockingRefused;
    }

    /// <summary>Sets a passcode of the service's own. Only for cards that no holder has, or has any longer.</summary>
    internal async Task<Refusal?> SetPasscodeAsync(CardRun run, ReadOnlyMemory<byte> passcode, CancellationToken ct) =>
        await UseAsync(run, key => run.Piv.SetPinAsync(key, passcode, ct), ct);

    /// <summary>The holder types a new passcode at the workstation.</summary>
    internal async Task<Refusal?> LetHolderUnlockAsync(CardRun run, CancellationToken ct) =>
        await UseAsync(run, key => run.Piv.UnblockAsync(key, ct), ct);

    /// <summary>The next generation takes the place of the one that was used, and the card proves it before it is believed.</summary>
    internal async Task<Refusal?> ReplaceAsync(CardRun run, CancellationToken ct)
    {
        if (await SettleAsync(run, ct) is { } doubt)
        {
            return doubt;
        }

        var next = run.Keys.IntendUnblocking(await secrets.CurrentAsync(ct));
        if (await db.SaveAsync(ct) is { } refused)
        {
            return refused;
        }

        var key = await secrets.UnblockingKeyAsync(run.Card, next, ct);
        try
        {
            if (!await WithAsync(run, run.Keys.UnblockingNow, current => run.Piv.ChangePukAsync(current, key, ct), ct))
            {
                return SmartcardRefusals.UnblockingRefused;
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }

        if (!await HoldsAsync(run, next, ct))
        {
            return SmartcardRefusals.UnblockingRefused;
        }

        run.Keys.ConfirmUnblocking(next);
        return null;
    }

    private async Task<Refusal?> UseAsync(CardRun run, Func<ReadOnlyMemory<byte>, ValueTask<PasscodeOutcome>> use, CancellationToken ct)
    {
        if (await SettleAsync(run, ct) is { } doubt)
        {
            return doubt;
        }

        run.Keys.UseUnblocking();
        if (await db.SaveAsync(ct) is { } refused)
        {
            return refused;
        }

        return await WithAsync(run, run.Keys.UnblockingNow, use, ct) ? null : SmartcardRefusals.UnblockingRefused;
    }

    private Task<bool> HoldsAsync(CardRun run, KeyGeneration generation, CancellationToken ct) =>
        WithAsync(run, generation, key => run.Piv.ChangePukAsync(key, key, ct), ct);

    private async Task<bool> WithAsync(CardRun run, KeyGeneration generation, Func<ReadOnlyMemory<byte>, ValueTask<PasscodeOutcome>> use, CancellationToken ct)
    {
        var key = await secrets.UnblockingKeyAsync(run.Card, generation, ct);
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
