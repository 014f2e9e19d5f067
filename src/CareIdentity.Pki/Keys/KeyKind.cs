namespace CareIdentity.Pki.Keys;

/// <summary>The kinds of key that the service creates for itself.</summary>
public enum KeyKind
{
    /// <summary>Issuing authorities, OCSP signers, tokens, receipts.</summary>
    EcP256,

    /// <summary>The root, kept offline.</summary>
    EcP384,
}
