using System.Security.Cryptography;
using CareIdentity.Cards.Layouts;
using CareIdentity.Cards.Piv;
using CareIdentity.Certificates;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Pki.Keys;

namespace CareIdentity.Smartcards;

/// <summary>
/// Two key pairs on the card, proved, certified, written and read back. Always all of it, whatever an earlier run left. Nothing of it is
/// active before <see cref="RecordingCard"/> says so.
/// </summary>
public sealed class CertifyingCard(IssueCertificate issue, PasscodeSteps passcodes, SmartcardOptions options, TimeProvider clock)
{
    internal Task<Refusal?> RunAsync(CardStep step, CardRun run, CancellationToken ct) => step switch
    {
        CardStep.GenerateAuthenticationKey => GenerateAsync(PivSlot.Authentication, key => run.AuthenticationKey = key, run, ct),
        CardStep.GenerateSigningKey => GenerateAsync(PivSlot.Signature, key => run.SigningKey = key, run, ct),
        CardStep.ProveKeys => ProveAsync(run, ct),
        CardStep.IssueCertificates => CertifyAsync(run, ct),
        CardStep.WriteCertificates => WriteAsync(run, ct),
        CardStep.CheckCard => CheckAsync(run, ct),
        _ => throw new InvalidOperationException($"{step} is not a step of making certificates."),
    };

    private async Task<Refusal?> GenerateAsync(PivSlot slot, Action<byte[]> keep, CardRun run, CancellationToken ct)
    {
        var key = await run.Piv.GenerateKeyAsync(slot, run.Capabilities.KeyAlgorithm, ct);
        keep(key);
        return KeyPolicy.Check(key) is [var finding, ..] ? CertificateRefusals.KeyRefused(finding.ToString()) : await AttestedAsync(slot, key, run, ct);
    }

    /// <summary>The card says of the key that it made it. One that cannot say so is believed only where no maker is asked for.</summary>
    private async Task<Refusal?> AttestedAsync(PivSlot slot, byte[] key, CardRun run, CancellationToken ct)
    {
        if (!run.Capabilities.HasAttestation)
        {
            return options.MakersCertificates.Count == 0 ? null : SmartcardRefusals.KeyNotAttested;
        }

        return await run.Piv.AttestAsync(slot, ct) is { } statement
            && await run.Piv.ReadCertificateAsync(PivSlot.Attestation, ct) is { } attester
            && KeyAttestation.Holds(statement, attester, key, run.Card.Serial, options.MakersCertificates)
                ? null
                : SmartcardRefusals.KeyNotAttested;
    }

    /// <summary>
    /// Each key signs a fresh challenge (security.md I2). The signing key asks for the passcode immediately before; the other one takes it
    /// for the whole session, so that a holder types it once for both.
    /// </summary>
    private async Task<Refusal?> ProveAsync(CardRun run, CancellationToken ct) =>
        await passcodes.VerifyAsync(run, ct)
        ?? (await HoldsAsync(PivSlot.Signature, run.SigningKey, run, ct) && await HoldsAsync(PivSlot.Authentication, run.AuthenticationKey, run, ct)
            ? null
            : SmartcardRefusals.KeyNotProven);

    private static async Task<bool> HoldsAsync(PivSlot slot, byte[] publicKey, CardRun run, CancellationToken ct)
    {
        var challenge = RandomNumberGenerator.GetBytes(32);
        var signature = await run.Piv.SignAsync(slot, run.Capabilities.KeyAlgorithm, SHA256.HashData(challenge), ct);
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
                IsTemporary = run.Holder.Kind is ProfileKind.TemporaryAccessCard,
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

    private static bool Same(byte[]? read, CertificateRecord written) => read is not null && read.AsSpan().SequenceEqual(written.Certificate);
}
