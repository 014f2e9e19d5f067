namespace CareIdentity.Pki.Encoding;

/// <summary>One GeneralName (RFC 5280 §4.2.1.6): its choice and its content, not interpreted.</summary>
public readonly record struct GeneralName(GeneralNameKind Kind, ReadOnlyMemory<byte> Content)
{
    /// <summary>The text of an rfc822Name, dNSName or uniformResourceIdentifier.</summary>
    public string Text => System.Text.Encoding.ASCII.GetString(Content.Span);
}
