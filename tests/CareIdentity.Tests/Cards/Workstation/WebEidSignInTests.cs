using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Piv;
using CareIdentity.Cards.Virtual;
using CareIdentity.Cards.Workstation;
using CareIdentity.Cards.Workstation.WebEid;
using CareIdentity.Testing;
using Xunit;

namespace CareIdentity.Tests.Cards.Workstation;

/// <summary>Signing in with a card. The oracle computes hash(hash(origin) ‖ hash(nonce)) and verifies it by itself.</summary>
public sealed class WebEidSignInTests : IDisposable
{
    private const string Origin = "https://care.example";
    private const string Nonce = "MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI=";
    private const string AppVersion = "https://care.example/agent/1.0";
    private const string Passcode = "193746";

    private static readonly CancellationToken None = CancellationToken.None;

    private readonly VirtualCard card = new("1000000017");
    private readonly ManualClock clock = new();
    private readonly VirtualReaders readers = new("Reader 1", "Reader 2");
    private readonly WatchedReaders watched;

    public WebEidSignInTests() => watched = new WatchedReaders(readers);

    [Theory]
    [InlineData(PivAlgorithm.EccP256, "ES256", 64)]
    [InlineData(PivAlgorithm.EccP384, "ES384", 96)]
    [InlineData(PivAlgorithm.Rsa2048, "RS256", 256)]
    public async Task A_token_is_what_the_specification_says(PivAlgorithm algorithm, string name, int signatureLength)
    {
        await IssueAsync(algorithm);

        var token = Assert.IsType<WebEidOutcome.Token>(await SignInAsync(new TypingPerson(Passcode))).Value;

        using var json = JsonDocument.Parse(token.ToJson());
        var members = json.RootElement.EnumerateObject().ToDictionary(member => member.Name, member => member.Value.GetString()!);
        Assert.Equal(["algorithm", "appVersion", "format", "signature", "unverifiedCertificate"], members.Keys.Order());
        Assert.Equal((name, "web-eid:1.0", AppVersion), (members["algorithm"], members["format"], members["appVersion"]));
        Assert.Equal(signatureLength, Convert.FromBase64String(members["signature"]).Length);
        Assert.True(Verified(members, Origin, Nonce));
        Assert.False(Verified(members, "https://care.example.evil", Nonce));
        Assert.False(Verified(members, Origin, Nonce[..^2] + "M="));

        var read = WebEidToken.Find(token.ToJson())!;
        Assert.True(WebEidSignature.Verifies(read, Origin, Nonce));
        Assert.False(WebEidSignature.Verifies(read, Origin + ":444", Nonce));
        Assert.False(WebEidSignature.Verifies(read, Origin, Nonce + "A"));
    }

    [Fact]
    public async Task The_person_sees_who_asks_and_the_passcode_stays_nowhere()
    {
        await IssueAsync(PivAlgorithm.EccP256);
        var person = new TypingPerson(Passcode);

        await SignInAsync(person);

        var asked = Assert.Single(person.Asked);
        Assert.Equal((Origin, "Reader 1", 3), (asked.Origin, asked.Reader, asked.TriesLeft!.Value));
        Assert.True(person.ForgotEverything);
        Assert.False(watched.KeepsPasscodes);
        await using var next = await readers.OpenAsync("Reader 1", None);
        Assert.Equal(3, (await CardInspection.InspectAsync("Reader 1", next!, None)).TriesLeft);
    }

    [Fact]
    public async Task A_wrong_passcode_says_how_many_tries_are_left_until_the_card_is_locked()
    {
        await IssueAsync(PivAlgorithm.EccP256);

        Assert.Equal(new WebEidOutcome.WrongPasscode(2), await SignInAsync(new TypingPerson("111111")));
        Assert.Equal(new WebEidOutcome.WrongPasscode(1), await SignInAsync(new TypingPerson("111111")));
        var careful = new TypingPerson("111111") { TakesLastTry = false };
        Assert.IsType<WebEidOutcome.Stopped>(await SignInAsync(careful));
        Assert.Single(careful.Warned);
        Assert.IsType<WebEidOutcome.CardLocked>(await SignInAsync(new TypingPerson("111111")));
        var person = new TypingPerson(Passcode);
        Assert.IsType<WebEidOutcome.CardLocked>(await SignInAsync(person));
        Assert.Empty(person.Asked);
    }

