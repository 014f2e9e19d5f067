using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Layouts;
using CareIdentity.Cards.Piv;
using CareIdentity.Certificates;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Pki.Revocation;

namespace CareIdentity.Smartcards;

/// <summary>
/// Takes off a card what it carries. The register goes first: a certificate is revoked, and that is committed, before the card loses it or
/// its key, so that nothing is ever recorded as active that is not on a card.
/// </summary>
public sealed class EmptyingCard(CareIdentityDb db, CertificateRegister certificates)
{
    internal Task<Refusal?> RunAsync(CardStep step, CardRun run, CancellationToken ct) => step switch
    {
        CardStep.RetireCertificates => RetireAsync(run, ct),
        CardStep.DestroyKeys => DestroyKeysAsync(run, ct),
        CardStep.EmptyCard => RemoveAsync(CardLayout.Objects, run, ct),
        CardStep.CheckEmpty => CheckAsync(run, ct),
        _ => throw new InvalidOperationException($"{step} does not empty a card."),
    };

    private async Task<Refusal?> RetireAsync(CardRun run, CancellationToken ct)
    {
        return await certificates.RevokeOfCardAsync(run.Card.Id, run.Holder.Id, WhyOf(run), run.Actor, run.Operation.Reason, ct)
            ?? await db.SaveAsync(ct)
            ?? await RemoveAsync([.. CardLayout.Slots.Select(slot => slot.CertificateObject)], run, ct);
    }

    private static RevocationReason WhyOf(CardRun run) => run.Operation.Kind switch
    {
        CardOperationKind.Renew or CardOperationKind.Repair => RevocationReason.Superseded,
        _ => RevocationReason.CessationOfOperation,
    };

    private static async Task<Refusal?> RemoveAsync(IReadOnlyList<PivObjectId> objects, CardRun run, CancellationToken ct)
    {
        foreach (var id in objects)
        {
            await run.Piv.PutObjectAsync(id, ReadOnlyMemory<byte>.Empty, ct);
        }

        return null;
    }

    /// <summary>Where the card cannot destroy a key, another takes its place that was never certified (docs/card-profile.md).</summary>
    private static async Task<Refusal?> DestroyKeysAsync(CardRun run, CancellationToken ct)
    {
        foreach (var slot in CardLayout.Slots)
        {
            if (run.Capabilities.CanDeleteKey)
            {
                await DeleteAsync(slot, run, ct);
            }
            else
            {
                await run.Piv.GenerateKeyAsync(slot, run.Capabilities.KeyAlgorithm, ct);
            }
        }

        return null;
    }

    private static async Task DeleteAsync(PivSlot slot, CardRun run, CancellationToken ct)
    {
        try
        {
            await run.Piv.DeleteKeyAsync(slot, ct);
        }
        catch (CardRefusedException refused) when (refused.Status == StatusWord.ReferenceDataNotFound)
        {
            // An earlier run destroyed it; the check at the end asks again.
        }
    }

    private static async Task<Refusal?> CheckAsync(CardRun run, CancellationToken ct)
    {
        foreach (var id in CardLayout.Objects)
        {
            if (await run.Piv.GetObjectAsync(id, ct) is not null)
            {
                return SmartcardRefusals.NotEmptied;
            }
        }

        foreach (var slot in run.Capabilities.CanDeleteKey ? CardLayout.Slots : [])
        {
            if (await run.Piv.KeyMetadataAsync(slot, ct) is not null)
            {
                return SmartcardRefusals.NotEmptied;
            }
        }

        return null;
    }
}
