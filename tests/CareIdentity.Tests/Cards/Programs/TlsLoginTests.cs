using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CareIdentity.Cards.Piv;
using static CareIdentity.Tests.Cards.CardsUnderTest;

namespace CareIdentity.Tests.Cards.Programs;

/// <summary>curl and OpenSSL, through the PKCS #11 engine, present the card's certificate to a TLS server and prove that its key is there.</summary>
[Trait("layer", "programs")]
public sealed class TlsLoginTests
{
    private const string Engine = "/usr/lib/x86_64-linux-gnu/engines-3/pkcs11.so";

    [Theory]
    [InlineData(PivAlgorithm.EccP256)]
    [InlineData(PivAlgorithm.Rsa2048)]
    public async Task Curl_signs_in_with_the_card(PivAlgorithm algorithm)
    {
        Programs.Need("curl", Engine, Pkcs11ToolTests.Module);
        await using var desk = await CardDesk.OpenAsync();
        using var certificate = await desk.GiveKeyAsync(PivSlot.Authentication, algorithm);
        ConfigureEngine(desk);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using var server = ServerCertificate();
        var seen = ServeOnceAsync(listener, server);

        var said = await desk.RunAsync(
            "curl", "--silent", "--show-error", "--cacert", desk.Write("server.pem", server.ExportCertificatePem()),
            "--engine", "pkcs11", "--cert-type", "ENG", "--cert", "pkcs11:id=%01;type=cert", "--key-type", "ENG", "--key", "pkcs11:id=%01;type=private;pin-value=123456",
            $"https://localhost:{port}/");

        Assert.Equal("welcome", said.Succeeded().Output);
        Assert.Equal(certificate.RawData, await seen);
    }

    [Theory]
    [InlineData(PivAlgorithm.EccP256)]
    [InlineData(PivAlgorithm.Rsa2048)]
    public async Task OpenSSL_signs_in_with_the_card(PivAlgorithm algorithm)
    {
        Programs.Need("openssl", Engine, Pkcs11ToolTests.Module);
        await using var desk = await CardDesk.OpenAsync();
        using var certificate = await desk.GiveKeyAsync(PivSlot.Authentication, algorithm);
        ConfigureEngine(desk);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var server = ServerCertificate();
        var seen = ServeOnceAsync(listener, server);
        var request = desk.Write("request.txt", "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");

        // Quiet, it waits for the server's last word though nothing more is typed.
        var said = await desk.RunAsync(
            "sh", "-c", "exec openssl s_client -quiet -verify_return_error -servername localhost -engine pkcs11 -keyform engine -key 'pkcs11:id=%01;type=private;pin-value=123456' "
                + $"-cert '{desk.Write("client.pem", certificate.ExportCertificatePem())}' -CAfile '{desk.Write("server.pem", server.ExportCertificatePem())}' "
                + $"-connect localhost:{((IPEndPoint)listener.LocalEndpoint).Port} < '{request}'");

        Assert.EndsWith("welcome", said.Succeeded().Output, StringComparison.Ordinal);
        Assert.Equal(certificate.RawData, await seen);
    }

    [Fact]
    public async Task OpenSSL_signs_a_certificate_request_with_the_key_on_the_card()
    {
        Programs.Need("openssl", Engine, Pkcs11ToolTests.Module);
        await using var desk = await CardDesk.OpenAsync();
        using var certificate = await desk.GiveKeyAsync(PivSlot.Authentication, PivAlgorithm.EccP256);
        ConfigureEngine(desk);

        (await desk.RunAsync(
            "openssl", "req", "-new", "-engine", "pkcs11", "-keyform", "engine", "-key", "pkcs11:id=%01;type=private;pin-value=123456",
            "-subj", "/CN=Holder", "-outform", "DER", "-out", desk.PathOf("request"))).Succeeded();

        // Loading checks the request's own signature (RFC 2986 §4.2).
        var request = CertificateRequest.LoadSigningRequest(desk.Read("request"), HashAlgorithmName.SHA256);
        Assert.Equal(certificate.PublicKey.ExportSubjectPublicKeyInfo(), request.PublicKey.ExportSubjectPublicKeyInfo());
    }

    private static void ConfigureEngine(CardDesk desk) => desk.Variables["OPENSSL_CONF"] = desk.Write("openssl.cnf", $"""
        openssl_conf = settings
        [settings]
        engines = engines
        [engines]
        pkcs11 = engine
        [engine]
        engine_id = pkcs11
        dynamic_path = {Engine}
        MODULE_PATH = {Pkcs11ToolTests.Module}
        init = 0
        [req]
        distinguished_name = name
        [name]

        """);

    /// <summary>The certificate whose key the client proved to hold.</summary>
    private static async Task<byte[]> ServeOnceAsync(TcpListener listener, X509Certificate2 server)
    {
        using var client = await listener.AcceptTcpClientAsync(Ct);
        await using var tls = new SslStream(client.GetStream());
        await tls.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions
            {
                ServerCertificate = server,
                ClientCertificateRequired = true,
                RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null,
            },
            Ct);
        await tls.ReadAtLeastAsync(new byte[4096], 16, cancellationToken: Ct);
        await tls.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 7\r\nConnection: close\r\n\r\nwelcome"u8.ToArray(), Ct);
        await tls.ShutdownAsync();
        return tls.RemoteCertificate!.GetRawCertData();
    }

    private static X509Certificate2 ServerCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2049, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }
}
