using System.Security.Cryptography;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Issuing;

namespace CareIdentity.Pki.Ocsp;

/// <summary>
/// Names one certificate in a request: its serial, and hashes of its issuer's name and key (RFC 6960 §4.1.1). Kept as written, as the
/// answer repeats it octet for octet.
/// </summary>
public readonly struct CertId : IEquatable<CertId>
{
    private readonly DerRange _nameHash;
    private readonly DerRange _keyHash;
    private readonly DerRange _serial;

    private CertId(ReadOnlyMemory<byte> encoded, bool isSha1, bool isSha256, DerRange nameHash, DerRange keyHash, DerRange serial)
    {
        (Encoded, IsSha1, IsSha256, _nameHash, _keyHash, _serial) = (encoded, isSha1, isSha256, nameHash, keyHash, serial);
    }

    public ReadOnlyMemory<byte> Encoded { get; }

    public bool IsSha1 { get; }

    public bool IsSha256 { get; }

    public ReadOnlySpan<byte> IssuerNameHash => _nameHash.Of(Encoded.Span);

    public ReadOnlySpan<byte> IssuerKeyHash => _keyHash.Of(Encoded.Span);

    /// <summary>False for a serial number that this service cannot have issued.</summary>
    public bool TryGetSerialNumber(out SerialNumber serialNumber) => SerialNumber.TryRead(_serial.Of(Encoded.Span), out serialNumber);

    /// <summary>The same in octets of its own: for keeping it longer than the request that it stood in.</summary>
    public CertId Detached() => new(Encoded.ToArray(), IsSha1, IsSha256, _nameHash, _keyHash, _serial);

    public bool Equals(CertId other) => Encoded.Span.SequenceEqual(other.Encoded.Span);

    public override bool Equals(object? obj) => obj is CertId other && Equals(other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Encoded.Span);
        return hash.ToHashCode();
    }

    public static bool operator ==(CertId left, CertId right) => left.Equals(right);

    public static bool operator !=(CertId left, CertId right) => !left.Equals(right);

    // CertID ::= SEQUENCE { hashAlgorithm AlgorithmIdentifier, issuerNameHash OCTET STRING, issuerKeyHash OCTET STRING, serialNumber INTEGER }
    internal static CertId Read(ReadOnlyMemory<byte> encoded)
    {
        var outer = new DerReader(encoded.Span);
        var fields = outer.EnterSequence();
        outer.RequireEnd();
        var algorithm = fields.EnterSequence();
        var oid = fields.Span(algorithm.ReadObjectIdentifier());
        // The parameters of a digest are NULL or absent (RFC 5754 §2); both are in use.
        if (algorithm.TryRead(DerTag.Null, out var parameters) && parameters.Length > 0)
        {
            throw new PkiFormatException("The digest of a CertID has parameters.");
        }

        algorithm.RequireEnd();
        var nameHash = fields.Read(DerTag.OctetString);
        var keyHash = fields.Read(DerTag.OctetString);
        var serial = fields.ReadInteger();
        fields.RequireEnd();
        return new CertId(encoded, oid.SequenceEqual(Oids.Sha1.Content), oid.SequenceEqual(Oids.Sha256.Content), nameHash, keyHash, serial);
    }

    // SHA-1 only names issuers here, because nearly every OCSP client still asks by it (RFC 6960 §4.3); nothing rests on its strength:
    // whoever could find a second issuer with the same hashes would get an answer about ours.
#pragma warning disable RS0030, CA5350
    internal static byte[] Sha1(ReadOnlySpan<byte> data) => SHA1.HashData(data);
#pragma warning restore RS0030, CA5350
}
