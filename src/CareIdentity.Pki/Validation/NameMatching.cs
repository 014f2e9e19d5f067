using System.Net;
using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Validation;

/// <summary>Whether one name stands in the subtree of another (RFC 5280 §4.2.1.10), for each kind that the standard gives a meaning.</summary>
internal static class NameMatching
{
    private const string Wildcard = "*.";

    /// <summary>Null when the kind has no meaning here.</summary>
    public static bool? IsWithin(GeneralName name, GeneralName subtree) => name.Kind switch
    {
        GeneralNameKind.DirectoryName => IsDirectoryUnder(DistinguishedName.Read(name.Content), DistinguishedName.Read(subtree.Content)),
        GeneralNameKind.DnsName => IsHostUnder(name.Text, subtree.Text),
        GeneralNameKind.Rfc822Name => IsMailboxWithin(name.Text, subtree.Text),
        GeneralNameKind.IpAddress => IsAddressWithin(name.Content.Span, subtree.Content.Span),
        GeneralNameKind.Uri => Uri.TryCreate(name.Text, UriKind.Absolute, out var uri) && IsMailHostWithin(uri.Host, subtree.Text),
        _ => null,
    };

    /// <summary>Whether some of what a wildcard stands for is in an excluded subtree, as for *.example.com and b.example.com.</summary>
    public static bool MayReachInto(GeneralName name, GeneralName excluded) =>
        name.Kind == GeneralNameKind.DnsName && name.Text.StartsWith(Wildcard, StringComparison.Ordinal)
        && excluded.Text.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot && excluded.Text[(dot + 1)..].Equals(name.Text[2..], StringComparison.OrdinalIgnoreCase);

    public static bool IsWellFormedName(GeneralName name) => name.Kind switch
    {
        // RFC 9525 §6.3: a wildcard is the whole leftmost label; it stands below a domain, not below the root or a top-level domain.
        GeneralNameKind.DnsName => name.Text.StartsWith(Wildcard, StringComparison.Ordinal)
            ? IsHost(name.Text[2..]) && name.Text[2..].Contains('.', StringComparison.Ordinal)
            : IsHost(name.Text),
        GeneralNameKind.Rfc822Name => IsMailbox(name.Text),
        GeneralNameKind.IpAddress => name.Content.Length is 4 or 16,
        // §4.2.1.10: a constraint on URIs can only be applied to one with a host name.
        GeneralNameKind.Uri => Uri.TryCreate(name.Text, UriKind.Absolute, out var uri) && uri.HostNameType == UriHostNameType.Dns,
        _ => true,
    };

    public static bool IsWellFormedSubtree(GeneralName subtree) => subtree.Kind switch
    {
        GeneralNameKind.DirectoryName => DistinguishedName.Read(subtree.Content) is not null,
        GeneralNameKind.DnsName => subtree.Text.Length == 0 || IsHost(subtree.Text),
        GeneralNameKind.Rfc822Name => subtree.Text.Contains('@', StringComparison.Ordinal) ? IsMailbox(subtree.Text) : IsHostOrDomain(subtree.Text),
        GeneralNameKind.Uri => IsHostOrDomain(subtree.Text),
        GeneralNameKind.IpAddress => subtree.Content.Length is 8 or 32 && IsMask(subtree.Content.Span[(subtree.Content.Length / 2)..]),
        _ => true,
    };

    // "any DNS name that can be constructed by simply adding zero or more labels to the left-hand side of the name"
    private static bool IsHostUnder(string host, string subtree) =>
        subtree.Length == 0 || host.Equals(subtree, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + subtree, StringComparison.OrdinalIgnoreCase);

    // A mailbox, all mailboxes of a host, or with a leading period all hosts of a domain.
    private static bool IsMailboxWithin(string mailbox, string subtree)
    {
        var at = mailbox.LastIndexOf('@');
        var subtreeAt = subtree.LastIndexOf('@');
        if (subtreeAt < 0)
        {
            return IsMailHostWithin(mailbox[(at + 1)..], subtree);
        }

        // RFC 5321 §2.4: the local part is case-sensitive, the host is not.
        return mailbox[..at] == subtree[..subtreeAt] && mailbox[(at + 1)..].Equals(subtree[(subtreeAt + 1)..], StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsMailHostWithin(string host, string subtree) => subtree.StartsWith('.')
        ? host.Length > subtree.Length && host.EndsWith(subtree, StringComparison.OrdinalIgnoreCase)
        : host.Equals(subtree, StringComparison.OrdinalIgnoreCase);

    private static bool IsAddressWithin(ReadOnlySpan<byte> address, ReadOnlySpan<byte> subtree)
    {
        if (subtree.Length != address.Length * 2)
        {
            return false;
        }

        for (var i = 0; i < address.Length; i++)
        {
            if (((address[i] ^ subtree[i]) & subtree[address.Length + i]) != 0)
            {
                return false;
            }
        }

        return true;
    }

    // RFC 4632 §3.1: ones, then zeros.
    private static bool IsMask(ReadOnlySpan<byte> mask)
    {
        var ended = false;
        foreach (var octet in mask)
        {
            for (var bit = 0x80; bit != 0; bit >>= 1)
            {
                if ((octet & bit) == 0)
                {
                    ended = true;
                }
                else if (ended)
                {
                    return false;
                }
            }
        }

        return true;
    }

    // §7.1: without regard to case and to runs of white space, and across PrintableString and UTF8String.
    private static bool IsDirectoryUnder(DistinguishedName name, DistinguishedName subtree)
    {
        var (parts, above) = (name.Attributes, subtree.Attributes);
        if (above.Count > parts.Count || (above.Count < parts.Count && above.Count > 0 && parts[above.Count].SharesItsRelativeName))
        {
            return false;
        }

        for (var i = 0; i < above.Count; i++)
        {
            if (!parts[i].Type.Equals(above[i].Type) || parts[i].SharesItsRelativeName != above[i].SharesItsRelativeName
                || !Folded(parts[i].Value).Equals(Folded(above[i].Value), StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return true;
    }

    private static string Folded(string value) => string.Join(' ', value.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static bool IsMailbox(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at == text.LastIndexOf('@') && IsHost(text[(at + 1)..]);
    }

    // A leading period means every host of the domain.
    private static bool IsHostOrDomain(string text) => IsHost(text.StartsWith('.') ? text[1..] : text);

    // RFC 1034 §3.5 as changed by RFC 1123 §2.1; an address in numbers is no host name.
    private static bool IsHost(string host) =>
        host.Length is > 0 and <= 253 && !IPAddress.TryParse(host, out _) && host.Split('.').All(IsLabel);

    private static bool IsLabel(string label) => label.Length is > 0 and <= 63 && label.All(c => char.IsAsciiLetterOrDigit(c) || c is '-');
}
