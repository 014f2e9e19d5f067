namespace CareIdentity.Pki.Lint.Rfc5280;

internal sealed class ExtensionsAreNotRepeated : ICertificateRule
{
    public string Citation => "RFC 5280 §4.2";

    public string? Check(CertificateUnderLint certificate)
    {
        var extensions = certificate.Tbs.EachExtension;
        for (var i = 1; i < extensions.Length; i++)
        {
            var type = extensions[i].TypeContent.Span;
            for (var j = 0; j < i; j++)
            {
                if (type.SequenceEqual(extensions[j].TypeContent.Span))
                {
                    return $"The extension {extensions[i].Type} stands twice.";
                }
            }
        }

        return null;
    }
}
