using System.Globalization;

namespace CareIdentity.Cards.Piv;

/// <summary>The BER-TLV tag by which a data object is read and written (SP 800-73-4 Part 1 Table 3).</summary>
public readonly record struct PivObjectId(int Tag)
{
    public static readonly PivObjectId Discovery = new(0x7E);
    public static readonly PivObjectId CardAuthenticationCertificate = new(0x5FC101);
    public static readonly PivObjectId CardHolderUniqueIdentifier = new(0x5FC102);
    public static readonly PivObjectId Fingerprints = new(0x5FC103);
    public static readonly PivObjectId AuthenticationCertificate = new(0x5FC105);
    public static readonly PivObjectId Security = new(0x5FC106);
    public static readonly PivObjectId CardCapabilityContainer = new(0x5FC107);
    public static readonly PivObjectId FacialImage = new(0x5FC108);
    public static readonly PivObjectId PrintedInformation = new(0x5FC109);
    public static readonly PivObjectId SignatureCertificate = new(0x5FC10A);
    public static readonly PivObjectId KeyManagementCertificate = new(0x5FC10B);
    public static readonly PivObjectId KeyHistory = new(0x5FC10C);
    public static readonly PivObjectId IrisImages = new(0x5FC121);

    /// <summary>The certificate of the attestation key; a vendor's addition.</summary>
    public static readonly PivObjectId AttestationCertificate = new(0x5FFF01);

    /// <summary>Read only after the passcode (SP 800-73-4 Part 1 Table 2).</summary>
    public bool NeedsPasscodeToRead => this == Fingerprints || this == FacialImage || this == PrintedInformation || this == IrisImages;

    /// <summary>The tag's bytes as they stand in the command: one for the discovery object, else three.</summary>
    public byte[] ToBytes() => Tag <= 0xFF ? [(byte)Tag] : [(byte)(Tag >> 16), (byte)(Tag >> 8), (byte)Tag];

    public override string ToString() => Tag.ToString("X2", CultureInfo.InvariantCulture);
}
