using System.Security.Cryptography;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Issuing;
using CareIdentity.Pki.Keys;
using CareIdentity.Pki.Profiles;
using CareIdentity.Tests.Pki;
using Xunit;

namespace CareIdentity.Tests.Pki.Issuing;

/// <summary>
/// With fixed keys, time and serial numbers, the octets to be signed never change. A change here is a change of what is issued, and is
/// reviewed as one. (Signatures are random and are not compared.)
/// </summary>
public sealed class GoldenTests
{
    [Theory]
    [InlineData("root", GoldenTbs.Root)]
    [InlineData("issuing", GoldenTbs.Issuing)]
    [InlineData("card-authentication", GoldenTbs.CardAuthentication)]
    [InlineData("card-signing", GoldenTbs.CardSigning)]
    [InlineData("ocsp-signer", GoldenTbs.OcspSigner)]
    public async Task The_octets_to_be_signed_are_as_they_were(string name, string expected)
    {
        using var store = new InMemoryKeyStore();
        Import(store, TrainingHierarchy.RootKey, ECCurve.NamedCurves.nistP384, 48, 1);
        Import(store, TrainingHierarchy.IssuingKey, ECCurve.NamedCurves.nistP256, 32, 2);
        var key = Import(store, KeyName.Parse("leaf"), ECCurve.NamedCurves.nistP256, 32, 3);
        byte next = 0;
        var hierarchy = await TrainingHierarchy.CreateAsync(store, PkiGiven.Now, () => SerialNumber.FromRandom([.. new byte[19], ++next]), PolicyArc.Example, default);
        using var issuer = (await Issuer.LoadAsync(hierarchy.Issuing, TrainingHierarchy.IssuingKey, store, default)).Value;

        ReadOnlyMemory<byte> Prepare(CertificatePurpose purpose, Func<CertificateProfile, DistinguishedName> subject)
        {
            var profile = PkiGiven.AProfile(purpose);
            return issuer.Prepare(profile, new()
            {
                Subject = subject(profile),
                PublicKey = key,
                SerialNumber = SerialNumber.FromRandom([.. new byte[19], 99]),
                NotBefore = PkiGiven.Now,
            }).Value.TbsDer;
        }

        var actual = Convert.ToHexString(name switch
        {
            "root" => hierarchy.Root.Tbs.Der.Span,
            "issuing" => hierarchy.Issuing.Tbs.Der.Span,
            "card-authentication" => Prepare(CertificatePurpose.CardAuthentication, p => p.SubjectFor(PkiGiven.Holder)).Span,
            "card-signing" => Prepare(CertificatePurpose.CardSigning, p => p.SubjectFor(PkiGiven.Holder)).Span,
            _ => Prepare(CertificatePurpose.OcspSigning, _ => TrainingHierarchy.SubjectParent.With((Oids.CommonName, "OCSP 1"))).Span,
        });

        Assert.Equal(expected, actual);
    }

    // The private key is a small number: certain to be worth nothing, and the same everywhere.
    private static ReadOnlyMemory<byte> Import(InMemoryKeyStore store, KeyName name, ECCurve curve, int octets, byte scalar)
    {
        var parameters = new ECParameters { Curve = curve, D = new byte[octets] };
        parameters.D[^1] = scalar;
        using var key = ECDsa.Create(parameters);
        return store.Import(name, key.ExportPkcs8PrivateKey());
    }
}
