using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Piv;
using CareIdentity.Cards.Virtual;
using CareIdentity.Certificates;
using CareIdentity.Kernel;
using CareIdentity.Pki.Keys;
using CareIdentity.Requests;
using CareIdentity.SignIn;
using CareIdentity.Smartcards;
using CareIdentity.Testing.Engines;
using Microsoft.Extensions.DependencyInjection;

namespace CareIdentity.Tests.Given;

/// <summary>The small RA of <see cref="Given"/> with a certificate authority, blank cards, and people who hold real (virtual) cards.</summary>
public sealed class GivenCards : IAsyncDisposable
{
    public const string Origin = "https://care-identity.example";
    public const string Passcode = "482916";

    private readonly List<VirtualCard> cards = [];
    private int serial = 900_000_100;

    private GivenCards(Given ra) => Ra = ra;

    public Given Ra { get; }

    public static async Task<GivenCards> Async(
        EngineUnderTest engine, IKeyStore? keys = null, CertificateOptions? options = null, RaPolicy? policy = null, Action<IServiceCollection>? more = null, SmartcardOptions? cards = null)
    {
        // One store, however often the service is started.
        keys ??= new InMemoryKeyStore();
        var ra = await Given.AnRaAsync(engine, services =>
        {
            services
                .AddSingleton(policy ?? new RaPolicy())
                .AddSingleton(keys)
                .AddSingleton(options ?? new CertificateOptions())
                .AddSingleton(cards ?? new SmartcardOptions())
                .AddCertificates().AddSmartcards().AddSignIn();
            more?.Invoke(services);
        });
        var given = new GivenCards(ra);
        Assert.Null((await ra.With((SetUpIssuers setUp) => setUp.ExecuteAsync(Actor.Service, None))).Refusal);
        await ra.With(async (CardMasterSecret secrets) =>
        {
            await secrets.EnsureAsync(None);
            return true;
        });
        return given;
    }

    /// <summary>The same register and keys in another process.</summary>
    public GivenCards Restart() => new(Ra.Restart());

    private static CancellationToken None => CancellationToken.None;

    /// <summary>A card from the factory, in the stock of the RA.</summary>
    public async Task<VirtualCard> ABlankCard(string? number = null)
    {
        var card = new VirtualCard(number ?? (serial++).ToString("D10", System.Globalization.CultureInfo.InvariantCulture));
        cards.Add(card);
        var taken = await Ra.With((RegisterBlankCards register) => register.ExecuteAsync(
            new RegisterBlankCardsRequest { Organisation = Given.Ra, Serials = [CareIdentity.Smartcards.CardSerial.Parse(card.Serial.ToString())] }, Actor.Service, None));
        Assert.Equal(1, taken.Value.Registered);
        return card;
    }

    /// <summary>A reader with that card, and somebody who types that passcode whenever asked.</summary>
    public ICardChannel Reader(VirtualCard card, string? types = Passcode) =>
        new VirtualCardChannel(card, Ra.Clock, _ => types is null ? null : Encoding.ASCII.GetBytes(types));

    public Task<Outcome<AdmittedOperation>> Start(CardOperationKind kind, Guid profileId, Actor actor, Guid? smartcardId = null, string? beside = null) =>
        Ra.With((StartCardOperation start) => start.ExecuteAsync(
            new StartCardOperationRequest { Kind = kind, ProfileId = profileId, SmartcardId = smartcardId, BesideAnother = beside }, actor, None));

    public async Task<Outcome<Done>> Run(AdmittedOperation admitted, ICardChannel reader) =>
        await Ra.With(async (CardOperationRunner runner) =>
            (await runner.RedeemAsync(admitted.Ticket, None)).IsRefused(out var refusal, out var briefing)
                ? refusal
                : await runner.RunAsync(briefing, reader, None));

    public async Task<Outcome<Done>> Issue(Guid profileId, Actor agent, VirtualCard card, CardOperationKind kind = CardOperationKind.Issue) =>
        await Run((await Start(kind, profileId, agent)).Value, Reader(card));

    /// <summary>A card in the hand of somebody, made by the service itself as in a training population.</summary>
    public async Task<VirtualCard> ACardOf(Guid profileId, string? number = null)
    {
        var card = await ABlankCard(number);
        Assert.Null((await Issue(profileId, Actor.Service, card)).Refusal);
        return card;
    }

