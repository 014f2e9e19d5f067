namespace CareIdentity.Pki.Encoding;

/// <summary>A host's name in the preferred form of RFC 1034 §3.5 with RFC 1123 §2.1: letters, digits and hyphens, in small letters, no wildcard.</summary>
public static class HostName
{
    public const int Longest = 253;

    private const int LongestLabel = 63;

    /// <summary>Several labels, the last not a number: a number would be an address (RFC 9525 §6.4).</summary>
    public static bool IsPlain(string name)
    {
        if (name.Length is 0 or > Longest)
        {
            return false;
        }

        var labels = name.Split('.');
        return labels.Length > 1 && labels.All(IsLabel) && !labels[^1].All(char.IsAsciiDigit);
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= LongestLabel
        && label[0] != '-' && label[^1] != '-'
        && label.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-');
}
