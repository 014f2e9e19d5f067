using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Issuing;

/// <summary>
/// A certificate that was linted and may be signed: once, by the issuer that prepared it, octet for octet. Purposefully without a
/// public constructor: what was not linted cannot be signed by mistake.
/// </summary>
public sealed class PreparedCertificate
{
    private readonly Issuer _issuer;
    private int _redeemed;

    internal PreparedCertificate(Issuer issuer, ParsedTbs tbs, SerialNumber serialNumber)
    {
        _issuer = issuer;
        Tbs = tbs;
        SerialNumber = serialNumber;
    }

    public SerialNumber SerialNumber { get; }

    /// <summary>The exact octets that will be signed: to be stored before they are.</summary>
    public ReadOnlyMemory<byte> TbsDer => Tbs.Der;

    public ParsedTbs Tbs { get; }

    /// <summary>Takes the certificate for signing; the second taker, and any other issuer, is refused.</summary>
    internal ParsedTbs Redeem(Issuer issuer)
    {
        if (!ReferenceEquals(issuer, _issuer))
        {
            throw new InvalidOperationException("A prepared certificate is signed by the issuer that prepared it.");
        }

        return Interlocked.Exchange(ref _redeemed, 1) == 0
            ? Tbs
            : throw new InvalidOperationException("A prepared certificate is signed once.");
    }
}
