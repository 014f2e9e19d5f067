using CareIdentity.Audit;
using CareIdentity.Cards.Piv;
using CareIdentity.Certificates;
using CareIdentity.Kernel;
using CareIdentity.Smartcards;
using CareIdentity.Testing.Engines;
using CareIdentity.Tests.Given;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Tests.Smartcards;

public sealed class IssueSmartcardTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [EveryEngine]
    public async Task An_RA_agent_issues_a_card_that_is_active_with_two_certificates_of_the_UUID_alone(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var (sponsor, checker, agent) = (await given.Ra.ASponsor(), await given.Ra.AnIdChecker(), await given.SignedIn(await given.Ra.AnRaAgent()));
        var asha = await given.Asha(sponsor, checker);
        var card = await given.ABlankCard();
        given.Ra.Clock.Advance(TimeSpan.FromSeconds(1));
        var admitted = (await given.Start(CardOperationKind.Issue, asha, agent)).Value;
        given.Ra.Clock.Advance(TimeSpan.FromSeconds(1));

        var issued = await given.Run(admitted, given.Reader(card));

        Assert.Null(issued.Refusal);
        var view = await given.View(card);
        Assert.Equal((SmartcardState.Active, asha, "Ravi Agent"), (view.State, view.HolderId!.Value, view.IssuedBy));
        Assert.Equal((given.Ra.Today.AddYears(2), 731), (view.WorksUntil, view.DaysLeft));
        var certificates = await given.Ra.With((CertificateQueries queries) => queries.OfCardAsync(view.Id, None));
        Assert.Equal(2, certificates.Count);
        Assert.All(certificates, certificate => Assert.Equal(CertificateStatus.Active, certificate.Status));
        var piv = new PivCard(given.Reader(card));
        await piv.SelectAsync(None);
        Assert.Equal(certificates.Single(c => c.Kind is CertificateKind.Authentication).Certificate, await piv.ReadCertificateAsync(PivSlot.Authentication, None));
        var history = await given.Ra.With((AuditQueries audit) => audit.HistoryAsync(AuditSubject.Profile(asha), 0, 20, None));
        Assert.Equal(["SmartcardIssued", "CardOperationStarted", "ProfileCreated"], history.Lines.Select(l => l.Type));
        Assert.Contains("Dorset Registration Authority", history.Lines[0].ActingAs, StringComparison.Ordinal);
    }

    [Theory]
    [EveryEngine]
    public async Task A_card_issued_locked_cannot_be_used_until_its_holder_unlocks_it_with_help(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var (sponsor, checker, agent) = (await given.Ra.ASponsor(), await given.Ra.AnIdChecker(), await given.SignedIn(await given.Ra.AnRaAgent()));
        var asha = await given.Asha(sponsor, checker);
        var card = await given.ABlankCard();

        Assert.Null((await given.Issue(asha, agent, card, CardOperationKind.IssueLocked)).Refusal);
        var locked = await given.View(card);
        Assert.Equal(SmartcardState.Locked, locked.State);
        var piv = new PivCard(given.Reader(card));
        await piv.SelectAsync(None);
        Assert.Equal(0, await piv.PasscodeTriesLeftAsync(None));

        var unlocked = await given.Run((await given.Start(CardOperationKind.Unlock, asha, agent, locked.Id)).Value, given.Reader(card, "736251"));

        Assert.Null(unlocked.Refusal);
        Assert.Equal(SmartcardState.Active, (await given.View(card)).State);
        Assert.Null((await given.SignIn(card, "736251")).Refusal);
    }

    [Theory]
    [EveryEngine]
    public async Task The_unblocking_key_is_replaced_each_time_it_was_used(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var (somebody, agent) = (await given.Ra.AnIdChecker(), await given.SignedIn(await given.Ra.AnRaAgent()));
        var card = await given.ACardOf(somebody.ProfileId);
        var view = await given.View(card);
        var before = card.Save().Puk.Block;

        Assert.Null((await given.Run((await given.Start(CardOperationKind.Unlock, somebody.ProfileId, agent, view.Id)).Value, given.Reader(card))).Refusal);

        Assert.NotEqual(before, card.Save().Puk.Block);
        Assert.NotEqual("12345678"u8.ToArray(), before);
    }

    [Theory]
    [EveryEngine]
    public async Task A_sponsor_cannot_issue_the_card_of_whom_they_sponsored_and_no_card_is_touched(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var (sponsor, checker) = (await given.Ra.ASponsor(), await given.Ra.AnIdChecker());
        var asha = await given.Asha(sponsor, checker);

        var asSponsor = await given.Start(CardOperationKind.Issue, asha, sponsor);
        var asAgent = await given.Start(CardOperationKind.Issue, asha, await Appoint(given, sponsor));

        Assert.Equal("access.not-allowed", asSponsor.Refusal?.Code);
        Assert.Equal("duty.sponsor-cannot-act", asAgent.Refusal?.Code);
        Assert.Equal(0, await given.Ra.InDb(db => db.CardOperations.CountAsync()));
    }

    [Theory]
    [EveryEngine]
    public async Task Nobody_issues_a_card_to_themselves(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var agent = await given.Ra.AnRaAgent();

        Assert.Equal("duty.own-profile", (await given.Start(CardOperationKind.Issue, agent.ProfileId, agent)).Refusal?.Code);
    }

    [Theory]
    [EveryEngine]
    public async Task The_database_itself_refuses_a_sponsor_who_issues(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var (sponsor, checker) = (await given.Ra.ASponsor(), await given.Ra.AnIdChecker());
        var asha = await given.Asha(sponsor, checker);

        async Task<int> Insert(Guid issuedBy, string? side) => await given.Ra.InDb(db => db.Database.ExecuteSqlAsync(
            $"""
            insert into smartcards (id, serial, stock_of, registered_at, version, state, holder_id, issued_by, issued_by_side, issued_at, self_renewals)
            values ({Guid.NewGuid()}, '0999999999', 'RA1DO', {given.Ra.Clock.GetUtcNow().UtcDateTime}, {Guid.NewGuid()}, 'Active', {asha}, {issuedBy}, {side}, {given.Ra.Clock.GetUtcNow().UtcDateTime}, 0)
            """));

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => Insert(sponsor.ProfileId, "Agent"));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => Insert(sponsor.ProfileId, "Sponsor"));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => Insert(sponsor.ProfileId, null));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => Insert(asha, "Agent"));
        Assert.Equal(1, await Insert(checker.ProfileId, "Agent"));
    }

    [Theory]
    [EveryEngine]
    public async Task A_second_card_needs_a_reason(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var (somebody, agent) = (await given.Ra.AnIdChecker(), await given.SignedIn(await given.Ra.AnRaAgent()));
        await given.ACardOf(somebody.ProfileId);

        var refused = await given.Start(CardOperationKind.Issue, somebody.ProfileId, agent);
        var allowed = await given.Start(CardOperationKind.Issue, somebody.ProfileId, agent, beside: "Works on two sites without a shared reader");

        Assert.Equal("smartcard.has-card-already", refused.Refusal?.Code);
        Assert.Null((await given.Run(allowed.Value, given.Reader(await given.ABlankCard()))).Refusal);
        Assert.Equal(2, (await given.Ra.With((SmartcardQueries cards) => cards.OfProfileAsync(somebody.ProfileId, None))).Count);
    }

    [Theory]
    [EveryEngine]
    public async Task A_ticket_opens_its_operation_once_and_for_two_minutes(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var (somebody, agent) = (await given.Ra.AnIdChecker(), await given.SignedIn(await given.Ra.AnRaAgent()));
        var admitted = (await given.Start(CardOperationKind.Issue, somebody.ProfileId, agent)).Value;
        Task<Outcome<OperationBriefing>> Redeem(string ticket) => given.Ra.With((CardOperationRunner runner) => runner.RedeemAsync(ticket, None));

        var briefing = (await Redeem(admitted.Ticket)).Value;

        Assert.Equal(("Hannah Checker", "Ravi Agent"), (briefing.HolderName, briefing.StartedBy));
        Assert.Equal("smartcard.ticket-not-valid", (await Redeem(admitted.Ticket)).Refusal?.Code);
        Assert.Equal("smartcard.ticket-not-valid", (await Redeem("*")).Refusal?.Code);
        given.Ra.Clock.Advance(TimeSpan.FromMinutes(6));
        var again = (await given.Ra.With((ContinueCardOperation @continue) => @continue.ExecuteAsync(admitted.OperationId, agent, None))).Value;
        given.Ra.Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal("smartcard.ticket-not-valid", (await Redeem(again.Ticket)).Refusal?.Code);
    }

    [Theory]
    [EveryEngine]
    public async Task A_ticket_is_worthless_once_the_session_that_asked_for_it_has_ended(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var (somebody, agent) = (await given.Ra.AnIdChecker(), await given.SignedIn(await given.Ra.AnRaAgent()));
        var admitted = (await given.Start(CardOperationKind.Issue, somebody.ProfileId, agent)).Value;
        await given.Ra.With((CareIdentity.SignIn.SignOut signOut) => signOut.ExecuteAsync(agent, None));

        Assert.Equal("signin.session-ended", (await given.Run(admitted, given.Reader(await given.ABlankCard()))).Refusal?.Code);
    }

    [Theory]
    [EveryEngine]
    public async Task A_card_that_is_not_in_stock_is_retired_or_is_somebodys_is_not_written(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var (somebody, other, agent) = (await given.Ra.AnIdChecker(), await given.Ra.ASponsor(), await given.SignedIn(await given.Ra.AnRaAgent()));
        using var unknown = new CareIdentity.Cards.Virtual.VirtualCard("0987654321");
        var retired = await given.ABlankCard("0412345678");
        var taken = await given.ACardOf(other.ProfileId);
        async Task<string?> Try(CareIdentity.Cards.Virtual.VirtualCard card) =>
            (await given.Run((await given.Start(CardOperationKind.Issue, somebody.ProfileId, agent)).Value, given.Reader(card))).Refusal?.Code;

        Assert.Equal("smartcard.not-in-stock", await Try(unknown));
        Assert.Equal("smartcard.series-retired", await Try(retired));
        Assert.Equal("smartcard.not-blank", await Try(taken));
    }

    [Theory]
    [EveryEngine]
    public async Task A_card_of_another_estate_with_a_serial_of_ours_is_refused(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var (somebody, agent) = (await given.Ra.AnIdChecker(), await given.SignedIn(await given.Ra.AnRaAgent()));
        var card = await given.ABlankCard();
        var piv = new PivCard(given.Reader(card));
        await piv.SelectAsync(None);
        await piv.AuthenticateManagementAsync(new SmartcardOptions().FactoryManagementKey, PivAlgorithm.TripleDes, None);
        await piv.SetManagementKeyAsync(new byte[24].Select((_, i) => (byte)(i + 65)).ToArray(), PivAlgorithm.TripleDes, None);

        var refused = await given.Issue(somebody.ProfileId, agent, card);

        Assert.Equal("smartcard.other-estate", refused.Refusal?.Code);
        Assert.Equal(0, await given.Ra.InDb(db => db.Certificates.CountAsync(c => c.ProfileId == somebody.ProfileId)));
    }

    /// <summary>The sponsor is made RA Agent since: who they were stays with the profile (decisions.md §2 rule 6).</summary>
    private static async Task<Actor> Appoint(GivenCards given, Actor sponsor)
    {
        var position = await given.Ra.APosition(Given.Given.Ra, "RA Agent, new", "R5090");
        await given.Ra.InDb(async db =>
        {
            Assert.Null((await db.PositionAssignments.FirstAsync(a => a.Id == sponsor.AssignmentId)).Remove(given.Ra.Clock.GetUtcNow()));
            db.PositionAssignments.Add(new CareIdentity.Access.PositionAssignment
            {
                Id = Guid.NewGuid(),
                ProfileId = sponsor.ProfileId,
                PositionId = position,
                StartsOn = given.Ra.Today,
                GrantedAt = given.Ra.Clock.GetUtcNow(),
            });
            new AuditTrail(db, given.Ra.Clock).Record(Actor.Service, Reason.None, new CareIdentity.SignIn.SignedOut { ProfileId = sponsor.ProfileId });
            return await db.SaveAsync(None);
        });
        await given.Ra.Appointed(sponsor.ProfileId);
        return await given.Ra.ActorIn(sponsor.ProfileId, sponsor.Name);
    }
}
