using System.Security.Cryptography;
using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Issuing;
using CareIdentity.Pki.Revocation;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Certificates;

/// <summary>A PKCS#10 request as it came.</summary>
public sealed record CertifyServiceRequest
{
    public required ServiceCertificateKind Kind { get; init; }

    public required string Pem { get; init; }
}

/// <summary>The certificate, and that of the authority that issued it.</summary>
public sealed record ServiceCertified(ParsedCertificate Certificate, ParsedCertificate Issuer);

/// <summary>
/// Certifies a server of the operator's, or a signer of documents, by the cycle in which cards are (docs/issuance-cycle.md): two commits on purpose,
/// no signature without a record. Only whoever runs the service does this, at its machine.
/// </summary>
public sealed class CertifyService(CareIdentityDb db, IssuerSource issuers, CardProfiles profiles, AuditTrail audit, CertificateOptions options, TimeProvider clock)
{
    public async Task<Outcome<ServiceCertified>> ExecuteAsync(CertifyServiceRequest request, Actor actor, CancellationToken ct)
    {
        if (!actor.IsService)
        {
            throw new InvalidOperationException("Certifying servers is the operator's own.");
        }

        var read = CertificationRequest.Read(request.Pem);
        if (!read.Passed)
        {
            return CertificateRefusals.RequestRefused(read.Findings[0].ToString());
        }

        if (ServiceNames.Of(request.Kind, read.Value).IsRefused(out var unnamed, out var names))
        {
            return unnamed;
        }

        var now = clock.GetUtcNow();
        if ((await issuers.WithKeysAsync(now, ct)).FirstOrDefault(i => i is { Kind: IssuerKind.Issuing, Active: true }) is not { } authority)
        {
            return CertificateRefusals.NoSuchIssuer;
        }

        // 1. Prepare and lint. Nothing is kept.
        var issuer = new ActiveIssuer(authority.Id, await issuers.LoadAsync(authority, ct), authority.KeyName, authority.CrlShards);
        var prepared = Prepare(request.Kind, read.Value.PublicKey, names, issuer, SetUpIssuers.WholeSeconds(now));
        if (!prepared.Passed)
        {
            return CertificateRefusals.RequestRefused(prepared.Findings[0].ToString());
        }

        // 2. Reserve. A crash after this leaves a reserved row without a signature, which the service makes void at its next start.
        var record = Reserve(request.Kind, names, issuer, prepared.Value, now);
        if (await IsOnCardAsync(record, ct))
        {
            return CertificateRefusals.RequestedKeySeenBefore;
        }

        db.ServiceCertificates.Add(record);
        audit.Record(actor, Reason.None, new ServiceCertificateReserved { IssuerId = record.IssuerId, Serial = record.Serial, Kind = record.Kind, Name = record.Name, Hosts = names.Hosts });
        if (await db.SaveAsync(ct) is { } refused)
        {
            return refused;
        }

        // Once more now that it is on record, as IssuanceJournal does: a card may have reserved this key meanwhile, and whoever commits last must see
        // the other before anything is signed. What is left behind is as after a crash.
        if (await IsOnCardAsync(record, ct))
        {
            return CertificateRefusals.RequestedKeySeenBefore;
        }

        // 3. Sign, once. 4. Keep it; there is no hand-over to wait for, so it is active from here on. Not cancellable: what is signed is recorded.
        var certificate = await issuer.Issuer.SignAsync(prepared.Value, ct);
        record.Keep(certificate.Der.ToArray());
        audit.Record(actor, Reason.None, new ServiceCertificateIssued { IssuerId = record.IssuerId, Serial = record.Serial, Kind = record.Kind, Name = record.Name, NotAfter = record.NotAfter });
        return await db.SaveAsync(CancellationToken.None) is { } lost ? lost : new ServiceCertified(certificate, issuer.Issuer.Certificate);
    }

    private Task<bool> IsOnCardAsync(ServiceCertificateRecord record, CancellationToken ct) => db.Certificates.AnyAsync(c => c.KeyHash == record.KeyHash, ct);

    private Pki.Checked<PreparedCertificate> Prepare(
        ServiceCertificateKind kind, ReadOnlyMemory<byte> key, ServiceNames names, ActiveIssuer issuer, DateTimeOffset notBefore)
    {
        var profile = profiles.For(kind, issuer);
        var (end, last) = (profile.Lifetime.EndOf(notBefore), issuer.Issuer.Certificate.NotAfter);
        return issuer.Issuer.Prepare(profile, new CertificateRequestDetails
        {
            Subject = (ActiveIssuer.SubtreeOf(issuer.Issuer) ?? options.SubjectParent).With((Oids.CommonName, names.CommonName)),
            Hosts = names.Hosts,
            PublicKey = key,
            SerialNumber = SerialNumber.Create(),
            NotBefore = notBefore,
            NotAfter = end < last ? end : last,
        });
    }

    private static ServiceCertificateRecord Reserve(ServiceCertificateKind kind, ServiceNames names, ActiveIssuer issuer, PreparedCertificate prepared, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        IssuerId = issuer.Id,
        Serial = prepared.SerialNumber.ToString(),
        CrlShard = issuer.CrlShards == 0 ? 0 : CrlShard.Of(prepared.SerialNumber, issuer.CrlShards).Number,
        Kind = kind,
        Name = names.CommonName,
        NotBefore = prepared.Tbs.NotBefore,
        NotAfter = prepared.Tbs.NotAfter,
        ToBeSigned = prepared.TbsDer.ToArray(),
        KeyHash = SHA256.HashData(prepared.Tbs.PublicKey.Span),
        ReservedAt = now,
    };
}

public sealed record ServiceCertificateReserved : CareEvent
{
    public required Guid IssuerId { get; init; }

    public required string Serial { get; init; }

    public required ServiceCertificateKind Kind { get; init; }

    public required string Name { get; init; }

    public required IReadOnlyList<string> Hosts { get; init; }

    public override string InWords => $"Reserved serial number {Serial} for {(Kind is ServiceCertificateKind.Server ? "the server" : "the signer of documents")} {Name}.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Issuer(IssuerId)];
}

public sealed record ServiceCertificateIssued : CareEvent
{
    public required Guid IssuerId { get; init; }

    public required string Serial { get; init; }

    public required ServiceCertificateKind Kind { get; init; }

    public required string Name { get; init; }

    public required DateTimeOffset NotAfter { get; init; }

    public override string InWords => $"Issued certificate {Serial} to {(Kind is ServiceCertificateKind.Server ? "the server" : "the signer of documents")} {Name}.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Issuer(IssuerId)];
}
