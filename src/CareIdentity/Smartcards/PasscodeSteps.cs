using System.Security.Cryptography;
using CareIdentity.Audit;
using CareIdentity.Cards.Piv;
using CareIdentity.Data;
using CareIdentity.Kernel;

namespace CareIdentity.Smartcards;

/// <summary>
/// Everything about passcodes. One of the service's own stands on a card only while no holder has it; the holder's is typed at the workstation
/// into the one command that carries it, and never comes here.
/// </summary>
public sealed class PasscodeSteps(CareIdentityDb db, UnblockingKey unblocking, AuditTrail audit, TimeProvider clock)
{
    private const int MostTries = 16;

    internal Task<Refusal?> RunAsync(CardStep step, CardRun run, CancellationToken ct) => step switch
    {
        CardStep.SetTemporaryPasscode => SetTemporaryAsync(run, ct),
        CardStep.HandOver => HandOverAsync(run, ct),
        CardStep.LockPasscode => LockAsync(run, ct),
        CardStep.HolderUnlocks => unblocking.LetHolderUnlockAsync(run, ct),
        CardStep.HolderConfirms => HolderTypesAsync(run.Piv.VerifyPasscodeAsync, run, ct),
        CardStep.HolderChangesPasscode => HolderTypesAsync(run.Piv.ChangePasscodeAsync, run, ct),
        _ => throw new InvalidOperationException($"{step} is not about a passcode."),
    };

    /// <summary>The card takes a passcode before it signs: the service's own while there is one, else the holder types it.</summary>
    internal async Task<Refusal?> VerifyAsync(CardRun run, CancellationToken ct)
    {
        if (run.TemporaryPasscode.Length == 0)
        {
            return await HolderTypesAsync(run.Piv.VerifyPasscodeAsync, run, ct);
        }

        return (await run.Piv.VerifyPasscodeAsync(run.TemporaryPasscode, ct)).IsAccepted ? null : SmartcardRefusals.KeyNotProven;
    }

    private async Task<Refusal?> SetTemporaryAsync(CardRun run, CancellationToken ct)
    {
        run.TemporaryPasscode = CardMasterSecret.RandomPasscode();
        return await unblocking.SetPasscodeAsync(run, run.TemporaryPasscode, ct);
    }

    private static async Task<Refusal?> HandOverAsync(CardRun run, CancellationToken ct) =>
        (await run.Piv.SetFirstPasscodeAsync(run.TemporaryPasscode, ct)).IsAccepted ? null : SmartcardRefusals.CardRefuses;

    /// <summary>A card that locks itself under its holder's hands is locked in the register as well, at once.</summary>
    private async Task<Refusal?> HolderTypesAsync(Func<CancellationToken, ValueTask<PasscodeOutcome>> type, CardRun run, CancellationToken ct)
    {
        var outcome = await type(ct);
        if (outcome.IsAccepted)
        {
            return null;
        }

        if (!outcome.IsBlocked)
        {
            return SmartcardRefusals.WrongPasscode(outcome.TriesLeft ?? 0);
        }

        if (await run.Piv.PasscodeTriesLeftAsync(ct) is 0 && run.Card.Lock(clock.GetUtcNow()) is null)
        {
            audit.Record(run.Actor, new Reason("Reported by the workstation."), new SmartcardLockedItself { ProfileId = run.Holder.Id, SmartcardId = run.Card.Id, Card = run.Card.Serial });
            await db.SaveAsync(ct);
        }

        return SmartcardRefusals.PasscodeLocked;
    }

    /// <summary>A passcode that nobody knows, then wrong ones until the card counts no more; the card is asked, not believed.</summary>
    private static async Task<Refusal?> LockAsync(CardRun run, CancellationToken ct)
    {
        var unknown = CardMasterSecret.RandomPasscode();
        var wrong = CardMasterSecret.RandomPasscode();
        wrong[0] = (byte)('0' + ((unknown[0] - '0' + 1) % 10));
        try
        {
            if (!(await run.Piv.ChangePinAsync(run.TemporaryPasscode, unknown, ct)).IsAccepted)
            {
                return SmartcardRefusals.CardRefuses;
            }

            for (var tries = 0; tries < MostTries; tries++)
            {
                if ((await run.Piv.VerifyPasscodeAsync(wrong, ct)).IsBlocked)
                {
                    break;
                }
            }

            return await run.Piv.PasscodeTriesLeftAsync(ct) is 0 ? null : SmartcardRefusals.CardRefuses;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(unknown);
        }
    }
}

public sealed record SmartcardLockedItself : CareEvent
{
    public required Guid ProfileId { get; init; }

    public required Guid SmartcardId { get; init; }

    public required CardSerial Card { get; init; }

    public override string InWords => $"Smartcard {Card.Spoken} locked itself: the passcode was wrong three times.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Profile(ProfileId), AuditSubject.Smartcard(SmartcardId)];
}
