using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Piv;
using CareIdentity.Data;
using CareIdentity.Kernel;

namespace CareIdentity.Smartcards;

/// <summary>
/// Opens a card for writing and gives it its own management key. The key itself is never sent to be checked: card and service prove it to
/// each other (SP 800-73-4 Part 2 §3.2.4), wherever the card is.
/// </summary>
public sealed class OpeningCard(CareIdentityDb db, CardMasterSecret secrets, AdoptedKeys adopted, UnblockingKey unblocking)
{
    /// <summary>With the key that the register expects, or the one that was about to be set when the last run ended.</summary>
    internal async Task<Refusal?> AuthenticateAsync(CardRun run, CancellationToken ct)
    {
        foreach (var generation in run.Keys.ManagementCandidates)
        {
            if (await TryAuthenticateAsync(run, generation, await AlgorithmTold(run, generation, ct), ct))
            {
                run.Keys.ConfirmManagement(generation);
                return await db.SaveAsync(ct);
            }
        }

        return SmartcardRefusals.NotOurs;
    }

    /// <summary>The next generation, recorded before it is sent and believed when the card has proved that it holds it.</summary>
    internal async Task<Refusal?> ReplaceManagementKeyAsync(CardRun run, CancellationToken ct)
    {
        var next = run.Keys.IntendManagement(await secrets.CurrentAsync(ct), run.Capabilities.ManagementAlgorithm);
        if (await db.SaveAsync(ct) is { } refused)
        {
            return refused;
        }

        using (var secret = await secrets.ManagementKeyAsync(run.Card, next, null, ct))
        {
            await run.Piv.SetManagementKeyAsync(secret.Key, secret.Algorithm, ct);
        }

        if (!await TryAuthenticateAsync(run, next, null, ct))
        {
            return SmartcardRefusals.CardRefuses with { Why = "It does not answer to the key that it was given." };
        }

        run.Keys.ConfirmManagement(next);
        return null;
    }

    /// <summary>A card that is seen gets the keys that it should have: of the master key of today, and none that was outside the service.</summary>
    internal async Task<Refusal?> BringKeysUpToDateAsync(CardRun run, CancellationToken ct)
    {
        if (!run.Keys.IsBehind(await secrets.CurrentAsync(ct)))
        {
            return null;
        }

        return await ReplaceManagementKeyAsync(run, ct) ?? await unblocking.ReplaceAsync(run, ct) ?? await ForgetWhatItCameWithAsync(run, ct);
    }

    /// <summary>Both keys are ours: what a card from elsewhere came with opens nothing any more.</summary>
    internal async Task<Refusal?> ForgetWhatItCameWithAsync(CardRun run, CancellationToken ct)
    {
        await adopted.ForgetAsync(run.Card.Id, ct);
        return await db.SaveAsync(ct);
    }

    /// <summary>Asked of a card only where nothing of ours says it: what we derived is on record with its algorithm.</summary>
    private static async Task<PivAlgorithm?> AlgorithmTold(CardRun run, KeyGeneration generation, CancellationToken ct) =>
        generation.IsForeign && run.Capabilities.HasMetadata ? (await run.Piv.ManagementMetadataAsync(ct)).Algorithm : null;

    private async Task<bool> TryAuthenticateAsync(CardRun run, KeyGeneration generation, PivAlgorithm? told, CancellationToken ct)
    {
        using var secret = await secrets.ManagementKeyAsync(run.Card, generation, told, ct);
        try
        {
            await run.Piv.AuthenticateManagementAsync(secret.Key, secret.Algorithm, ct);
            return true;
        }
        catch (CardRefusedException)
        {
            return false;
        }
    }
}
