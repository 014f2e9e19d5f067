using CareIdentity.Cards.Piv;
using CareIdentity.Cards.Virtual;
using CareIdentity.Certificates;
using CareIdentity.Kernel;
using CareIdentity.Pki.Revocation;
using CareIdentity.SignIn;
using CareIdentity.Smartcards;
using CareIdentity.Testing.Engines;
using CareIdentity.Tests.Given;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Tests.Smartcards;

/// <summary>What is done with a card after it was issued, who may do it, and what it ends.</summary>
public sealed class CardLifeTests
{
    private const string Old = GivenCards.Passcode;

    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly TimeSpan UntilRenewal = TimeSpan.FromDays(660);

    [Theory]
    [EveryEngine]
    public async Task Holders_renew_their_own_card_three_times_without_help_and_stay_signed_in(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var holder = await given.Ra.AnIdChecker();
        var card = await given.ACardOf(holder.ProfileId);
        var id = (await given.View(card)).Id;

        Assert.Equal("smartcard.too-early-to-renew", (await Do(given, CardOperationKind.Renew, holder.ProfileId, id, await Session(given, card), card)).Refusal?.Code);
        for (var time = 1; time <= 3; time++)
        {
            given.Ra.Clock.Advance(UntilRenewal);
            var self = await Session(given, card);
            Assert.Null((await Do(given, CardOperationKind.Renew, holder.ProfileId, id, self, card)).Refusal);
            Assert.Null(await given.Ra.With((SessionQueries sessions) => sessions.CheckAsync(self.SessionId!.Value, None)));
            Assert.Equal(time, (await given.View(card)).SelfRenewals);
        }

        given.Ra.Clock.Advance(UntilRenewal);
        Assert.Equal("smartcard.renewed-often", (await Do(given, CardOperationKind.Renew, holder.ProfileId, id, await Session(given, card), card)).Refusal?.Code);
        Assert.Equal(
            [RevocationReason.Superseded],
            await given.Ra.InDb(db => db.Certificates.Where(c => c.SmartcardId == id && c.Status == CertificateStatus.Revoked).Select(c => c.Reason!.Value).Distinct().ToListAsync()));
    }

    [Theory]
    [EveryEngine]
    public async Task Certificates_that_have_ended_are_renewed_by_the_RA_alone_with_photo_ID_on_record(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var (holder, sponsor, agent) = (await given.Ra.AnIdChecker(), await given.Ra.ASponsor(), await given.Ra.AnRaAgent());
        var card = await given.ACardOf(holder.ProfileId);
        var id = (await given.View(card)).Id;
        given.Ra.Clock.Advance(TimeSpan.FromDays(800));
        agent = await given.SignedIn(agent);

        Task<Outcome<AdmittedOperation>> Start(Actor actor, string? evidence) => given.Ra.With((StartCardOperation start) => start.ExecuteAsync(
            new StartCardOperationRequest { Kind = CardOperationKind.Renew, ProfileId = holder.ProfileId, SmartcardId = id, Reason = new Reason("") { Evidence = evidence } }, actor, None));

        Assert.Equal("smartcard.ended-already", (await Start(holder, null)).Refusal?.Code);
        Assert.Equal("access.not-allowed", (await Start(sponsor, "Passport 1")).Refusal?.Code);
        Assert.Equal("smartcard.evidence-missing", (await Start(agent, null)).Refusal?.Code);
        Assert.Null((await given.Run((await Start(agent, "Passport 123456789")).Value, given.Reader(card))).Refusal);
        Assert.Null((await given.SignIn(card)).Refusal);
        Assert.Equal(0, (await given.View(card)).SelfRenewals);
    }

