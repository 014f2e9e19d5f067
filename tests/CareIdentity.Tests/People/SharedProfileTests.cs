using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Testing.Engines;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Tests.People;

/// <summary>What is nobody's own: made by two people, lent by two people, reviewed by a third.</summary>
public sealed class SharedProfileTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData("Night bag", null)]
    [InlineData("N1", "shared.name")]
    [InlineData("1 bag", "shared.name")]
    [InlineData("", "shared.name")]
    [InlineData("Bag <b>", "shared.name")]
    public void The_name_begins_with_two_letters(string name, string? refused) =>
        Assert.Equal(refused, SharedProfileRules.Check(ProfileKind.TemporaryAccessCard, name, "")?.Code);

    [Theory]
    [EveryEngine]
    public async Task A_card_is_made_for_a_sponsor_found_by_its_name_and_kept_apart_by_sides(EngineUnderTest engine)
    {
        await using var world = await WorldAsync(engine);

        var card = await world.Card();

        Assert.Equal((ProfileKind.TemporaryAccessCard, ProfileState.Verified, "FW844 TAC Night bag", "In the safe"), (card.Kind, card.State, card.FullName, card.Notes));
        Assert.Equal(card.Id, Assert.Single(await world.Given.With((ProfileQueries profiles) => profiles.SearchAsync("FW844 TAC", 5, None))).Id);
        var sides = await world.Given.InDb(db => db.Duties.Where(d => d.ProfileId == card.Id && d.PersonId != card.Id).ToDictionaryAsync(d => d.PersonId, d => d.Side, None));
        Assert.Equal((DutySide.Sponsor, DutySide.Agent), (sides[world.Sponsor.ProfileId], sides[world.Agent.ProfileId]));
        Assert.Equal("shared.name-taken", (await world.Create("Night bag")).Refusal?.Code);
        Assert.Equal("registration.sponsor-needed", (await world.Create("Day bag", sponsor: Guid.Empty)).Refusal?.Code);
        Assert.Equal("access.not-allowed", (await world.Create("Day bag", by: world.Sponsor)).Refusal?.Code);
        Assert.Equal("shared.purpose-missing", (await world.Create("Bot", kind: ProfileKind.Robot, notes: "")).Refusal?.Code);
        Assert.Null((await world.Create("Bot", kind: ProfileKind.Robot)).Refusal);
        Assert.Equal("shared.not-shared", (await world.Create("Bag", kind: ProfileKind.Person)).Refusal?.Code);
        Assert.Equal(2, (await world.Given.With((LoanQueries loans) => loans.OfOrganisationAsync(Given.Given.Pharmacy, 0, 10, None))).Total);
        var renamed = await world.Given.With((ChangeDetails change) => change.ExecuteAsync(
            new ChangeDetailsRequest { ProfileId = card.Id, Details = SharedProfileRules.Details(card.Kind, Given.Given.Pharmacy, "Day bag", null, null), Reason = "x" }, world.Agent, None));
        Assert.Equal("shared.name-fixed", renamed.Refusal?.Code);
    }

    [Theory]
    [EveryEngine]
    public async Task It_is_lent_by_two_people_comes_back_and_is_reviewed_by_a_third(EngineUnderTest engine)
    {
        await using var world = await WorldAsync(engine);
        var card = await world.Card();

        var loan = (await world.Propose(card.Id, world.Sponsor)).Value;
        Assert.Equal("loan.out-already", (await world.Propose(card.Id, world.Agent)).Refusal?.Code);
        Assert.Equal("loan.approved-by-another", (await world.Approve(loan, world.Sponsor)).Refusal?.Code);
        Assert.Null((await world.Approve(loan, world.Agent)).Refusal);
        Assert.Equal("loan.not-proposed", (await world.Approve(loan, world.Agent)).Refusal?.Code);
        var row = Assert.Single((await world.Loans(card.Id)).Rows);
        Assert.Equal((LoanState.Lent, "Grace Nakamura", "Passport of another country AB12345", "Sam Sponsor", "Ravi Agent"), (row.State, row.BorrowerName, row.IdentifiedBy, row.ProposedBy, row.ApprovedBy));
        Assert.Equal("loan.not-returned", (await world.Review(loan, world.Second)).Refusal?.Code);
        world.Given.Clock.Advance(TimeSpan.FromHours(9));
        Assert.True((await world.Loans(card.Id)).Rows[0].IsOverdue(world.Given.Clock.GetUtcNow()));

        Assert.Null((await world.Return(loan, world.Sponsor)).Refusal);

        Assert.Equal("loan.not-lent", (await world.Return(loan, world.Sponsor)).Refusal?.Code);
        Assert.Equal("loan.reviewed-by-another", (await world.Review(loan, world.Agent)).Refusal?.Code);
        Assert.Equal("access.not-allowed", (await world.Review(loan, world.Sponsor)).Refusal?.Code);
        Assert.Equal("loan.finding-missing", (await world.Review(loan, world.Second, " ")).Refusal?.Code);
        Assert.Null((await world.Review(loan, world.Second)).Refusal);
        var lines = (await world.Given.With((AuditQueries audit) => audit.HistoryAsync(AuditSubject.Profile(card.Id), 0, 10, None))).Lines;
        Assert.Equal(["LoanReviewed", "LoanReturned", "LoanApproved", "LoanProposed", "SharedProfileCreated"], lines.Select(line => line.Type));
        Assert.Contains("back from Grace Nakamura, late", lines[1].InWords, StringComparison.Ordinal);
    }

    [Theory]
    [EveryEngine]
    public async Task Only_to_somebody_who_is_known_for_some_hours_and_never_to_oneself(EngineUnderTest engine)
    {
        await using var world = await WorldAsync(engine);
        var card = await world.Card();
        var uuid = await world.Given.InDb(db => db.Profiles.Where(p => p.Id == world.Sponsor.ProfileId).Select(p => p.Uuid).FirstAsync(None));
        var outside = await world.Given.ASponsor(Given.Given.OtherPharmacy, "Olga Other");

        Assert.Equal("loan.borrower-missing", (await world.Propose(card.Id, world.Sponsor, name: "Grace")).Refusal?.Code);
        Assert.Equal("evidence.number-form", (await world.Propose(card.Id, world.Sponsor, number: "?")).Refusal?.Code);
        Assert.Equal("loan.borrower-unknown", (await world.Propose(card.Id, world.Sponsor, borrower: UserUuid.Create())).Refusal?.Code);
        Assert.Equal("loan.borrower-unknown", (await world.Propose(card.Id, world.Sponsor, borrower: card.Uuid)).Refusal?.Code);
        Assert.Equal("loan.to-oneself", (await world.Propose(card.Id, world.Sponsor, borrower: uuid)).Refusal?.Code);
        Assert.Equal("loan.end", (await world.Propose(card.Id, world.Sponsor, hours: 25)).Refusal?.Code);
        Assert.Equal("loan.end", (await world.Propose(card.Id, world.Sponsor, hours: 0)).Refusal?.Code);
        Assert.Equal("access.out-of-scope", (await world.Propose(card.Id, outside)).Refusal?.Code);
        Assert.Equal("loan.not-a-temporary-card", (await world.Propose(world.Sponsor.ProfileId, world.Agent)).Refusal?.Code);
        var loan = (await world.Propose(card.Id, world.Agent, borrower: uuid)).Value;
        Assert.Equal("loan.approved-by-another", (await world.Approve(loan, world.Sponsor)).Refusal?.Code);
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => world.Given.InDb(db => db.Database.ExecuteSqlAsync($"update card_loans set approved_by = proposed_by where id = {loan}")));
        Assert.Null((await world.Return(loan, world.Agent)).Refusal);
        Assert.Equal(LoanState.Withdrawn, (await world.Loans(card.Id)).Rows[0].State);
        Assert.Null((await world.Propose(card.Id, world.Agent)).Refusal);
    }

    [Theory]
    [EveryEngine]
    public async Task A_lent_card_never_decides_anything_for_the_RA_and_goes_back_when_its_profile_closes(EngineUnderTest engine)
    {
        await using var world = await WorldAsync(engine);
        var card = await world.Card();
        var position = await world.Given.APosition(Given.Given.Pharmacy, "Night sponsor", "R8008", "B1300");
        await world.Given.InDb(async db =>
        {
            db.PositionAssignments.Add(new PositionAssignment { Id = Guid.NewGuid(), ProfileId = card.Id, PositionId = position, StartsOn = world.Given.Today, GrantedAt = world.Given.Clock.GetUtcNow() });
            new AuditTrail(db, world.Given.Clock).Record(Actor.Service, Reason.None, new TermsAccepted { ProfileId = card.Id, TermsVersion = "test" });
            (await db.Profiles.FirstAsync(p => p.Id == card.Id, None)).AcceptTerms("test", world.Given.Clock.GetUtcNow());
            return await db.SaveAsync(None);
        });
        await world.Given.Appointed(card.Id);
        var loan = (await world.Propose(card.Id, world.Sponsor)).Value;
        await world.Approve(loan, world.Agent);
        var acting = await world.Given.ActorIn(card.Id, card.FullName);

        Assert.Equal("access.role-not-held", (await world.Given.With((Authority authority) => authority.CheckAsync(acting, RaFunction.RaiseRequest, Given.Given.Pharmacy, None)))?.Code);
        Assert.DoesNotContain(await world.Given.With((SponsorQueries sponsors) => sponsors.OfAsync(Given.Given.Pharmacy, None)), holder => holder.ProfileId == card.Id);
        Assert.Null((await world.Given.With((CloseProfile close) => close.ExecuteAsync(new CloseProfileRequest { ProfileId = card.Id, Reason = "No longer needed" }, world.Agent, None))).Refusal);
        Assert.Equal(LoanState.Returned, (await world.Loans(card.Id)).Rows[0].State);
    }

    [Theory]
    [EveryEngine]
    public async Task Cards_and_robots_are_read_page_by_page_and_taken_away_by_who_may_lend_them_and_not_without_a_trace(EngineUnderTest engine)
    {
        await using var world = await WorldAsync(engine);
        foreach (var name in new[] { "Day bag", "Night bag", "Bot" })
        {
            Assert.Null((await world.Create(name, kind: name == "Bot" ? ProfileKind.Robot : ProfileKind.TemporaryAccessCard)).Refusal);
        }

        var outside = await world.Given.ASponsor(Given.Given.OtherPharmacy, "Olga Other");
        Task<SharedProfiles> Page(int skip) => world.Given.With((LoanQueries loans) => loans.OfOrganisationAsync(Given.Given.Pharmacy, skip, 2, None));
        Task<string> Taken(Actor by) => world.Given.With(async (ExportShared export) => (await export.ExecuteAsync(Given.Given.Pharmacy, by, None)).IsRefused(out var refusal, out var rows)
            ? refusal.Code
            : string.Join(", ", await rows.Select(row => row.FullName).ToListAsync(None)));

        Assert.Equal((3, 2), ((await Page(0)).Total, (await Page(0)).Rows.Count));
        Assert.Equal((3, 1), ((await Page(2)).Total, (await Page(2)).Rows.Count));
        Assert.Equal("FW844 RPA Bot, FW844 TAC Day bag, FW844 TAC Night bag", string.Join(", ", (await Page(0)).Rows.Concat((await Page(2)).Rows).Select(row => row.FullName).Order(StringComparer.Ordinal)));
        Assert.Equal(string.Join(", ", (await Page(0)).Rows.Concat((await Page(2)).Rows).Select(row => row.FullName)), await Taken(world.Sponsor));
        Assert.Equal("access.out-of-scope", await Taken(outside));
        var history = await world.Given.With((AuditQueries audit) => audit.HistoryAsync(AuditSubject.Organisation(Given.Given.Pharmacy), 0, 20, None));
        Assert.Single(history.Lines, line => line is { Type: nameof(SharedProfilesExported), InWords: "Took away the list of the Temporary Access Cards and robots of FW844.", ActorName: "Sam Sponsor" });
    }

    private static async Task<World> WorldAsync(EngineUnderTest engine)
    {
        var given = await Given.Given.AnRaAsync(engine);
        return new World(given, await given.ASponsor(), await given.AnRaAgent(), await given.AnRaAgent(name: "Ben Second"));
    }

    private sealed record World(Given.Given Given, Actor Sponsor, Actor Agent, Actor Second) : IAsyncDisposable
    {
        public Task<Outcome<UserUuid>> Create(string name, Guid? sponsor = null, Actor? by = null, ProfileKind kind = ProfileKind.TemporaryAccessCard, string notes = "In the safe") =>
            Given.With((CreateSharedProfile create) => create.ExecuteAsync(
                new CreateSharedProfileRequest { Kind = kind, Organisation = Tests.Given.Given.Pharmacy, Name = name, Notes = notes, SponsorId = sponsor == Guid.Empty ? null : sponsor ?? Sponsor.ProfileId }, by ?? Agent, None));

        public async Task<ProfileView> Card()
        {
            var uuid = (await Create("Night bag")).Value;
            Given.Clock.Advance(TimeSpan.FromSeconds(1));
            return (await Given.With((ProfileQueries profiles) => profiles.FindAsync(uuid, None)))!;
        }

        public async Task<Outcome<Guid>> Propose(Guid card, Actor by, UserUuid? borrower = null, string name = "Grace Nakamura", string number = "ab 12345", int hours = 8)
        {
            var outcome = await Given.With((ProposeLoan propose) => propose.ExecuteAsync(
                new ProposeLoanRequest
                {
                    ProfileId = card,
                    Borrower = borrower,
                    BorrowerName = name,
                    Document = DocumentKind.Find("other-passport"),
                    DocumentNumber = number,
                    DueAt = Given.Clock.GetUtcNow().AddHours(hours),
                    Reason = "Agency nurse tonight",
                },
                by,
                None));
            Given.Clock.Advance(TimeSpan.FromSeconds(1));
            return outcome;
        }

        public Task<Outcome<Done>> Approve(Guid loan, Actor by) => Later((ApproveLoan verb) => verb.ExecuteAsync(new ApproveLoanRequest { LoanId = loan }, by, None));

        public Task<Outcome<Done>> Return(Guid loan, Actor by) => Later((ReturnLoan verb) => verb.ExecuteAsync(new ReturnLoanRequest { LoanId = loan }, by, None));

        public Task<Outcome<Done>> Review(Guid loan, Actor by, string finding = "Two shifts, as agreed") =>
            Later((ReviewLoan verb) => verb.ExecuteAsync(new ReviewLoanRequest { LoanId = loan, Finding = finding }, by, None));

        public Task<(IReadOnlyList<LoanRow> Rows, int Total)> Loans(Guid card) => Given.With((LoanQueries loans) => loans.OfCardAsync(card, 0, 20, None));

        public ValueTask DisposeAsync() => Given.DisposeAsync();

        private async Task<Outcome<Done>> Later<TVerb>(Func<TVerb, Task<Outcome<Done>>> use)
            where TVerb : notnull
        {
            var outcome = await Given.With(use);
            Given.Clock.Advance(TimeSpan.FromSeconds(1));
            return outcome;
        }
    }
}
