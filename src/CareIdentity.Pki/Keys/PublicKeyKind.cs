namespace CareIdentity.Pki.Keys;

/// <summary>The public keys that are read; what may be used is for <see cref="KeyPolicy"/> and the path rules to say.</summary>
public enum PublicKeyKind
{
    EcP256,
    EcP384,
    EcP521,
    Rsa,
}
