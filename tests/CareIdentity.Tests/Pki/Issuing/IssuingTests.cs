using System.Security.Cryptography.X509Certificates;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Issuing;
using CareIdentity.Pki.Profiles;
using Xunit;

namespace CareIdentity.Tests.Pki.Issuing;

public sealed class IssuingTests
{
    [Fact]
    public async Task A_training_card_chains_to_the_training_root_for_dotnet()
    {
        using var given = await PkiGiven.AHierarchy();
        var card = await given.ACard();

        using var leaf = X509CertificateLoader.LoadCertificate(card.Der.Span);
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(X509CertificateLoader.LoadCertificate(given.Hierarchy.Root.Der.Span));
        chain.ChainPolicy.ExtraStore.Add(X509CertificateLoader.LoadCertificate(given.Hierarchy.Issuing.Der.Span));
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = PkiGiven.Now.UtcDateTime;
        chain.ChainPolicy.ApplicationPolicy.Add(new("1.3.6.1.5.5.7.3.2"));
        chain.ChainPolicy.CertificatePolicy.Add(new(PolicyArc.Example.Smartcard(Realm.Training).ToString()));

        Assert.True(chain.Build(leaf), string.Join("; ", chain.ChainStatus.Select(s => s.StatusInformation)));
        Assert.Equal(3, chain.ChainElements.Count);
    }
}
