using CareIdentity.Audit;
using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Layouts;
using CareIdentity.Certificates;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Smartcards;

/// <summary>The first step of every operation: which card is this, and may this be done to it? Nothing is written to the card.</summary>
public sealed class ReadingCard(CareIdentityDb db, CertificateRegister certificates, AuditTrail audit, RaPolicy policy, TimeProvider clock)
{
    internal async Task<Refusal?> RunAsync(CardRun run, CancellationToken ct)
    {
        await run.Piv.SelectAsync(ct);
        if (!CardSerial.TryParse((await SerialAsync(run, ct))?.ToString(), out var serial))
        {
            return SmartcardRefusals.NoSerial;
        }

        var card = await db.Smartcards.FirstOrDefaultAsync(c => c.Serial == serial, ct);
        if ((run.Operation.IsIssue ? SmartcardRules.MayBecome(card, serial, policy) : card is null ? SmartcardRefusals.NotInStock(serial) : null) is { } refusal)
        {
            return refusal;
        }

        if (run.Operation.SmartcardId is { } expected && expected != card!.Id)
        {
            var wanted = await db.Smartcards.Where(c => c.Id == expected).Select(c => c.Serial).FirstAsync(ct);
            return SmartcardRefusals.WrongCard(wanted, serial);
        }

        run.Card = card!;
        run.Keys = await db.CardKeys.FirstAsync(k => k.SmartcardId == card!.Id, ct);
        run.Operation.ForCard(card!.Id);
        run.Can(new CardCapabilities(await run.Piv.VersionAsync(ct)));
        run.Keys.Says(run.Capabilities.Firmware);
        return run.Operation.TakesOver ? await TakeOverAsync(run, ct) : null;
    }

    private static async Task<Cards.Piv.CardSerial?> SerialAsync(CardRun run, CancellationToken ct)
    {
        try
        {
            return await run.Piv.SerialAsync(ct);
        }
        catch (CardRefusedException)
        {
            return null;
        }
    }

    /// <summary>
    /// Work that makes a card over always begins from the beginning: what earlier runs made, of this operation or of one that was given up
    /// for it, is revoked or made void first.
    /// </summary>
    private async Task<Refusal?> TakeOverAsync(CardRun run, CancellationToken ct)
    {
        var others = await db.CardOperations
            .Where(o => o.SmartcardId == run.Card.Id && o.Id != run.Operation.Id)
            .Where(o => o.State != CardOperationState.Done && o.State != CardOperationState.Abandoned)
            .ToListAsync(ct);
        if (others.Exists(o => o.IsRunning(clock.GetUtcNow())))
        {
            return SmartcardRefusals.UnfinishedWork(run.Card.Serial);
        }

        if (others.Exists(o => o.ProfileId != run.Operation.ProfileId))
        {
            return SmartcardRefusals.UnfinishedForAnother(run.Card.Serial);
        }

        foreach (var other in others)
        {
            other.Abandon(clock.GetUtcNow());
            await certificates.AbandonAsync(other.Id, run.Actor, ct);
            audit.Record(run.Actor, new Reason("Begun again with the same card."), CardOperationStopped.Of(other));
        }

        await certificates.AbandonAsync(run.Operation.Id, run.Actor, ct);
        return null;
    }
}
