using System.Formats.Asn1;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CareIdentity.Cards.Piv;

namespace CareIdentity.Cards.Virtual;

/// <summary>
/// The card's own statement, signed by the key that it left the factory with, that a key was made on it: a certificate in the form of Yubico's
/// ("PIV attestation"), with the firmware, the serial number and the policies of the key as extensions. A virtual card is its own factory, and
/// its certificate says so.
/// </summary>
internal static class Attestation
{
    // 1.3.6.1.4.1.41482.3: Yubico's PIV attestation; .3 firmware, .7 serial number, .8 passcode and touch policy
    private const string Arc = "1.3.6.1.4.1.41482.3.";
    private const byte NoTouch = 0x01;

    // A card has no clock; what its certificates say has to be in UTCTime (RFC 5280 §4.1.2.5).
    private static readonly DateTimeOffset From = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Until = new(2049, 12, 31, 23, 59, 59, TimeSpan.Zero);

    /// <summary>The certificate of the attestation key, DER.</summary>
    public static byte[] FactoryCertificate(CardSerial serial, ECDsa key)
    {
        var request = new CertificateRequest(Issuer(serial), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        using var certificate = request.Create(request.SubjectName, X509SignatureGenerator.CreateForECDsa(key), From, Until, SerialNumber());
        return certificate.RawData;
    }

    /// <summary>The statement about a key, DER.</summary>
    public static byte[] Of(CardSerial serial, Version firmware, byte slot, VirtualKey attested, ECDsa attestationKey)
    {
        var subject = new X500DistinguishedName(string.Create(CultureInfo.InvariantCulture, $"CN=Virtual Card PIV Attestation {slot:x2}"));
        var publicKey = PublicKey.CreateFromSubjectPublicKeyInfo(PivPublicKey.ToSubjectPublicKeyInfo(attested.Algorithm, attested.PublicKey()), out _);
        var request = new CertificateRequest(subject, publicKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(Extension(3, [(byte)firmware.Major, (byte)firmware.Minor, (byte)firmware.Build]));
        request.CertificateExtensions.Add(Extension(7, Integer(serial.ToNumber())));
        request.CertificateExtensions.Add(Extension(8, [(byte)attested.PinPolicy, NoTouch]));
        using var certificate = request.Create(Issuer(serial), X509SignatureGenerator.CreateForECDsa(attestationKey), From, Until, SerialNumber());
        return certificate.RawData;
    }

    private static X500DistinguishedName Issuer(CardSerial serial) => new($"CN=Virtual Card {serial} PIV Attestation, O=Care Identity training");

    private static X509Extension Extension(int which, byte[] value) => new(Arc + which.ToString(CultureInfo.InvariantCulture), value, critical: false);

    private static byte[] Integer(uint number)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteInteger(number);
        return writer.Encode();
    }

    // Positive and never zero (RFC 5280 §4.1.2.2).
    private static byte[] SerialNumber()
    {
        var number = RandomNumberGenerator.GetBytes(16);
        number[0] = (byte)((number[0] & 0x3F) | 0x40);
        return number;
    }
}
