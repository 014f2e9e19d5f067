using System.Security.Cryptography;
using CareIdentity.Audit;
using CareIdentity.Kernel;
using CareIdentity.Pki.Issuing;
using CareIdentity.Pki.Profiles;
using CareIdentity.Pki.Revocation;

namespace CareIdentity.Certificates;

/// <summary>What is to be certified: a key that the card has proved to hold, for one holder.</summary>
internal sealed record CertificateOrder
{
    public required CertificateKind Kind { get; init; }

    /// <summary>Of a Temporary Access Card: the certificate policy says so.</summary>
    public bool IsTemporary { get; init; }

    public required ReadOnlyMemory<byte> PublicKey { get; init; }

    public required UserUuid Uuid { get; init; }

    public required Guid ProfileId { get; init; }

    public required Guid SmartcardId { get; init; }

    public required Guid OperationId { get; init; }

    public required DateTimeOffset NotBefore { get; init; }
}

/// <summary>
/// The issuance cycle (docs/issuance-cycle.md). The one deliberate exception to "one save per use case": each numbered step commits,
/// so that whatever happens there is no signature without a record. Its method is internal: only a card operation issues.
/// </summary>
public sealed class IssueCertificate(IssuerSource issuers, CardProfiles profiles, IssuanceJournal journal, TimeProvider clock)
{
    internal async Task<Outcome<CertificateRecord>> ExecuteAsync(CertificateOrder order, Actor actor, CancellationToken ct)
    {
        if ((await issuers.ActiveAsync(ct)).IsRefused(out var none, out var active))
        {
            return none;
        }

        // 1. Prepare and lint. Nothing is kept: a crash here leaves nothing.
        var profile = profiles.For(order.Kind, order.IsTemporary, active);
        var prepared = active.Issuer.Prepare(profile, new CertificateRequestDetails
        {
            Subject = profile.SubjectFor(SubjectUuid.Parse(order.Uuid.Value, null)),
            PublicKey = order.PublicKey,
            SerialNumber = SerialNumber.Create(),
            NotBefore = order.NotBefore,
        });
        if (!prepared.Passed)
        {
            return CertificateRefusals.KeyRefused(prepared.Findings[0].ToString());
        }

        // 2. Reserve the serial number and keep exactly what will be signed. A crash after this leaves a reserved row without a
        //    signature; recovery makes it void.
        var record = Reserve(order, active, prepared.Value);
        var reserved = new CertificateReserved { IssuerId = active.Id, SmartcardId = order.SmartcardId, Serial = record.Serial, Kind = order.Kind };
        if (await journal.ReserveAsync(record, actor, reserved) is { } refused)
        {
            return refused;
        }

        // 3. Sign, once. A crash here may leave a signature that nobody holds: the row is still reserved, recovery makes it void, and
        //    OCSP answers "revoked" for it. It is never signed again: that would make two certificates of one serial number.
        var certificate = await active.Issuer.SignAsync(prepared.Value, ct);

        // 4. Keep the certificate. Not cancellable: what is signed is recorded. A crash after this leaves a signed certificate that is
        //    not active; the operation that ordered it writes it to the card, or revokes it when it is begun again.
        record.Keep(certificate.Der.ToArray(), certificate.Fingerprint.ToArray());
        var signed = new CertificateSigned { IssuerId = active.Id, SmartcardId = order.SmartcardId, Serial = record.Serial, NotAfter = record.NotAfter };
        return await journal.KeepAsync(record, actor, signed) is { } lost ? lost : record;
    }

    private CertificateRecord Reserve(CertificateOrder order, ActiveIssuer issuer, PreparedCertificate prepared)
    {
        var now = clock.GetUtcNow();
        return new CertificateRecord
        {
            Id = Guid.CreateVersion7(now),
            IssuerId = issuer.Id,
            CrlShard = issuer.CrlShards == 0 ? 0 : CrlShard.Of(prepared.SerialNumber, issuer.CrlShards).Number,
            Serial = prepared.SerialNumber.ToString(),
            Kind = order.Kind,
            SmartcardId = order.SmartcardId,
            ProfileId = order.ProfileId,
            OperationId = order.OperationId,
            Uuid = order.Uuid,
            NotBefore = prepared.Tbs.NotBefore,
            NotAfter = prepared.Tbs.NotAfter,
            ToBeSigned = prepared.TbsDer.ToArray(),
            KeyHash = SHA256.HashData(order.PublicKey.Span),
            ReservedAt = now,
        };
    }
}

public sealed record CertificateReserved : CareEvent
{
    public required Guid IssuerId { get; init; }

    public required Guid SmartcardId { get; init; }

    public required string Serial { get; init; }

    public required CertificateKind Kind { get; init; }

    public override string InWords => $"Reserved serial number {Serial} for a certificate for {(Kind is CertificateKind.Authentication ? "signing in" : "signing documents")}.";

    /// <summary>Of the card alone: the history of an authority would be lost among what it issues.</summary>
    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Smartcard(SmartcardId)];
}

public sealed record CertificateSigned : CareEvent
{
    public required Guid IssuerId { get; init; }

    public required Guid SmartcardId { get; init; }

    public required string Serial { get; init; }

    public required DateTimeOffset NotAfter { get; init; }

    public override string InWords => $"Signed certificate {Serial}; it is not active yet.";

    /// <summary>Of the card alone: the history of an authority would be lost among what it issues.</summary>
    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Smartcard(SmartcardId)];
}
