using System.Security.Cryptography;
using System.Text;
using CareIdentity.Pki.Keys;
using Xunit;

namespace CareIdentity.Tests.Pki.Keys;

public sealed class SealedFileKeyStoreTests : KeyStoreContractTests
{
    private const string Passphrase = "correct horse battery staple";
    private static readonly KeyName Name = KeyName.Parse("root");
    private readonly string _directory = Directory.CreateTempSubdirectory("cis-keys-").FullName;
    private readonly SealedFileKeyStore _store;

    public SealedFileKeyStoreTests() => _store = Open();

    protected override IKeyStore Store => _store;

    [Fact]
    public async Task A_key_is_there_when_the_store_is_opened_again()
    {
        var publicKey = await _store.CreateKeyAsync(Name, KeyKind.EcP256, default);
        await _store.CreateSecretAsync(Name, default);
        var derived = await _store.DeriveAsync(Name, "label", "context"u8.ToArray(), 32, default);
        _store.Dispose();

        using var again = Open();
        var signature = await again.SignDigestAsync(Name, SignatureAlgorithm.EcdsaSha256, SHA256.HashData("x"u8), default);

        using var verifier = SignatureVerifier.For(publicKey);
        Assert.True(verifier.Verify(SignatureAlgorithm.EcdsaSha256, "x"u8, signature));
        Assert.Equal(derived, await again.DeriveAsync(Name, "label", "context"u8.ToArray(), 32, default));
    }

    [Fact]
    public async Task A_key_made_by_one_process_is_seen_by_another()
    {
        using var other = Open();

        var publicKey = await _store.CreateKeyAsync(Name, KeyKind.EcP256, default);

        Assert.Equal(publicKey.ToArray(), (await other.FindPublicKeyAsync(Name, default))!.Value.ToArray());
        await Assert.ThrowsAsync<KeyStoreException>(async () => await other.CreateKeyAsync(Name, KeyKind.EcP256, default));
    }

    [Fact]
    public void A_wrong_passphrase_is_told_as_such()
    {
        var thrown = Assert.Throws<KeyStoreException>(() => SealedFileKeyStore.Open(_directory, Passphrase + "!"));

        Assert.Equal("The passphrase does not open this key store.", thrown.Message);
    }

    [Fact]
    public void A_short_passphrase_is_refused() => Assert.Throws<KeyStoreException>(() => SealedFileKeyStore.Open(_directory, "eleven char"));

    [Fact]
    public async Task A_sealed_file_that_was_changed_is_told_from_a_wrong_passphrase()
    {
        await _store.CreateKeyAsync(Name, KeyKind.EcP256, default);
        var path = Path.Combine(_directory, "root.key");
        var text = await File.ReadAllTextAsync(path);
        var at = text.IndexOf("\"sealed\": \"", StringComparison.Ordinal) + 40;
        await File.WriteAllTextAsync(path, text[..at] + (text[at] == 'A' ? 'B' : 'A') + text[(at + 1)..]);

        using var again = Open();
        var thrown = await Assert.ThrowsAsync<KeyStoreException>(async () => await again.FindPublicKeyAsync(Name, default));

        Assert.Contains("damaged", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sealed_file_does_not_open_under_another_name()
    {
        await _store.CreateKeyAsync(Name, KeyKind.EcP256, default);
        var path = Path.Combine(_directory, "root.key");
        await File.WriteAllTextAsync(Path.Combine(_directory, "issuing.key"), (await File.ReadAllTextAsync(path)).Replace("\"root\"", "\"issuing\"", StringComparison.Ordinal));

        await Assert.ThrowsAsync<KeyStoreException>(async () => await _store.FindPublicKeyAsync(KeyName.Parse("issuing"), default));
    }

    [Fact]
    public async Task A_header_that_makes_the_passphrase_cheap_is_refused()
    {
        var path = Path.Combine(_directory, "seal.json");
        var cheap = (await File.ReadAllTextAsync(path)).Replace("210000", "1000", StringComparison.Ordinal);
        await File.WriteAllTextAsync(path, cheap);

        Assert.Throws<KeyStoreException>(() => SealedFileKeyStore.Open(_directory, Passphrase));
    }

    [Fact]
    public async Task Files_belong_to_their_owner_alone_and_hold_no_key_in_the_clear()
    {
        await _store.CreateKeyAsync(Name, KeyKind.EcP256, default);
        var path = Path.Combine(_directory, "root.key");

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }

        // PKCS#8 of an EC key names its algorithm: id-ecPublicKey. Sealed, it does not.
        var file = System.Text.Json.JsonDocument.Parse(await File.ReadAllBytesAsync(path));
        var content = file.RootElement.GetProperty("sealed").GetBytesFromBase64();
        Assert.Equal(-1, content.AsSpan().IndexOf("\x2a\x86\x48\xce\x3d\x02\x01"u8));
        Assert.DoesNotContain(Directory.GetFiles(_directory), name => name.EndsWith(".new", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Names_cannot_leave_the_directory()
    {
        Assert.False(KeyName.TryParse("../root", null, out _));
        Assert.False(KeyName.TryParse("a/b", null, out _));
        Assert.False(KeyName.TryParse("-a", null, out _));
        Assert.False(KeyName.TryParse("", null, out _));
        Assert.False(KeyName.TryParse("Root", null, out _));
        await Task.CompletedTask;
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        Directory.Delete(_directory, recursive: true);
    }

    private SealedFileKeyStore Open() => SealedFileKeyStore.Open(_directory, Passphrase, SealedFileKeyStore.LeastIterations);
}