    [Fact]
    public async Task Nobody_types_and_nothing_is_signed()
    {
        await IssueAsync(PivAlgorithm.EccP256);

        Assert.Equal(new WebEidOutcome.Stopped("No passcode was entered."), await SignInAsync(new TypingPerson()));
        Assert.DoesNotContain(watched.Commands, command => command.StartsWith("00 87", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_card_or_with_a_blank_one_there_is_nothing_to_sign_in_with()
    {
        Assert.IsType<WebEidOutcome.NoCard>(await SignInAsync(new TypingPerson(Passcode)));
        readers.Insert("Reader 1", card);
        Assert.Contains("blank", Assert.IsType<WebEidOutcome.CardError>(await SignInAsync(new TypingPerson(Passcode))).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_card_that_leaves_is_no_card()
    {
        await IssueAsync(PivAlgorithm.EccP256);

        Assert.IsType<WebEidOutcome.NoCard>(await SignInAsync(new TypingPerson(Passcode) { BeforeTyping = () => readers.Remove("Reader 1") }));
    }

    [Fact]
    public async Task With_two_cards_nobody_guesses_whose_it_is()
    {
        await IssueAsync(PivAlgorithm.EccP256);
        using var other = new VirtualCard("1000000025");
        await Conversation.IssueAsync(other, clock, Passcode, [0x70, 0x00, 0x71, 0x01, 0x00, 0xFE, 0x00]);
        readers.Insert("Reader 2", other);
        var person = new TypingPerson(Passcode);

        Assert.IsType<WebEidOutcome.CardError>(await SignInAsync(person));
        Assert.Empty(person.Asked);
    }

    [Fact]
    public async Task A_card_in_use_elsewhere_is_an_error_and_not_asked_for_its_passcode()
    {
        await IssueAsync(PivAlgorithm.EccP256);
        watched.Before = _ => throw new CardResetException();

        Assert.IsNotType<WebEidOutcome.Token>(await SignInAsync(new TypingPerson(Passcode)));
    }

    [Fact]
    public async Task A_certificate_that_does_not_belong_to_the_key_signs_nobody_in()
    {
        await IssueAsync(PivAlgorithm.EccP256, foreignCertificate: true);

        Assert.IsType<WebEidOutcome.CardError>(await SignInAsync(new TypingPerson(Passcode)));
    }

    [Fact]
    public async Task A_hostile_card_is_an_error_and_never_more()
    {
        await IssueAsync(PivAlgorithm.EccP256);
        var seeded = new SeededBytes(20260314);
        watched.Answer = (_, answer) => seeded.Below(8) == 0 ? seeded.Mutate(answer.ToArray()) : answer;

        for (var round = 0; round < 300; round++)
        {
            var outcome = await SignInAsync(new TypingPerson(Passcode));
            Assert.True(
                outcome is not WebEidOutcome.Token token || Verified(Members(token.Value), Origin, Nonce),
                $"Round {round}");
        }
    }

    [Theory]
    [InlineData("https://care.example", true)]
    [InlineData("https://care.example:8443", true)]
    [InlineData("http://localhost:5000", true)]
    [InlineData("http://127.0.0.1:5000", true)]
    [InlineData("http://care.example", false)]
    [InlineData("http://localhost.example:5000", false)]
    [InlineData("https://care.example/", false)]
    [InlineData("https://care.example:443", false)]
    [InlineData("https://Care.example", false)]
    [InlineData("https://care.example/path", false)]
    [InlineData("https://user@care.example", false)]
    [InlineData("https://care.example#", false)]
    [InlineData("https://care.example?", false)]
    [InlineData("https://", false)]
    [InlineData("chrome-extension://abcdefghijklmnop", false)]
    [InlineData("null", false)]
    [InlineData("", false)]
    [InlineData(" https://care.example", false)]
    public void An_origin_is_as_a_browser_writes_it(string origin, bool acceptable) =>
        Assert.Equal(acceptable, WebEidOrigin.IsAcceptable(origin));

    [Theory]
    [InlineData("http://care.example", Nonce)]
    [InlineData(Origin, "short")]
    [InlineData(Origin, "MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI")]
    [InlineData(Origin, "MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMT \n")]
    public async Task Nobody_is_asked_for_anything_on_a_bad_origin_or_nonce(string origin, string nonce)
    {
        await IssueAsync(PivAlgorithm.EccP256);

        await Assert.ThrowsAsync<ArgumentException>(async () => await new WebEidSignIn(watched, new TypingPerson(Passcode), AppVersion).SignInAsync(origin, nonce, None));

        Assert.Empty(watched.Commands);
    }

    public void Dispose() => card.Dispose();

    private ValueTask<WebEidOutcome> SignInAsync(TypingPerson person) => new WebEidSignIn(watched, person, AppVersion).SignInAsync(Origin, Nonce, None);

    private async Task IssueAsync(PivAlgorithm algorithm, bool foreignCertificate = false)
    {
        var piv = await Conversation.IssueAsync(card, clock, Passcode, []);
        var key = await piv.GenerateKeyAsync(PivSlot.Authentication, algorithm, None);
        using var foreign = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await piv.WriteCertificateAsync(PivSlot.Authentication, Certify(foreignCertificate ? foreign.ExportSubjectPublicKeyInfo() : key), None);
        readers.Insert("Reader 1", card);
    }

    private static byte[] Certify(byte[] key)
    {
        using var issuer = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(new X500DistinguishedName("CN=555012345678"), PublicKey.CreateFromSubjectPublicKeyInfo(key, out _), HashAlgorithmName.SHA256);
        var from = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var certificate = request.Create(new X500DistinguishedName("CN=Test issuer"), X509SignatureGenerator.CreateForECDsa(issuer), from, from.AddYears(2), [1, 2, 3]);
        return certificate.RawData;
    }

    private static Dictionary<string, string> Members(WebEidToken token)
    {
        using var json = JsonDocument.Parse(token.ToJson());
        return json.RootElement.EnumerateObject().ToDictionary(member => member.Name, member => member.Value.GetString()!);
    }

    /// <summary>Written from the specification alone, over the JSON text.</summary>
    private static bool Verified(Dictionary<string, string> token, string origin, string nonce)
    {
        using var certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(token["unverifiedCertificate"]));
        var signature = Convert.FromBase64String(token["signature"]);
        byte[] Hash(byte[] bytes) => token["algorithm"] == "ES384" ? SHA384.HashData(bytes) : SHA256.HashData(bytes);
        var digest = Hash([.. Hash(Encoding.UTF8.GetBytes(origin)), .. Hash(Encoding.UTF8.GetBytes(nonce))]);
        using var ecdsa = certificate.GetECDsaPublicKey();
        using var rsa = certificate.GetRSAPublicKey();
        return token["algorithm"] == "RS256"
            ? rsa!.VerifyHash(digest, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : ecdsa!.VerifyHash(digest, signature, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }
}