    [Theory]
    [EveryEngine]
    public async Task A_renewal_of_ended_certificates_that_was_interrupted_stays_the_work_of_the_RA(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var (sponsor, checker, agent) = (await given.Ra.ASponsor(), await given.Ra.AnIdChecker(), await given.Ra.AnRaAgent());
        var asha = await given.Asha(sponsor, checker);
        var card = await given.ACardOf(asha);
        var id = (await given.View(card)).Id;
        given.Ra.Clock.Advance(TimeSpan.FromDays(800));
        agent = await given.SignedIn(agent);
        var started = (await given.Ra.With((StartCardOperation start) => start.ExecuteAsync(
            new StartCardOperationRequest { Kind = CardOperationKind.Renew, ProfileId = asha, SmartcardId = id, Reason = new Reason("") { Evidence = "Passport 123456789" } }, agent, None))).Value;
        card.Reset();
        card.Arm(new CardFault.PowerCutAfter(14));
        Assert.NotNull((await given.Run(started, given.Reader(card))).Refusal);
        Assert.Equal(
            0, await given.Ra.InDb(db => db.Certificates.CountAsync(c => c.SmartcardId == id && c.Status == CertificateStatus.Active && c.Kind == CertificateKind.Authentication)));
        Task<Outcome<AdmittedOperation>> Continue(Actor actor) => given.Ra.With((ContinueCardOperation more) => more.ExecuteAsync(started.OperationId, actor, None));

        Assert.Equal("access.not-allowed", (await Continue(sponsor)).Refusal?.Code);
        card.Arm();
        Assert.Null((await given.Run((await Continue(agent)).Value, given.Reader(card))).Refusal);
        Assert.Null((await given.SignIn(card)).Refusal);
    }

    [Theory]
    [EveryEngine]
    public async Task A_holder_changes_the_passcode_alone_and_a_card_that_locks_under_their_hands_is_locked_in_the_register(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var holder = await given.Ra.AnIdChecker();
        var card = await given.ACardOf(holder.ProfileId);
        var (id, self) = ((await given.View(card)).Id, await Session(given, card));

        var reader = new VirtualCardChannel(card, given.Ra.Clock, kind => System.Text.Encoding.ASCII.GetBytes(kind is CareIdentity.Cards.Iso7816.PasscodeKind.New ? "736251" : Old));
        var changed = await given.Run((await given.Start(CardOperationKind.ChangePasscode, holder.ProfileId, self, id)).Value, reader);

        Assert.Null(changed.Refusal);
        Assert.Null((await given.SignIn(card, "736251")).Refusal);
        foreach (var expected in new[] { "smartcard.wrong-passcode", "smartcard.wrong-passcode", "smartcard.passcode-locked" })
        {
            card.Reset();
            Assert.Equal(expected, (await given.Run((await given.Start(CardOperationKind.ChangePasscode, holder.ProfileId, self, id)).Value, given.Reader(card, "111222"))).Refusal?.Code);
        }

        Assert.Equal(SmartcardState.Locked, (await given.View(card)).State);
    }

    [Theory]
    [EveryEngine]
    public async Task A_card_reported_lost_is_worth_nothing_from_that_commit_on_and_unfinished_work_on_it_ends(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var (holder, agent) = (await given.Ra.AnIdChecker(), await given.SignedIn(await given.Ra.AnRaAgent()));
        var card = await given.ACardOf(holder.ProfileId);
        var (id, self) = ((await given.View(card)).Id, await Session(given, card));
        await Do(given, CardOperationKind.Repair, holder.ProfileId, id, agent, card, types: null);

        Assert.Equal("duty.own-profile", (await Cancel(given, id, CancelReason.Damaged, self)).Refusal?.Code);
        Assert.Null((await Cancel(given, id, CancelReason.Lost, self)).Refusal);

        Assert.Equal("signin.card-cancelled", (await given.SignIn(card)).Refusal?.Code);
        Assert.Equal("signin.card-cancelled", (await given.Ra.With((SessionQueries sessions) => sessions.CheckAsync(self.SessionId!.Value, None)))?.Code);
        Assert.Equal(
            [RevocationReason.KeyCompromise],
            await given.Ra.InDb(db => db.Certificates.Where(c => c.SmartcardId == id).Select(c => c.Reason!.Value).Distinct().ToListAsync()));
        Assert.Equal(0, await given.Ra.InDb(db => db.CardOperations.CountAsync(o => o.SmartcardId == id && o.State == CardOperationState.Interrupted)));
        Assert.Equal("smartcard.already-cancelled", (await Cancel(given, id, CancelReason.Lost, agent)).Refusal?.Code);
        Assert.Null((await given.Ra.With((DestroySmartcard destroy) => destroy.ExecuteAsync(id, Reason.None, agent, None))).Refusal);
    }

