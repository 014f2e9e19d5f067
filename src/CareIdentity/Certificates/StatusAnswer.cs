using System.Security.Cryptography;

namespace CareIdentity.Certificates;

/// <summary>An OCSP response to be sent. One with times may be kept by caches for that long; one without is for this request alone.</summary>
public sealed class StatusAnswer(ReadOnlyMemory<byte> der, DateTimeOffset? thisUpdate = null, DateTimeOffset? nextUpdate = null)
{
    private string? entityTag;

    public ReadOnlyMemory<byte> Der => der;

    public DateTimeOffset? ThisUpdate => thisUpdate;

    public DateTimeOffset? NextUpdate => nextUpdate;

    /// <summary>In its quotation marks (RFC 9110 §8.8.3); made when it is first asked for.</summary>
    public string EntityTag => entityTag ??= $"\"{Convert.ToHexStringLower(SHA256.HashData(der.Span).AsSpan(0, 16))}\"";
}
