using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CareIdentity.Cards.Piv;
using CareIdentity.Cards.Virtual;
using CareIdentity.Testing.Readers;
using static CareIdentity.Tests.Cards.CardsUnderTest;

namespace CareIdentity.Tests.Cards.Programs;

/// <summary>A reader with a virtual card in it, a folder for what programs read and write, and an authority that certifies the card's keys.</summary>
internal sealed class CardDesk : IAsyncDisposable
{
    // Fixed, and far apart: programs compare them with the clock of the machine.
    private static readonly DateTimeOffset From = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Until = new(2049, 12, 31, 0, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cis-desk-");
    private readonly ECDsa authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly PrivatePcscd pcscd;
    private InsertedCard? inserted;

    private CardDesk(PrivatePcscd pcscd, VirtualCard card)
    {
        (this.pcscd, Card) = (pcscd, card);
        Variables = new Dictionary<string, string>([pcscd.Environment]) { ["HOME"] = folder.FullName };
        var request = new CertificateRequest("CN=Desk authority", authorityKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        Authority = request.CreateSelfSigned(From, Until);
    }

    public VirtualCard Card { get; }

    public X509Certificate2 Authority { get; }

    /// <summary>What every program gets into its environment.</summary>
    public Dictionary<string, string> Variables { get; }

    /// <param name="maker">The first word of the reader's name.</param>
    public static async Task<CardDesk> OpenAsync(string serial = Serial, string maker = "Care") =>
        new(await PrivatePcscd.StartAsync($"{maker} Identity Test"), new VirtualCard(serial));

    public string PathOf(string name) => Path.Combine(folder.FullName, name);

    public string Write(string name, ReadOnlySpan<byte> content)
    {
        File.WriteAllBytes(PathOf(name), content);
        return PathOf(name);
    }

    public string Write(string name, string content)
    {
        File.WriteAllText(PathOf(name), content);
        return PathOf(name);
    }

    public byte[] Read(string name) => File.ReadAllBytes(PathOf(name));

    /// <summary>Runs a program; the card is in the reader from the first one on.</summary>
    public async Task<ProgramOutput> RunAsync(string program, params string[] words)
    {
        inserted ??= await pcscd.InsertAsync(Card, ct: Ct);
        return await Programs.RunAsync(Variables, program, words);
    }

    /// <summary>Prepares the card with the factory's management key; once it is in the reader, pcscd resets it whenever it likes.</summary>
    public async Task<T> ManageAsync<T>(Func<PivCard, ValueTask<T>> work)
    {
        Assert.Null(inserted);
        var piv = new PivCard(Card.WithTyping());
        await piv.SelectAsync(Ct);
        await piv.AuthenticateManagementAsync(FactoryKey, PivAlgorithm.TripleDes, Ct);
        var result = await work(piv);
        Card.Reset();
        return result;
    }

    public Task ManageAsync(Func<PivCard, ValueTask> work) => ManageAsync(async piv =>
    {
        await work(piv);
        return true;
    });

    /// <summary>What the card would answer now: asked of a copy, so that nobody notices.</summary>
    public async Task<T> AskAsync<T>(Func<PivCard, ValueTask<T>> question)
    {
        using var copy = VirtualCard.Restore(Card.Save());
        var piv = new PivCard(copy.WithTyping());
        await piv.SelectAsync(Ct);
        return await question(piv);
    }

    /// <summary>A key made on the card, and its certificate written to it.</summary>
    public Task<X509Certificate2> GiveKeyAsync(PivSlot slot, PivAlgorithm algorithm) => ManageAsync(async piv =>
    {
        var certificate = Certify(await piv.GenerateKeyAsync(slot, algorithm, Ct), $"Holder {slot}");
        await piv.WriteCertificateAsync(slot, certificate.RawData, Ct);
        return certificate;
    });

    public X509Certificate2 Certify(byte[] subjectPublicKeyInfo, string name)
    {
        var request = new CertificateRequest(
            new X500DistinguishedName($"CN={name}"), PublicKey.CreateFromSubjectPublicKeyInfo(subjectPublicKeyInfo, out _), HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyAgreement | X509KeyUsageFlags.KeyEncipherment, true));
        return request.Create(Authority.SubjectName, X509SignatureGenerator.CreateForECDsa(authorityKey), From, Until, RandomNumberGenerator.GetBytes(8));
    }

    public async ValueTask DisposeAsync()
    {
        await (inserted?.DisposeAsync() ?? ValueTask.CompletedTask);
        await pcscd.DisposeAsync();
        Card.Dispose();
        Authority.Dispose();
        authorityKey.Dispose();
        folder.Delete(recursive: true);
    }

    /// <summary>As programs of this trade write them: <c>01:02:03</c>.</summary>
    public static string Colons(ReadOnlySpan<byte> bytes) => string.Join(':', bytes.ToArray().Select(b => b.ToString("X2", CultureInfo.InvariantCulture)));
}
