using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using Xunit;

namespace CareIdentity.Web.Tests.PublicPki;

/// <summary>Certificates, lists and answers of the running service, judged by OpenSSL, GnuTLS, NSS and Java.</summary>
public sealed class CheckedByOthersTests(RunningPki pki)
{
    [Theory]
    [InlineData("good", "-no_nonce", "-sha1")]
    [InlineData("good", "-nonce", "-sha256")]
    [InlineData("revoked", "-nonce", "-sha1")]
    [InlineData("revoked", "-no_nonce", "-sha256")]
    public async Task OpenSSL_asks_for_the_status_and_believes_it(string card, string nonce, string digest)
    {
        var address = await pki.AddressAsync("/pki/ocsp");

        var said = await OpenSslAsync("ocsp", digest, "-issuer", "issuing.pem", "-cert", $"{card}.pem", nonce, "-url", $"{address}", "-CAfile", "root.pem", "-verify_other", "issuing.pem");

        Assert.Contains("Response verify OK", said, StringComparison.Ordinal);
        Assert.Contains($"{card}.pem: {card}", said, StringComparison.Ordinal);
        Assert.DoesNotContain("WARNING", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenSSL_verifies_paths_with_the_shards_that_the_certificates_point_to()
    {
        await pki.Client;
        foreach (var card in new[] { "good", "revoked" })
        {
            var shard = await ListOfAsync(card, until: card == "revoked");
            var lists = string.Concat(await PemAsync(shard), await PemAsync(await GetAsync("/pki/training-root.crl")));
            await File.WriteAllTextAsync(Path.Combine(pki.Folder, $"{card}-lists.pem"), lists);

            var said = await OpenSslAsync("verify", "-x509_strict", "-policy_check", "-crl_check_all", "-CAfile", "root.pem", "-untrusted", "issuing.pem", "-CRLfile", $"{card}-lists.pem", $"{card}.pem");

            Assert.Contains(card == "good" ? "good.pem: OK" : "error 23 at 0 depth lookup: certificate revoked", said, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task GnuTLS_verifies_the_path_the_list_and_the_answer()
    {
        var address = await pki.AddressAsync("/pki/ocsp");
        await File.WriteAllTextAsync(Path.Combine(pki.Folder, "chain.pem"), string.Concat(new[] { "good.pem", "issuing.pem", "root.pem" }.Select(file => File.ReadAllText(Path.Combine(pki.Folder, file)))));
        await File.WriteAllTextAsync(Path.Combine(pki.Folder, "gnutls-list.pem"), await PemAsync(await GetAsync("/pki/training-issuing.crl")));

        Assert.Contains("Chain verification output: Verified. The certificate is trusted.", await GnuTlsAsync("certtool", "--verify", "--load-ca-certificate", "root.pem", "--infile", "chain.pem"), StringComparison.Ordinal);
        Assert.Contains("Verification output: Verified. The certificate is trusted.", await GnuTlsAsync("certtool", "--verify-crl", "--load-ca-certificate", "issuing.pem", "--infile", "gnutls-list.pem"), StringComparison.Ordinal);
        foreach (var card in new[] { "good", "revoked" })
        {
            var said = await GnuTlsAsync("ocsptool", $"--ask={address}", "--load-issuer", "issuing.pem", "--load-cert", $"{card}.pem", "--load-trust", "issuing.pem");
            Assert.Contains($"Certificate Status: {card}", said, StringComparison.Ordinal);
            Assert.Contains("Verifying OCSP Response: Success.", said, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task NSS_takes_a_card_for_a_client_and_refuses_one_that_is_on_the_list()
    {
        await pki.Client;
        await ListOfAsync("revoked", until: true);
        await File.WriteAllBytesAsync(Path.Combine(pki.Folder, "nss.crl"), await CompleteListWithAsync());
        Directory.CreateDirectory(Path.Combine(pki.Folder, "nss"));
        await NssAsync("certutil", "-N", "--empty-password");
        await NssAsync("certutil", "-A", "-n", "root", "-t", "TC,TC,TC", "-i", "root.pem");
        await NssAsync("certutil", "-A", "-n", "issuing", "-t", ",,", "-i", "issuing.pem");
        await NssAsync("certutil", "-A", "-n", "good", "-t", ",,", "-i", "good.pem");
        await NssAsync("certutil", "-A", "-n", "revoked", "-t", ",,", "-i", "revoked.pem");

        Assert.Contains("certificate is valid", await NssAsync("certutil", "-V", "-u", "C", "-e", "-n", "revoked"), StringComparison.Ordinal);
        Assert.EndsWith("exit 0", await NssAsync("crlutil", "-I", "-B", "-i", "nss.crl"), StringComparison.Ordinal);

        Assert.Contains("certificate is valid", await NssAsync("certutil", "-V", "-u", "C", "-e", "-n", "good"), StringComparison.Ordinal);
        Assert.Contains("certificate has been revoked", await NssAsync("certutil", "-V", "-u", "C", "-e", "-n", "revoked"), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Java is told no address: it goes where the certificates send it.</summary>
    [Theory]
    [InlineData("ocsp")]
    [InlineData("crl")]
    public async Task Java_finds_the_way_from_the_certificate_alone(string by)
    {
        await pki.Client;
        await ListOfAsync("revoked", until: true);

        Assert.StartsWith("valid", await JavaAsync(by, "good"), StringComparison.Ordinal);
        Assert.StartsWith("REVOKED Certificate has been revoked, reason: KEY_COMPROMISE", await JavaAsync(by, "revoked"), StringComparison.Ordinal);
    }

    private Task<string> OpenSslAsync(params string[] words) => OtherProgram.RunAsync("openssl", pki.Folder, "openssl", null, words);

    private Task<string> GnuTlsAsync(string program, params string[] words) => OtherProgram.RunAsync("gnutls-bin", pki.Folder, program, null, words);

    private Task<string> NssAsync(string program, params string[] words) => OtherProgram.RunAsync("libnss3-tools", pki.Folder, program, null, ["-d", "sql:nss", .. words]);

    private Task<string> JavaAsync(string by, string card) => OtherProgram.RunAsync(
        "openjdk-17-jdk-headless", pki.Folder, "java", null,
        "-Dcom.sun.security.enableCRLDP=true", Path.Combine(AppContext.BaseDirectory, "PublicPki", "Pkix.java"), by, $"{card}.pem", "issuing.pem", "root.pem");

    /// <summary>The shard that a card's certificate names; where a revocation is expected, once it is there: the service promises a minute.</summary>
    private async Task<byte[]> ListOfAsync(string card, bool until)
    {
        using var certificate = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(pki.Folder, card + ".pem"));
        var points = System.Text.Encoding.ASCII.GetString(certificate.Extensions["2.5.29.31"]!.RawData);
        var address = new Uri(points[points.IndexOf("http", StringComparison.Ordinal)..]);
        Assert.StartsWith("/pki/training-issuing/", address.AbsolutePath, StringComparison.Ordinal);
        return await WithAsync(address, until ? certificate.GetSerialNumberString() : "");
    }

    private async Task<byte[]> CompleteListWithAsync()
    {
        using var certificate = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(pki.Folder, "revoked.pem"));
        return await WithAsync(await pki.AddressAsync("/pki/training-issuing.crl"), certificate.GetSerialNumberString());
    }

    private async Task<byte[]> WithAsync(Uri address, string serial)
    {
        var began = Stopwatch.StartNew();
        while (true)
        {
            var list = await (await pki.Client).GetByteArrayAsync(address);
            if (Convert.ToHexString(list).Contains(serial, StringComparison.Ordinal))
            {
                return list;
            }

            Assert.True(began.Elapsed < TimeSpan.FromMinutes(5), $"{serial} is not in {address}.");
            await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        }
    }

    private async Task<byte[]> GetAsync(string path) => await (await pki.Client).GetByteArrayAsync(await pki.AddressAsync(path));

    private static Task<string> PemAsync(byte[] list) => Task.FromResult(new string(System.Security.Cryptography.PemEncoding.Write("X509 CRL", list)) + "\n");
}