    [Theory]
    [EveryEngine]
    public async Task A_card_that_is_cancelled_while_it_is_being_renewed_does_not_become_good_again(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var (holder, agent) = (await given.Ra.AnIdChecker(), await given.SignedIn(await given.Ra.AnRaAgent()));
        var card = await given.ACardOf(holder.ProfileId);
        var id = (await given.View(card)).Id;
        var started = (await Start(given, CardOperationKind.Repair, holder.ProfileId, id, agent)).Value;
        var typed = 0;
        var reader = new VirtualCardChannel(card, given.Ra.Clock, _ =>
        {
            if (++typed == 2)
            {
                Assert.Null(Cancel(given, id, CancelReason.Stolen, agent).GetAwaiter().GetResult().Refusal);
            }

            return System.Text.Encoding.ASCII.GetBytes(Old);
        });

        Assert.NotNull((await given.Run(started, reader)).Refusal);

        Assert.Equal(SmartcardState.Cancelled, (await given.View(card)).State);
        Assert.Equal(0, await given.Ra.InDb(db => db.Certificates.CountAsync(c => c.SmartcardId == id && c.Status == CertificateStatus.Active)));
    }

    [Theory]
    [EveryEngine]
    public async Task Closing_a_profile_cancels_its_cards_in_the_same_commit(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var (holder, agent) = (await given.Ra.AnIdChecker(), await given.SignedIn(await given.Ra.AnRaAgent()));
        var card = await given.ACardOf(holder.ProfileId);
        var id = (await given.View(card)).Id;

        Assert.Null((await given.Ra.With((CareIdentity.People.CloseProfile close) => close.ExecuteAsync(new CareIdentity.People.CloseProfileRequest { ProfileId = holder.ProfileId, Reason = "Has left" }, agent, None))).Refusal);

        Assert.Equal((SmartcardState.Cancelled, CancelReason.Left), ((await given.View(card)).State, (await given.View(card)).CancelReason));
        Assert.Equal(
            [RevocationReason.AffiliationChanged],
            await given.Ra.InDb(db => db.Certificates.Where(c => c.SmartcardId == id).Select(c => c.Reason!.Value).Distinct().ToListAsync()));
        Assert.NotNull((await given.SignIn(card)).Refusal);
    }

    [Theory]
    [EveryEngine]
    public async Task A_card_on_hold_signs_nobody_in_and_ends_its_session_until_it_is_released(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var (holder, sponsor, agent) = (await given.Ra.AnIdChecker(), await given.Ra.ASponsor(), await given.SignedIn(await given.Ra.AnRaAgent()));
        var card = await given.ACardOf(holder.ProfileId);
        var (id, self) = ((await given.View(card)).Id, await Session(given, card));
        Task<List<RevocationReason?>> Reasons() =>
            given.Ra.InDb(db => db.Certificates.Where(c => c.SmartcardId == id).Select(c => c.Reason).Distinct().ToListAsync());
        Task<Outcome<Done>> Hold(Actor actor, string why) => given.Ra.With((HoldSmartcard hold) => hold.ExecuteAsync(id, new Reason(why), actor, None));

        Assert.Equal("access.not-allowed", (await Hold(sponsor, "Asked to")).Refusal?.Code);
        Assert.Equal("smartcard.reason-missing", (await Hold(agent, " ")).Refusal?.Code);
        Assert.Null((await Hold(agent, "On long leave")).Refusal);
        Assert.Equal([RevocationReason.CertificateHold], await Reasons());

        Assert.Equal("signin.card-on-hold", (await given.SignIn(card)).Refusal?.Code);
        Assert.Equal("signin.card-on-hold", (await given.Ra.With((SessionQueries sessions) => sessions.CheckAsync(self.SessionId!.Value, None)))?.Code);
        Assert.Equal("smartcard.on-hold", (await Start(given, CardOperationKind.Unlock, holder.ProfileId, id, agent)).Refusal?.Code);
        Assert.Null((await given.Ra.With((ReleaseSmartcard release) => release.ExecuteAsync(id, Reason.None, agent, None))).Refusal);
        Assert.Equal([null], await Reasons());
        Assert.Null((await given.SignIn(card)).Refusal);

        Assert.Null((await Hold(agent, "Again")).Refusal);
        Assert.Null((await Cancel(given, id, CancelReason.Lost, agent)).Refusal);
        Assert.Equal([RevocationReason.KeyCompromise], await Reasons());
    }

