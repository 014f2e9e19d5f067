namespace CareIdentity.Pki.Keys;

/// <summary>A key store cannot do what it was asked; the message is written for the operator and names no secret.</summary>
public sealed class KeyStoreException : Exception
{
    public KeyStoreException(string message)
        : base(message)
    {
    }

    public KeyStoreException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
