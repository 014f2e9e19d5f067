using System.Security.Cryptography;
using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Layouts;
using CareIdentity.Cards.Piv;
using CareIdentity.Certificates;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Pki.Keys;

namespace CareIdentity.Smartcards;

/// <summary>
/// Makes a blank card into somebody's. Always from the beginning, whatever an earlier run left: the card's own keys are found again by
/// their generation, everything else is made new. Nothing of it is active before <see cref="IssuedCard"/> says so.
/// </summary>
public sealed class IssueSteps(
    CareIdentityDb db, CardMasterSecret secrets, UnblockingKey unblocking, IssueCertificate issue, TimeProvider clock)
{
    internal Task<Refusal?> RunAsync(CardStep step, CardRun run, CancellationToken ct) => step switch
    {
        CardStep.Authenticate => AuthenticateAsync(run, ct),
        CardStep.SetManagementKey => SetManagementKeyAsync(run, ct),
        CardStep.SetTemporaryPasscode => SetTemporaryPasscodeAsync(run, ct),
        CardStep.SetUnblockingKey => unblocking.ReplaceAsync(run, ct),
        CardStep.GenerateAuthenticationKey => GenerateAsync(PivSlot.Authentication, key => run.AuthenticationKey = key, run, ct),
        CardStep.GenerateSigningKey => GenerateAsync(PivSlot.Signature, key => run.SigningKey = key, run, ct),
        CardStep.ProveKeys => ProveAsync(run, ct),
        CardStep.IssueCertificates => CertifyAsync(run, ct),
        CardStep.WriteCertificates => WriteAsync(run, ct),
        CardStep.CheckCard => CheckAsync(run, ct),
        CardStep.HandOver => HandOverAsync(run, ct),
        CardStep.LockPasscode => LockAsync(run, ct),
        _ => throw new InvalidOperationException($"{step} is not a step of issuing."),
    };

    /// <summary>With the key that the register expects, or the one that was about to be set when the last run ended.</summary>
    private async Task<Refusal?> AuthenticateAsync(CardRun run, CancellationToken ct)
    {
        foreach (var generation in run.Keys.ManagementCandidates)
        {
            if (await TryAuthenticateAsync(run, generation, ct))
            {
                run.Keys.ConfirmManagement(generation);
                return await db.SaveAsync(ct);
            }
        }

        return SmartcardRefusals.NotOurs;
    }

    private async Task<bool> TryAuthenticateAsync(CardRun run, int generation, CancellationToken ct)
    {
        var key = await secrets.ManagementKeyAsync(run.Card.Serial, generation, ct);
        try
        {
            await run.Piv.AuthenticateManagementAsync(key, secrets.ManagementAlgorithm(run.Card.Serial, generation), ct);
            return true;
        }
        catch (CardRefusedException)
        {
            return false;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private async Task<Refusal?> SetManagementKeyAsync(CardRun run, CancellationToken ct)
    {
        var next = run.Keys.IntendManagement();
        if (await db.SaveAsync(ct) is { } refused)
        {
            return refused;
        }

        var key = await secrets.ManagementKeyAsync(run.Card.Serial, next, ct);
        try
        {
            await run.Piv.SetManagementKeyAsync(key, secrets.ManagementAlgorithm(run.Card.Serial, next), ct);
            run.Keys.ConfirmManagement(next);
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private async Task<Refusal?> SetTemporaryPasscodeAsync(CardRun run, CancellationToken ct)
    {
        run.TemporaryPasscode = CardMasterSecret.RandomPasscode();
        return await unblocking.SetPasscodeAsync(run, run.TemporaryPasscode, ct);
    }

    private static async Task<Refusal?> GenerateAsync(PivSlot slot, Action<byte[]> keep, CardRun run, CancellationToken ct)
    {
        var key = await run.Piv.GenerateKeyAsync(slot, KeyAlgorithm(run), ct);
        keep(key);
        return KeyPolicy.Check(key) is [var finding, ..] ? CertificateRefusals.KeyRefused(finding.ToString()) : null;
    }

    /// <summary>Each key signs a fresh challenge (security.md I2). The signing key asks for the passcode immediately before.</summary>
    private static async Task<Refusal?> ProveAsync(CardRun run, CancellationToken ct) =>
        await HoldsAsync(PivSlot.Authentication, run.AuthenticationKey, run, ct) && await HoldsAsync(PivSlot.Signature, run.SigningKey, run, ct)
            ? null
            : SmartcardRefusals.KeyNotProven;

    private static async Task<bool> HoldsAsync(PivSlot slot, byte[] publicKey, CardRun run, CancellationToken ct)
    {
        if (!(await run.Piv.VerifyPasscodeAsync(run.TemporaryPasscode, ct)).IsAccepted)
        {
            return false;
        }

        var challenge = RandomNumberGenerator.GetBytes(32);
        var signature = await run.Piv.SignAsync(slot, KeyAlgorithm(run), SHA256.HashData(challenge), ct);
        using var verifier = SignatureVerifier.For(publicKey);
        return verifier.Verify(verifier.Key.IsRsa ? SignatureAlgorithm.RsaSha256 : SignatureAlgorithm.EcdsaSha256, challenge, signature);
    }

    private async Task<Refusal?> CertifyAsync(CardRun run, CancellationToken ct)
    {
        var notBefore = SetUpIssuers.WholeSeconds(clock.GetUtcNow());
        if ((await CertifyAsync(CertificateKind.Authentication, run.AuthenticationKey, notBefore, run, ct)).IsRefused(out var first, out var authentication))
        {
            return first;
        }

        if ((await CertifyAsync(CertificateKind.Signing, run.SigningKey, notBefore, run, ct)).IsRefused(out var second, out var signing))
        {
            return second;
        }

        (run.Authentication, run.Signing) = (authentication, signing);
        return null;
    }

    private Task<Outcome<CertificateRecord>> CertifyAsync(CertificateKind kind, byte[] key, DateTimeOffset notBefore, CardRun run, CancellationToken ct) =>
        issue.ExecuteAsync(
            new CertificateOrder
            {
                Kind = kind,
                PublicKey = key,
                Uuid = run.Holder.Uuid,
                ProfileId = run.Holder.Id,
                SmartcardId = run.Card.Id,
                OperationId = run.Operation.Id,
                NotBefore = notBefore,
            },
            run.Actor,
            ct);

    /// <summary>Certificates last, so that a card never shows one before the rest is there (docs/card-profile.md).</summary>
    private static async Task<Refusal?> WriteAsync(CardRun run, CancellationToken ct)
    {
        foreach (var (id, content) in Unkeyed(run))
        {
            await run.Piv.PutObjectAsync(id, content, ct);
        }

        await run.Piv.WriteCertificateAsync(PivSlot.Authentication, run.Authentication.Certificate, ct);
        await run.Piv.WriteCertificateAsync(PivSlot.Signature, run.Signing.Certificate, ct);
        return null;
    }

    /// <summary>What is on the card is what the register says, octet for octet.</summary>
    private static async Task<Refusal?> CheckAsync(CardRun run, CancellationToken ct)
    {
        foreach (var (id, content) in Unkeyed(run))
        {
            if (await run.Piv.GetObjectAsync(id, ct) is not { } read || !read.AsSpan().SequenceEqual(content))
            {
                return SmartcardRefusals.CheckFailed;
            }
        }

        return Same(await run.Piv.ReadCertificateAsync(PivSlot.Authentication, ct), run.Authentication)
            && Same(await run.Piv.ReadCertificateAsync(PivSlot.Signature, ct), run.Signing)
                ? null
                : SmartcardRefusals.CheckFailed;
    }

    private static IReadOnlyList<(PivObjectId Id, byte[] Content)> Unkeyed(CardRun run) =>
        CardLayout.Unkeyed(CardMasterSecret.OnCard(run.Card.Serial), run.CardUuid, ClockDates.OnDay(run.Authentication.NotAfter));

    private static PivAlgorithm KeyAlgorithm(CardRun run) => CardLayout.KeyAlgorithm(CardMasterSecret.OnCard(run.Card.Serial));

    private static bool Same(byte[]? read, CertificateRecord written) => read is not null && read.AsSpan().SequenceEqual(written.Certificate);

    private static async Task<Refusal?> HandOverAsync(CardRun run, CancellationToken ct) =>
        (await run.Piv.SetFirstPasscodeAsync(run.TemporaryPasscode, ct)).IsAccepted ? null : SmartcardRefusals.CardRefuses;

    /// <summary>A passcode that nobody knows, then wrong ones until the card counts no more.</summary>
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

            for (var tries = 0; tries < 16; tries++)
            {
                if ((await run.Piv.VerifyPasscodeAsync(wrong, ct)).IsBlocked)
                {
                    return null;
                }
            }

            return SmartcardRefusals.CardRefuses;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(unknown);
        }
    }
}
