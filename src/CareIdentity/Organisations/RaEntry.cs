using System.Net.Mail;
using System.Text.RegularExpressions;
using CareIdentity.Kernel;

namespace CareIdentity.Organisations;

/// <summary>How to reach a Registration Authority, as the public directory shows it. Empty where it is not known.</summary>
public sealed partial record RaEntry(string Name, string Telephone, string Email, string Address, string Hours)
{
    /// <summary>Without space around it and with one kind of line end.</summary>
    public RaEntry Tidy() => new(Line(Name), Line(Telephone), Line(Email).ToLowerInvariant(), Lines(Address), Lines(Hours));

    /// <summary>The first field that is missing or not of its form; null where the entry can be shown.</summary>
    public Refusal? Check() =>
        Missing(Name, 200) ? Wrong(nameof(Name), "name-wrong", "Enter who answers, such as RA office.")
        : !IsTelephone(Telephone) ? Wrong(nameof(Telephone), "telephone-wrong", "Enter a telephone number, such as 01632 960200 or 020 7946 0123 ext 12.")
        : !IsEmail(Email) ? Wrong(nameof(Email), "email-wrong", "Enter an e-mail address, such as ra@westshire.nhs.uk.")
        : Missing(Address, 500) || !HasPostcode(Address) ? Wrong(nameof(Address), "address-wrong", "Enter the address with its postcode on the last line.")
        : Missing(Hours, 300) ? Wrong(nameof(Hours), "hours-wrong", "Enter the opening hours, such as Monday to Friday, 9am to 5pm.")
        : null;

    /// <summary>What nobody has recorded of how it is reached.</summary>
    public IReadOnlyList<string> Lacking => [.. Fields.Where(one => one.Value.Length == 0).Select(one => one.What)];

    private IEnumerable<(string What, string Value)> Fields => [("who answers", Name), ("telephone", Telephone), ("e-mail", Email), ("address", Address), ("opening hours", Hours)];

    /// <summary>Names of what differs, for the history.</summary>
    public IReadOnlyList<string> DifferencesFrom(RaEntry other) => [.. Fields.Zip(other.Fields).Where(both => both.First.Value != both.Second.Value).Select(both => both.First.What)];

    /// <summary>10 or 11 digits from a leading 0, or an international number; an extension may follow (Ofcom, National Telephone Numbering Plan).</summary>
    private static bool IsTelephone(string text) => text.Length <= 40 && Telephones().IsMatch(Punctuation().Replace(text, ""));

    private static bool IsEmail(string text) =>
        text.Length is > 2 and <= 200
        && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '<' or '>' or '"' or ',' or ';')
        && MailAddress.TryCreate(text, out var parsed)
        && parsed.Address == text
        && parsed.Host.Contains('.', StringComparison.Ordinal);

    private static bool HasPostcode(string address) => Organisations.Postcode.IsBritish(address.Split('\n')[^1]);

    private static bool Missing(string text, int most) => text.Length == 0 || text.Length > most || text.Any(c => char.IsControl(c) && c != '\n');

    private static Refusal Wrong(string field, string code, string message) => new($"directory.{code}", message) { Field = field };

    private static string Line(string text) => Spaces().Replace(text.Trim(), " ");

    private static string Lines(string text) => string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(Line).Where(line => line.Length > 0));

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Spaces();

    [GeneratedRegex(@"[\s().\-]", RegexOptions.CultureInvariant)]
    private static partial Regex Punctuation();

    [GeneratedRegex(@"^(0[1-9][0-9]{8,9}|\+[1-9][0-9]{7,14})((ext|x|extension)[0-9]{1,6})?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Telephones();
}
