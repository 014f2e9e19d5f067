using CareIdentity.Access;
using CareIdentity.Certificates;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Pki.Encoding;
using CareIdentity.SignIn;
using CareIdentity.Testing.Engines;
using CareIdentity.Tests.Given;

namespace CareIdentity.Tests.SignIn;

/// <summary>A Temporary Access Card signs in while it is lent, and at no other moment; its certificates say what it is.</summary>
public sealed class LentCardTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [EveryEngine]
    public async Task It_works_from_the_second_agreement_to_the_hour_agreed_or_its_return(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var (sponsor, agent) = (await given.Ra.ASponsor(), await given.Ra.AnRaAgent());
        var uuid = (await given.Ra.With((CreateSharedProfile create) => create.ExecuteAsync(
            new CreateSharedProfileRequest { Kind = ProfileKind.TemporaryAccessCard, Organisation = Given.Given.Pharmacy, Name = "Night bag", SponsorId = sponsor.ProfileId }, agent, None))).Value;
        var bag = (await given.Ra.With((ProfileQueries profiles) => profiles.FindAsync(uuid, None)))!;
        var position = await given.Ra.ADispenserPosition();
        Assert.Null((await given.Ra.With((AssignPosition assign) => assign.ExecuteAsync(
            new AssignPositionRequest { ProfileId = bag.Id, PositionId = position, StartsOn = given.Ra.Today, SponsorId = sponsor.ProfileId, Reason = "For the night" }, agent, None))).Refusal);
        var card = await given.ACardOf(bag.Id);

        Assert.Equal("signin.card-not-lent", (await given.SignIn(card)).Refusal?.Code);
        var first = await Propose(given, bag.Id, sponsor);
        Assert.Equal("signin.card-not-lent", (await given.SignIn(card)).Refusal?.Code);
        await given.Ra.With((ApproveLoan approve) => approve.ExecuteAsync(new ApproveLoanRequest { LoanId = first }, agent, None));
        var signedIn = (await given.SignIn(card)).Value;
        Assert.Null(await SessionAsync(given, signedIn.Token));
        await given.Ra.With((ReturnLoan give) => give.ExecuteAsync(new ReturnLoanRequest { LoanId = first }, sponsor, None));
        Assert.Equal("signin.card-not-lent", await SessionAsync(given, signedIn.Token));

        var second = await Propose(given, bag.Id, sponsor);
        await given.Ra.With((ApproveLoan approve) => approve.ExecuteAsync(new ApproveLoanRequest { LoanId = second }, agent, None));
        Assert.Null((await given.SignIn(card)).Refusal);
        given.Ra.Clock.Advance(TimeSpan.FromHours(8));
        Assert.Equal("signin.card-not-lent", (await given.SignIn(card)).Refusal?.Code);

        var options = new CertificateOptions();
        var view = await given.View(card);
        var certificates = await given.Ra.With((CertificateQueries queries) => queries.OfCardAsync(view.Id, None));
        Assert.All(certificates, certificate => Assert.Contains(options.Arc.TemporaryAccessCard(options.Realm), ParsedCertificate.Parse(certificate.Certificate!).Tbs.Policies));
    }

    private static async Task<Guid> Propose(GivenCards given, Guid card, Actor by) =>
        (await given.Ra.With((ProposeLoan propose) => propose.ExecuteAsync(
            new ProposeLoanRequest
            {
                ProfileId = card,
                BorrowerName = "Grace Nakamura",
                Document = DocumentKind.Find("other-passport"),
                DocumentNumber = "AB12345",
                DueAt = given.Ra.Clock.GetUtcNow().AddHours(8),
                Reason = "Agency nurse tonight",
            },
            by,
            None))).Value;

    private static async Task<string?> SessionAsync(GivenCards given, string token) => (await given.Ra.With((SessionQueries sessions) => sessions.FindAsync(token, None))).Refusal?.Code;
}
