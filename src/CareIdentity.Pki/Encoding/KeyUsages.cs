namespace CareIdentity.Pki.Encoding;

/// <summary>The bits of keyUsage (RFC 5280 §4.2.1.3), each at its bit number.</summary>
[Flags]
public enum KeyUsages
{
    None = 0,
    DigitalSignature = 1 << 0,

    /// <summary>Called contentCommitment since X.509 (2005); the PIV profiles keep the older name.</summary>
    NonRepudiation = 1 << 1,
    KeyEncipherment = 1 << 2,
    DataEncipherment = 1 << 3,
    KeyAgreement = 1 << 4,
    KeyCertSign = 1 << 5,
    CrlSign = 1 << 6,
    EncipherOnly = 1 << 7,
    DecipherOnly = 1 << 8,
}
