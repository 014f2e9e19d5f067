using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Issuing;
using CareIdentity.Pki.Keys;
using CareIdentity.Pki.Profiles;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Certificates;

/// <summary>
/// At start: makes the training root and issuing authority where there are none. A live service's authorities come from its key
/// ceremony and are never made here. Only the service itself does this.
/// </summary>
public sealed class SetUpIssuers(CareIdentityDb db, IKeyStore keys, CertificateOptions options, AuditTrail audit, TimeProvider clock)
{
    /// <summary>True when it made them now. A crash before the save leaves two keys without certificates, which the next start takes up.</summary>
    public async Task<Outcome<IssuersSetUp>> ExecuteAsync(Actor actor, CancellationToken ct)
    {
        if (!actor.IsService)
        {
            throw new InvalidOperationException("Set-up is the service's own.");
        }

        if (await db.Issuers.AnyAsync(i => i.Realm == options.Realm && i.Active, ct))
        {
            return new IssuersSetUp(Created: false);
        }

        if (options.Realm is not Realm.Training)
        {
            return CertificateRefusals.NoIssuer;
        }

        var now = clock.GetUtcNow();
        var made = await TrainingHierarchy.CreateAsync(
            keys, WholeSeconds(now), SerialNumber.Create, options.Arc, PkiAddresses.Hierarchy(options.Origin, TrainingHierarchy.RootKey.Value), ct);
        var root = Record(made.Root, IssuerKind.Root, null, TrainingHierarchy.RootKey, now);
        var issuing = Record(made.Issuing, IssuerKind.Issuing, root.Id, TrainingHierarchy.IssuingKey, now);
        db.Issuers.AddRange(root, issuing);

        audit.Record(actor, Reason.None, new IssuerCreated { IssuerId = root.Id, Name = root.Name, Realm = root.Realm });
        audit.Record(actor, Reason.None, new IssuerCreated { IssuerId = issuing.Id, Name = issuing.Name, Realm = issuing.Realm });

        return await db.SaveAsync(ct) is { } refused ? refused : new IssuersSetUp(Created: true);
    }

    /// <summary>X.509 times have no fractions (RFC 5280 §4.1.2.5).</summary>
    internal static DateTimeOffset WholeSeconds(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerSecond));

    private IssuerRecord Record(ParsedCertificate certificate, IssuerKind kind, Guid? parent, KeyName key, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Name = certificate.Subject.OnlyValueOf(Oids.CommonName) ?? certificate.Subject.ToString(),
        Kind = kind,
        Realm = options.Realm,
        ParentId = parent,
        Certificate = certificate.Der.ToArray(),
        KeyName = key.Value,
        CrlShards = kind is IssuerKind.Issuing && options.Origin is not null ? options.CrlShards : 0,
        CreatedAt = now,
    };
}

public sealed record IssuersSetUp(bool Created);

public sealed record IssuerCreated : CareEvent
{
    public required Guid IssuerId { get; init; }

    public required string Name { get; init; }

    public required Realm Realm { get; init; }

    public override string InWords => $"Created the certificate authority {Name} ({(Realm is Realm.Live ? "live" : "training")}).";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Issuer(IssuerId)];
}
