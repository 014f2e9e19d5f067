namespace CareIdentity.Pki.Lint;

/// <summary>RFC 5280 §8: an address in a certificate that needed TLS to be read could make the check of one certificate wait for another.</summary>
internal static class HttpAddress
{
    public static bool IsPlain(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttp && uri.UserInfo.Length == 0 && uri.Host.Length > 0;
}
