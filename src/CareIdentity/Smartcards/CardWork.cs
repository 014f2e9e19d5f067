using CareIdentity.Kernel;

namespace CareIdentity.Smartcards;

/// <summary>Which room of the work each step belongs to.</summary>
public sealed class CardWork(
    ReadingCard reading, OpeningCard opening, UnblockingKey unblocking, PasscodeSteps passcodes, CertifyingCard certifying, EmptyingCard emptying, RecordingCard recording)
{
    internal Task<Refusal?> DoAsync(CardStep step, CardRun run, CancellationToken ct) => step switch
    {
        CardStep.ReadCard => reading.RunAsync(run, ct),
        CardStep.Authenticate => opening.AuthenticateAsync(run, ct),
        CardStep.SetManagementKey => opening.ReplaceManagementKeyAsync(run, ct),
        CardStep.BringKeysUpToDate => opening.BringKeysUpToDateAsync(run, ct),
        CardStep.SetUnblockingKey or CardStep.ReplaceUnblockingKey => unblocking.ReplaceAsync(run, ct),
        CardStep.RetireCertificates or CardStep.DestroyKeys or CardStep.EmptyCard or CardStep.CheckEmpty => emptying.RunAsync(step, run, ct),
        CardStep.SetTemporaryPasscode or CardStep.HandOver or CardStep.LockPasscode or CardStep.HolderUnlocks or CardStep.HolderConfirms or CardStep.HolderChangesPasscode =>
            passcodes.RunAsync(step, run, ct),
        CardStep.Record => recording.RunAsync(run, ct),
        _ => certifying.RunAsync(step, run, ct),
    };
}
