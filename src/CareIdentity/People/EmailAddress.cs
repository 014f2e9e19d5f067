using System.Diagnostics.CodeAnalysis;
using System.Net.Mail;
using CareIdentity.Kernel;

namespace CareIdentity.People;

/// <summary>One address that mail can be sent to, without a display name; at most 200 characters, kept in lower case.</summary>
public sealed record EmailAddress : IStringValue<EmailAddress>
{
    private EmailAddress(string value) => Value = value;

    public static int MaxLength => 200;

    public string Value { get; }

    public string Domain => Value[(Value.LastIndexOf('@') + 1)..];

    public static bool TryParse([NotNullWhen(true)] string? text, [MaybeNullWhen(false)] out EmailAddress value)
    {
        value = null;
        var address = text?.Trim().ToLowerInvariant() ?? "";
        if (address.Length is > 2 and <= 200
            && !address.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '<' or '>' or '"' or ',' or ';')
            && MailAddress.TryCreate(address, out var parsed)
            && parsed.Address == address
            && parsed.Host.Contains('.', StringComparison.Ordinal))
        {
            value = new EmailAddress(address);
        }

        return value is not null;
    }

    /// <summary>Whether the domain is one of those allowed, or below one (decisions.md §3: nhs.net also allows trust.nhs.net).</summary>
    public bool IsWithin(IEnumerable<string> domains) =>
        domains.Any(domain => Domain == domain || Domain.EndsWith("." + domain, StringComparison.Ordinal));

    public override string ToString() => Value;
}
