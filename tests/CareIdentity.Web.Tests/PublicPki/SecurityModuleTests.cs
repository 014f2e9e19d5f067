using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using CareIdentity.Web.Tests.Hosting;
using Xunit;

namespace CareIdentity.Web.Tests.PublicPki;

/// <summary>A service whose authorities' keys are in a security module: SoftHSM, reached as any other by PKCS#11.</summary>
public sealed class SecurityModuleTests : IDisposable
{
    private const string Module = "/usr/lib/softhsm/libsofthsm2.so";
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("cis-module-");

    [Fact]
    public async Task An_authority_signs_with_a_key_that_was_made_in_the_module_and_never_left_it()
    {
        Directory.CreateDirectory(Path.Combine(directory.FullName, "tokens"));
        var configuration = Path.Combine(directory.FullName, "softhsm2.conf");
        await File.WriteAllTextAsync(configuration, $"directories.tokendir = {directory.FullName}/tokens\nobjectstore.backend = file\nlog.level = ERROR\n");
        var environment = new Dictionary<string, string>
        {
            ["SOFTHSM2_CONF"] = configuration,
            ["PKCS11_MODULE_PATH"] = Module,
            ["CIS_Keys__Module__Token"] = "care identity",
            ["CREDENTIALS_DIRECTORY"] = directory.FullName,
        };
        await File.WriteAllTextAsync(Path.Combine(directory.FullName, "cis-module-pin"), "2468\n");
        await OtherProgram.RunAsync("softhsm2", directory.FullName, "softhsm2-util", environment, "--init-token", "--free", "--label", "care identity", "--so-pin", "8642", "--pin", "2468");
        foreach (var (label, curve, id) in new[] { ("training-root", "secp384r1", "01"), ("training-issuing", "prime256v1", "02") })
        {
            var made = await OtherProgram.RunAsync("opensc", directory.FullName, "pkcs11-tool", environment,
                "--module", Module, "--token-label", "care identity", "--login", "--pin", "2468", "--keypairgen", "--key-type", $"EC:{curve}", "--label", label, "--id", id, "--usage-sign");
            Assert.EndsWith("exit 0", made, StringComparison.Ordinal);
        }

        if (!Directory.EnumerateDirectories("/usr/lib").Any(folder => File.Exists(Path.Combine(folder, "engines-3", "pkcs11.so"))))
        {
            Assert.Skip("OpenSSL's engine is not installed: apt-get install libengine-pkcs11-openssl");
        }

        var data = Path.Combine(directory.FullName, "data");
        await using var service = ServiceProcess.Start(environment, "--Port", "0", "--DataDirectory", data, "--Empty", "true");
        using var client = new HttpClient { BaseAddress = await service.ReadyAsync() };
        using var issuing = X509CertificateLoader.LoadCertificate(await client.GetByteArrayAsync(new Uri("/pki/training-issuing.cer", UriKind.Relative)));
        var shown = await OtherProgram.RunAsync("opensc", directory.FullName, "pkcs11-tool", environment,
            "--module", Module, "--token-label", "care identity", "--read-object", "--type", "pubkey", "--label", "training-issuing", "--output-file", "issuing.pub");

        Assert.EndsWith("exit 0", shown, StringComparison.Ordinal);
        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(directory.FullName, "issuing.pub")), issuing.PublicKey.ExportSubjectPublicKeyInfo());
        Assert.DoesNotContain(Directory.EnumerateFiles(Path.Combine(data, "keys")), file => Path.GetFileName(file).StartsWith("training-", StringComparison.Ordinal));
        // The OCSP signer, whose key is in the files, was certified by the module's key.
        Assert.Equal(2, (await client.GetFromJsonAsync<JsonElement>("/pki/index.json")).GetProperty("issuers").GetArrayLength());
    }

    public void Dispose() => directory.Delete(recursive: true);
}
