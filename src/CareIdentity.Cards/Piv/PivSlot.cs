using System.Globalization;

namespace CareIdentity.Cards.Piv;

/// <summary>A place for one key pair and its certificate (SP 800-73-4 Part 1 Table 4b).</summary>
public readonly record struct PivSlot
{
    /// <summary>The holder signs in: passcode once per session.</summary>
    public static readonly PivSlot Authentication = new(0x9A);

    /// <summary>The holder signs: passcode before every signature.</summary>
    public static readonly PivSlot Signature = new(0x9C);

    public static readonly PivSlot KeyManagement = new(0x9D);

    /// <summary>The card proves itself, without the holder.</summary>
    public static readonly PivSlot CardAuthentication = new(0x9E);

    /// <summary>Signs statements about keys made on the card; a vendor's addition.</summary>
    public static readonly PivSlot Attestation = new(0xF9);

    private PivSlot(byte reference) => Reference = reference;

    /// <summary>The key reference that commands carry in P2.</summary>
    public byte Reference { get; }

    public bool IsRetired => Reference is >= 0x82 and <= 0x95;

    /// <summary>Where the certificate of the slot's key lies (SP 800-73-4 Part 1 Table 3).</summary>
    public PivObjectId CertificateObject => Reference switch
    {
        0x9A => PivObjectId.AuthenticationCertificate,
        0x9C => PivObjectId.SignatureCertificate,
        0x9D => PivObjectId.KeyManagementCertificate,
        0x9E => PivObjectId.CardAuthenticationCertificate,
        0xF9 => PivObjectId.AttestationCertificate,
        _ => new PivObjectId(0x5FC10D + Reference - 0x82),
    };

    /// <summary>One of the twenty places for keys that only still decrypt, counted from 1.</summary>
    public static PivSlot Retired(int number) => number is >= 1 and <= 20
        ? new PivSlot((byte)(0x81 + number))
        : throw new ArgumentOutOfRangeException(nameof(number), number, "There are twenty retired key management slots.");

    /// <summary>The slot with this key reference; null where the standard has none.</summary>
    public static PivSlot? Find(byte reference) =>
        reference is 0x9A or 0x9C or 0x9D or 0x9E or 0xF9 or (>= 0x82 and <= 0x95) ? new PivSlot(reference) : null;

    public override string ToString() => Reference.ToString("X2", CultureInfo.InvariantCulture);
}