    [Theory]
    [EveryEngine]
    public async Task A_cleared_card_is_taken_back_into_stock_and_issued_to_somebody_else(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var (holder, other, agent) = (await given.Ra.AnIdChecker(), await given.Ra.ASponsor(), await given.SignedIn(await given.Ra.AnRaAgent()));
        var card = await given.ACardOf(holder.ProfileId);
        var id = (await given.View(card)).Id;

        Assert.Equal("smartcard.reason-missing", (await given.Start(CardOperationKind.Clear, holder.ProfileId, agent, id)).Refusal?.Code);
        Assert.Null((await Do(given, CardOperationKind.Clear, holder.ProfileId, id, agent, card)).Refusal);
        Assert.Equal((SmartcardState.Cleared, null), ((await given.View(card)).State, (await given.View(card)).HolderId));
        Assert.Equal("smartcard.not-blank", (await given.Issue(other.ProfileId, agent, card)).Refusal?.Code);
        Assert.Null((await given.Ra.With((ReturnCardToStock back) => back.ExecuteAsync(id, agent, None))).Refusal);

        Assert.Null((await given.Issue(other.ProfileId, agent, card)).Refusal);
        Assert.Equal(other.ProfileId, (await given.View(card)).HolderId);
    }

    /// <summary>The way out in docs/card-estate.md: nothing of ours has to be told to anybody.</summary>
    [Theory]
    [EveryEngine]
    public async Task A_card_that_leaves_the_estate_is_emptied_and_brought_back_to_the_factory_by_the_command_that_its_maker_gave_it(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var (holder, agent) = (await given.Ra.AnIdChecker(), await given.SignedIn(await given.Ra.AnRaAgent()));
        var card = await given.ACardOf(holder.ProfileId);
        var id = (await given.View(card)).Id;
        Assert.Null((await Do(given, CardOperationKind.Cancel, holder.ProfileId, id, agent, card)).Refusal);

        card.Reset();
        var piv = new PivCard(given.Reader(card));
        await piv.SelectAsync(None);
        while (!(await piv.VerifyPasscodeAsync("000000"u8.ToArray(), None)).IsBlocked)
        {
        }

        while (!(await piv.ChangePukAsync("00000000"u8.ToArray(), "11111111"u8.ToArray(), None)).IsBlocked)
        {
        }

        await piv.ResetAsync(None);
        Assert.Null((await given.Ra.With((DestroySmartcard destroy) => destroy.ExecuteAsync(id, new Reason("Handed over"), agent, None))).Refusal);

        await piv.AuthenticateManagementAsync(new SmartcardOptions().FactoryManagementKey, PivAlgorithm.TripleDes, None);
        Assert.True((await piv.VerifyPasscodeAsync("123456"u8.ToArray(), None)).IsAccepted);
        Assert.Null(await piv.GetObjectAsync(PivObjectId.CardHolderUniqueIdentifier, None));
        Assert.Equal(SmartcardState.Destroyed, (await given.View(card)).State);
        Assert.Equal(0, await given.Ra.InDb(db => db.Certificates.CountAsync(c => c.SmartcardId == id && c.Status == CertificateStatus.Active)));
    }

    [Theory]
    [EveryEngine]
    public async Task A_lost_card_is_replaced_in_one_step_by_one_that_is_sent_locked(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var (holder, sponsor, agent) = (await given.Ra.AnIdChecker(), await given.Ra.ASponsor(), await given.SignedIn(await given.Ra.AnRaAgent()));
        var (old, theirs, fresh) = (await given.ACardOf(holder.ProfileId), await given.ACardOf(sponsor.ProfileId), await given.ABlankCard());
        Task<Outcome<AdmittedOperation>> Replace(Guid card, Actor actor, CancelReason? why = CancelReason.Lost) => given.Ra.With((StartCardOperation start) => start.ExecuteAsync(
            new StartCardOperationRequest { Kind = CardOperationKind.IssueLocked, ProfileId = holder.ProfileId, Replaces = card, CancelReason = why, Reason = new Reason("On the bus") }, actor, None));
        var id = (await given.View(old)).Id;

        Assert.Equal("access.not-allowed", (await Replace(id, sponsor)).Refusal?.Code);
        Assert.Equal("smartcard.reason-missing", (await Replace(id, agent, null)).Refusal?.Code);
        Assert.Equal("smartcard.not-found", (await Replace((await given.View(theirs)).Id, agent)).Refusal?.Code);
        Assert.Equal((SmartcardState.Active, SmartcardState.Active), ((await given.View(old)).State, (await given.View(theirs)).State));

        // Ended before the new card is begun, even if that never happens.
        var started = (await Replace(id, agent)).Value;
        Assert.Equal((SmartcardState.Cancelled, CancelReason.Lost), ((await given.View(old)).State, (await given.View(old)).CancelReason));
        Assert.Equal("signin.card-cancelled", (await given.SignIn(old)).Refusal?.Code);
        Assert.Equal("smartcard.already-cancelled", (await Replace(id, agent)).Refusal?.Code);

        Assert.Null((await given.Run(started, given.Reader(fresh))).Refusal);
        Assert.Equal((SmartcardState.Locked, holder.ProfileId), ((await given.View(fresh)).State, (await given.View(fresh)).HolderId));
        var recorded = await given.Ra.InDb(db => db.AuditEvents.Where(e => e.Reason == "On the bus").Select(e => e.Type).ToListAsync());
        Assert.Equal(["CardOperationStarted", "CertificateRevoked", "SmartcardCancelled", "SmartcardIssued"], recorded.Distinct().Order());
    }

