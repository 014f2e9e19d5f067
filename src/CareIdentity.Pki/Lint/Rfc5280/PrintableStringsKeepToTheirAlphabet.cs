using System.Buffers;
using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Lint.Rfc5280;

/// <summary>Letters, digits, space and eleven marks: neither an asterisk nor an at sign, an underscore or an ampersand.</summary>
internal sealed class PrintableStringsKeepToTheirAlphabet : ICertificateRule
{
    private static readonly SearchValues<char> Alphabet = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 '()+,-./:=?");

    public string Citation => "RFC 5280 appendix B; X.680 §41.4";

    public string? Check(CertificateUnderLint certificate) =>
        certificate.Subject.Attributes.All(part => part.StringTag != DerTag.PrintableString || !part.Value.AsSpan().ContainsAnyExcept(Alphabet))
            ? null
            : "A PrintableString of the subject has a character that is not of its alphabet.";
}
