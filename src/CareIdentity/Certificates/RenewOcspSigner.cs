using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Issuing;
using CareIdentity.Pki.Keys;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Certificates;

/// <summary>
/// Sees to it that an authority has an OCSP signer on this node: makes a key and a certificate where there is none, or where the one
/// there is has a third of its life left. The old one answers until the new one is on record. Only the service itself does this.
/// </summary>
public sealed class RenewOcspSigner(
    CareIdentityDb db, IssuerSource issuers, StatusRegister register, CardProfiles profiles, CertificateOptions options,
    IKeyStore keys, StatusAnswers answers, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<OcspSignerState>> ExecuteAsync(Guid issuerId, Actor actor, CancellationToken ct)
    {
        if (!actor.IsService)
        {
            throw new InvalidOperationException("Renewing signers is the service's own.");
        }

        var now = clock.GetUtcNow();
        if ((await issuers.WithKeysAsync(now, ct)).FirstOrDefault(i => i.Id == issuerId) is not { } record)
        {
            return CertificateRefusals.NoSuchIssuer;
        }

        if (await FindLastingAsync(issuerId, now, ct) is { } lasting)
        {
            return new OcspSignerState(Renewed: false, lasting.NotAfter);
        }

        // The key first: a crash after it leaves a key without a certificate, which does no harm.
        var issuer = await issuers.LoadAsync(record, ct);
        var serial = SerialNumber.Create();
        var keyName = KeyName.Parse($"ocsp-{record.Id:N}"[..21] + "-" + serial.ToString()[..16]);
        var publicKey = await keys.CreateKeyAsync(keyName, KeyKind.EcP256, ct);
        var prepared = issuer.Prepare(profiles.ForOcsp(record.KeyName), new CertificateRequestDetails
        {
            Subject = (ActiveIssuer.SubtreeOf(issuer) ?? options.SubjectParent).With((Oids.CommonName, NameOf(record))),
            PublicKey = publicKey,
            SerialNumber = serial,
            NotBefore = SetUpIssuers.WholeSeconds(now),
            NotAfter = Earlier(profiles.ForOcsp(record.KeyName).Lifetime.EndOf(SetUpIssuers.WholeSeconds(now)), issuer.Certificate.NotAfter),
        }).Value;

        // On record before it is signed, as every certificate is (docs/issuance-cycle.md).
        var signer = new OcspSignerRecord
        {
            Id = Guid.CreateVersion7(now),
            IssuerId = issuerId,
            Serial = serial.ToString(),
            KeyName = keyName.Value,
            NotBefore = prepared.Tbs.NotBefore,
            NotAfter = prepared.Tbs.NotAfter,
            ToBeSigned = prepared.TbsDer.ToArray(),
            CreatedAt = now,
        };
        db.OcspSigners.Add(signer);
        audit.Record(actor, Reason.None, new OcspSignerReserved { IssuerId = issuerId, Serial = signer.Serial });
        if (await db.SaveAsync(ct) is { } refused)
        {
            return refused;
        }

        signer.Keep((await issuer.SignAsync(prepared, ct)).Der.ToArray());
        audit.Record(actor, Reason.None, new OcspSignerRenewed { IssuerId = issuerId, Serial = signer.Serial, NotAfter = signer.NotAfter });
        if (await db.SaveAsync(CancellationToken.None) is { } lost)
        {
            return lost;
        }

        answers.ReadSignersAgain();
        return new OcspSignerState(Renewed: true, signer.NotAfter);
    }

    /// <summary>One whose key is on this node and of whose life more than a third is left.</summary>
    private async Task<OcspSignerRecord?> FindLastingAsync(Guid issuerId, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var signer in await register.SignersAsync(issuerId, now, ct))
        {
            var lasts = signer.NotAfter - now > (signer.NotAfter - signer.NotBefore) / 3;
            if (lasts && await keys.FindPublicKeyAsync(KeyName.Parse(signer.KeyName, null), ct) is not null)
            {
                return signer;
            }
        }

        return null;
    }

    /// <summary>RFC 5280 appendix A.1, ub-common-name: an authority of a long name must not be left without a signer for it.</summary>
    private static string NameOf(IssuerRecord issuer) => $"OCSP signer of {issuer.Name}" is { Length: <= 64 } name ? name : "OCSP signer";

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}

public sealed record OcspSignerState(bool Renewed, DateTimeOffset NotAfter);

public sealed record OcspSignerReserved : CareEvent
{
    public required Guid IssuerId { get; init; }

    public required string Serial { get; init; }

    public override string InWords => $"Reserved serial number {Serial} for an OCSP signer.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Issuer(IssuerId)];
}

public sealed record OcspSignerRenewed : CareEvent
{
    public required Guid IssuerId { get; init; }

    public required string Serial { get; init; }

    public required DateTimeOffset NotAfter { get; init; }

    public override string InWords => $"Put OCSP signer {Serial} to work.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Issuer(IssuerId)];
}