    [Theory]
    [EveryEngine]
    public async Task A_sponsor_helps_to_renew_and_cannot_repair_clear_or_cancel(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var (sponsor, checker) = (await given.Ra.ASponsor(), await given.Ra.AnIdChecker());
        var asha = await given.Asha(sponsor, checker);
        var card = await given.ACardOf(asha);
        var id = (await given.View(card)).Id;
        given.Ra.Clock.Advance(UntilRenewal);

        foreach (var kind in new[] { CardOperationKind.Repair, CardOperationKind.Clear, CardOperationKind.Cancel })
        {
            Assert.Equal("access.not-allowed", (await Start(given, kind, asha, id, sponsor)).Refusal?.Code);
        }

        Assert.Null((await Start(given, CardOperationKind.Renew, asha, id, sponsor)).Refusal);
    }

    [Theory]
    [EveryEngine]
    public async Task A_page_offers_what_the_verbs_allow_and_says_of_the_rest_what_they_would_say(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var (holder, sponsor, agent) = (await given.Ra.AnIdChecker(), await given.Ra.ASponsor(), await given.SignedIn(await given.Ra.AnRaAgent()));
        var card = await given.ACardOf(holder.ProfileId);
        var (id, self) = ((await given.View(card)).Id, await Session(given, card));
        async Task<string> Of(Actor actor) => string.Join(" ", (await given.Ra.With((CardOffers offers) => offers.OfAsync(id, actor, None)))
            .Select(offer => $"{offer.Action}:{offer.WhyNot?.Code ?? "yes"}"));

        Assert.Equal(
            "ChangePasscode:yes Unlock:yes Renew:smartcard.too-early-to-renew Repair:yes Hold:yes Replace:yes Cancel:yes Clear:yes", await Of(agent));
        Assert.Equal(
            "ChangePasscode:yes Unlock:yes Renew:smartcard.too-early-to-renew Repair:access.not-allowed Hold:access.not-allowed Replace:access.not-allowed Cancel:access.not-allowed Clear:access.not-allowed", await Of(sponsor));
        Assert.Equal(
            "ChangePasscode:yes Unlock:access.not-allowed Renew:smartcard.too-early-to-renew Repair:access.not-allowed Hold:duty.own-profile Replace:access.not-allowed Cancel:yes Clear:access.not-allowed", await Of(self));
        Assert.Equal(0, await given.Ra.InDb(db => db.Duties.CountAsync(d => d.ProfileId == holder.ProfileId && d.PersonId == agent.ProfileId)));
    }

    private static async Task<Actor> Session(GivenCards given, VirtualCard card)
    {
        card.Reset();
        var signedIn = (await given.SignIn(card)).Value;
        return (await given.Ra.With((SessionQueries sessions) => sessions.FindAsync(signedIn.Token, None))).Value.Actor;
    }

    private static Task<Outcome<AdmittedOperation>> Start(GivenCards given, CardOperationKind kind, Guid profileId, Guid cardId, Actor actor) =>
        given.Ra.With((StartCardOperation start) => start.ExecuteAsync(
            new StartCardOperationRequest { Kind = kind, ProfileId = profileId, SmartcardId = cardId, Reason = new Reason("For a test"), CancelReason = kind is CardOperationKind.Cancel ? CancelReason.Damaged : null },
            actor,
            None));

    private static async Task<Outcome<Done>> Do(GivenCards given, CardOperationKind kind, Guid profileId, Guid cardId, Actor actor, VirtualCard card, string? types = Old)
    {
        card.Reset();
        return (await Start(given, kind, profileId, cardId, actor)).IsRefused(out var refusal, out var admitted) ? refusal : await given.Run(admitted, given.Reader(card, types));
    }

    private static Task<Outcome<Done>> Cancel(GivenCards given, Guid cardId, CancelReason why, Actor actor) =>
        given.Ra.With((CancelSmartcard cancel) => cancel.ExecuteAsync(new CancelSmartcardRequest { SmartcardId = cardId, Why = why }, actor, None));
}
