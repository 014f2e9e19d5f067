namespace CareIdentity.Pki.Encoding;

/// <summary>The bytes are not what their standard says they must be. Nothing about them may be trusted.</summary>
public sealed class PkiFormatException : Exception
{
    /// <summary>Bytes that break a rule named by <paramref name="message"/>.</summary>
    public PkiFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Bytes that the framework refused, with what it said.</summary>
    public PkiFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