    /// <summary>The person with a card, signed in with it, in the one role they have.</summary>
    public async Task<Actor> SignedIn(Actor somebody)
    {
        var signedIn = (await SignIn(await ACardOf(somebody.ProfileId))).Value;
        return (await Ra.With((SessionQueries sessions) => sessions.FindAsync(signedIn.Token, None))).Value.Actor;
    }

    public async Task<Outcome<SignedInWithCard>> SignIn(VirtualCard card, string passcode = Passcode)
    {
        var browser = SecretToken.Create();
        var begun = await Begin(browser);
        return await Complete(browser, begun.Nonce, await Token(card, passcode, Origin, begun.Nonce));
    }

    public async Task<SignInBegun> Begin(string browser) => (await Ra.With((BeginSignIn begin) => begin.ExecuteAsync(browser, None))).Value;

    public Task<Outcome<SignedInWithCard>> Complete(string browser, string nonce, string token) =>
        Ra.With((SignInWithCard signIn) => signIn.ExecuteAsync(
            new SignInWithCardRequest { BrowserId = browser, Nonce = nonce, AuthToken = token, Origin = Origin, CorrelationId = "test" }, None));

    /// <summary>What an agent sends: made from the card alone, independently of the service's code.</summary>
    public async Task<string> Token(VirtualCard card, string passcode, string origin, string nonce)
    {
        var piv = new PivCard(Reader(card, passcode));
        await piv.SelectAsync(None);
        var certificate = (await piv.ReadCertificateAsync(PivSlot.Authentication, None))!;
        Assert.True((await piv.VerifyPasscodeAsync(Encoding.ASCII.GetBytes(passcode), None)).IsAccepted);
        byte[] signed = [.. SHA256.HashData(Encoding.UTF8.GetBytes(origin)), .. SHA256.HashData(Encoding.UTF8.GetBytes(nonce))];
        var der = await piv.SignAsync(PivSlot.Authentication, PivAlgorithm.EccP256, SHA256.HashData(signed), None);
        return TokenText(certificate, Flat(der));
    }

    public static string TokenText(byte[] certificate, byte[] signature) => JsonSerializer.Serialize(new
    {
        unverifiedCertificate = Convert.ToBase64String(certificate),
        algorithm = "ES256",
        signature = Convert.ToBase64String(signature),
        format = "web-eid:1.0",
        appVersion = "https://care-identity.example/agent/0.1.0",
    });

    /// <summary>Asha: requested by the sponsor, verified by the checker, with no position yet.</summary>
    public async Task<Guid> Asha(Actor sponsor, Actor checker)
    {
        var raised = (await Ra.With((RaiseRegistration raise) => raise.ExecuteAsync(GivenPeople.Registration(GivenPeople.Asha, Ra.Today, null), sponsor, None))).Value;
        return (await Ra.With((AcceptRegistration accept) => accept.ExecuteAsync(
            new AcceptRegistrationRequest { RequestId = raised.RegistrationId, Person = GivenPeople.Verified(GivenPeople.Asha, Ra.Today) }, checker, None))).Value.ProfileId;
    }

    public async Task<SmartcardView> View(VirtualCard card) =>
        (await Ra.With((SmartcardQueries queries) => queries.FindAsync(CareIdentity.Smartcards.CardSerial.Parse(card.Serial.ToString()), None)))!;

    public async ValueTask DisposeAsync()
    {
        cards.ForEach(card => card.Dispose());
        await Ra.DisposeAsync();
    }

    /// <summary>SEQUENCE { r, s } as r ‖ s.</summary>
    public static byte[] Flat(byte[] der)
    {
        var reader = new System.Formats.Asn1.AsnReader(der, System.Formats.Asn1.AsnEncodingRules.DER).ReadSequence();
        return [.. Fixed(reader.ReadIntegerBytes().Span), .. Fixed(reader.ReadIntegerBytes().Span)];
    }

    private static byte[] Fixed(ReadOnlySpan<byte> number)
    {
        var octets = new byte[32];
        var digits = number.TrimStart((byte)0);
        digits.CopyTo(octets.AsSpan(octets.Length - digits.Length));
        return octets;
    }
}
