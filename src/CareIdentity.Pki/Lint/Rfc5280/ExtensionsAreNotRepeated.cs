namespace CareIdentity.Pki.Lint.Rfc5280;

internal sealed class ExtensionsAreNotRepeated : ICertificateRule
{
    public string Citation => "RFC 5280 §4.2";

    public string? Check(CertificateUnderLint certificate)
    {
        var extensions = certificate.Tbs.Extensions;
        for (var i = 1; i < extensions.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (extensions[i].TypeContent.Span.SequenceEqual(extensions[j].TypeContent.Span))
                {
                    return $"The extension {extensions[i].Type} stands twice.";
                }
            }
        }

        return null;
    }
}
