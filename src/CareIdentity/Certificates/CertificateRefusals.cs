using CareIdentity.Kernel;

namespace CareIdentity.Certificates;

/// <summary>Every way in which this room says no.</summary>
public static class CertificateRefusals
{
    public static readonly Refusal KeySeenBefore = new("certificate.key-seen-before", "The card gave a key that another certificate already has.")
    {
        Why = "A key is made on one card for one certificate. The same key twice means a faulty or copied card.",
        Next = "Put this card aside, tell your RA Manager, and use another blank card.",
    };

    public static readonly Refusal IssuerAlreadyActive = new("certificate.issuer-already-active", "There is already a certificate authority of this kind in use.");

    public static readonly Refusal NoIssuer = new("certificate.no-issuer", "The service has no certificate authority yet, so no card can be issued.")
    {
        Next = "Ask whoever runs the service to finish the key ceremony.",
    };

    /// <summary>The key that the card gave is not one that may be certified.</summary>
    public static Refusal KeyRefused(string finding) => new("certificate.key-refused", "The key that the card gave cannot be certified.")
    {
        Why = finding,
        Next = "Put this card aside, tell your RA Manager, and use another blank card.",
    };
}
