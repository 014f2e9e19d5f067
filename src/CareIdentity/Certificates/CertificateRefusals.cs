using CareIdentity.Kernel;

namespace CareIdentity.Certificates;

/// <summary>Every way in which this room says no.</summary>
public static class CertificateRefusals
{
    public static readonly Refusal KeySeenBefore = new("certificate.key-seen-before", "The card gave a key that another certificate already has.")
    {
        Why = "A key belongs to one certificate, for ever and across everybody (certificate policy §6.2; security rule I2). The same key twice means a faulty or copied card.",
        Next = "Put this card aside, tell your RA Manager, and use another blank card.",
    };

    public static readonly Refusal RequestedKeySeenBefore = new("certificate.requested-key-seen-before", "Another certificate already has the key of this request.")
    {
        Why = "A key belongs to one certificate, for ever (certificate policy §6.2; security rule I2).",
        Next = "Make a new key and a new request with it, also to renew.",
    };

    public static readonly Refusal NoSuchCertificate = new("certificate.no-such-certificate", "No server and no signer of documents has a certificate of this serial number.")
    {
        Next = "./cis pki list shows them. The certificates of a card end when the card is cancelled.",
    };

    public static readonly Refusal NotInUse = new("certificate.not-in-use", "This certificate has ended already, or was never given out.");

    public static readonly Refusal IssuerAlreadyActive = new("certificate.issuer-already-active", "There is already a certificate authority of this kind in use.");

    public static readonly Refusal ListBeingMade = new("certificate.list-being-made", "Another node is making this revocation list now.");

    public static readonly Refusal NoSuchIssuer = new("certificate.no-such-issuer", "There is no such certificate authority, or its key is not here.");

    public static readonly Refusal ReasonNotYours = new("certificate.reason-not-yours", "That reason for revoking a certificate is not yours to give.")
    {
        Why = "The certificate policy (§4.9.2) lists the reasons of holders, organisations, the registration authority and the service.",
    };

    public static readonly Refusal NoIssuer = new("certificate.no-issuer", "The service has no certificate authority yet, so no card can be issued.")
    {
        Next = "Ask whoever runs the service to finish the key ceremony.",
    };

    /// <summary>What was brought from a ceremony cannot be used.</summary>
    public static Refusal AuthorityRefused(string finding) => new("certificate.authority-refused", "These authorities cannot be taken over.")
    {
        Why = finding,
        Next = "Nothing was changed. docs/pki-ceremony.md says what belongs together.",
    };

    /// <summary>A request that was handed in as a file is no request, does not prove its key, or carries one that may not be certified.</summary>
    public static Refusal RequestRefused(string finding) => new("certificate.request-refused", "This request cannot be certified.") { Why = finding };

    /// <summary>The request asks for a name that its profile does not give.</summary>
    public static Refusal NamesRefused(string finding) => new("certificate.names-refused", "The names in this request cannot be certified.")
    {
        Why = finding,
        Next = "The certificate policy (§3.1.1, §7.1.4) says which names there are: of a server its hosts, of a signer of documents one common name.",
    };

    /// <summary>The key that the card gave is not one that may be certified.</summary>
    public static Refusal KeyRefused(string finding) => new("certificate.key-refused", "The key that the card gave cannot be certified.")
    {
        Why = finding,
        Next = "Put this card aside, tell your RA Manager, and use another blank card.",
    };
}
