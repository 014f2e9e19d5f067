using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using CareIdentity.Audit;
using CareIdentity.Cards.Piv;
using CareIdentity.Certificates;
using CareIdentity.Kernel;
using CareIdentity.Pki.Revocation;
using CareIdentity.SignIn;
using CareIdentity.Smartcards;
using CareIdentity.Testing.Engines;
using CareIdentity.Tests.Given;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Tests.SignIn;

public sealed class SignInWithCardTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [EveryEngine]
    public async Task A_person_signs_in_with_card_and_passcode_and_works_in_their_one_role(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var agent = await given.Ra.AnRaAgent();
        var card = await given.ACardOf(agent.ProfileId);
        given.Ra.Clock.Advance(TimeSpan.FromSeconds(1));

        var signedIn = (await given.SignIn(card)).Value;

        var session = (await Find(given, signedIn.Token)).Value;
        Assert.Equal(RoleQuestion.Automatic, signedIn.Roles.Question);
        Assert.Equal(("RA Agent, Dorset Registration Authority", 3, true, true), (session.Actor.ActingAs, session.Actor.AssuranceLevel, session.RoleSelected, session.TermsAccepted));
        Assert.Equal((agent.AssignmentId, agent.AccessProfileId, agent.Organisation), (session.Actor.AssignmentId, session.Actor.AccessProfileId, session.Actor.Organisation));
        var history = await given.Ra.With((AuditQueries audit) => audit.HistoryAsync(AuditSubject.Profile(agent.ProfileId), 0, 5, None));
        Assert.Equal("SignedIn", history.Lines[0].Type);
    }

    [Theory]
    [EveryEngine]
    public async Task A_nonce_works_once_in_its_own_browser_for_five_minutes(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var card = await given.ACardOf((await given.Ra.AnRaAgent()).ProfileId);
        var browser = SecretToken.Create();
        var begun = await given.Begin(browser);
        var token = await given.Token(card, GivenCards.Passcode, GivenCards.Origin, begun.Nonce);

        Assert.Equal("signin.unknown-attempt", (await given.Complete(SecretToken.Create(), begun.Nonce, token)).Refusal?.Code);
        Assert.Null((await given.Complete(browser, begun.Nonce, token)).Refusal);
        Assert.Equal("signin.attempt-used", (await given.Complete(browser, begun.Nonce, token)).Refusal?.Code);
        var late = await given.Begin(browser);
        var lateToken = await given.Token(card, GivenCards.Passcode, GivenCards.Origin, late.Nonce);
        given.Ra.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("signin.attempt-expired", (await given.Complete(browser, late.Nonce, lateToken)).Refusal?.Code);
        Assert.Equal("signin.unknown-attempt", (await given.Complete(browser, "never given", token)).Refusal?.Code);
    }

    [Theory]
    [EveryEngine]
    public async Task Of_many_who_bring_one_nonce_at_once_one_is_signed_in(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var card = await given.ACardOf((await given.Ra.AnRaAgent()).ProfileId);
        var browser = SecretToken.Create();
        var begun = await given.Begin(browser);
        var token = await given.Token(card, GivenCards.Passcode, GivenCards.Origin, begun.Nonce);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => given.Complete(browser, begun.Nonce, token))));

        Assert.Single(outcomes, outcome => outcome.Refusal is null);
        Assert.Equal(7, outcomes.Count(outcome => outcome.Refusal?.Code == "signin.attempt-used"));
    }

    [Theory]
    [EveryEngine]
    public async Task A_proof_for_another_origin_or_another_nonce_is_worth_nothing_here(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var card = await given.ACardOf((await given.Ra.AnRaAgent()).ProfileId);
        async Task<string?> With(string origin, string? nonce)
        {
            var browser = SecretToken.Create();
            var begun = await given.Begin(browser);
            return (await given.Complete(browser, begun.Nonce, await given.Token(card, GivenCards.Passcode, origin, nonce ?? begun.Nonce))).Refusal?.Code;
        }

        Assert.Equal("signin.proof-not-for-here", await With("https://care-identity.example.evil.test", null));
        Assert.Equal("signin.proof-not-for-here", await With(GivenCards.Origin, Convert.ToBase64String(new byte[32])));
        Assert.Null(await With(GivenCards.Origin, null));
    }

    [Theory]
    [EveryEngine]
    public async Task A_certificate_that_is_not_in_the_register_is_unknown_whoever_it_names(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var browser = SecretToken.Create();
        var begun = await given.Begin(browser);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var forged = new CertificateRequest("CN=123456789012, SERIALNUMBER=123456789012", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(given.Ra.Clock.GetUtcNow().AddDays(-1), given.Ra.Clock.GetUtcNow().AddYears(1));
        byte[] signed = [.. SHA256.HashData(Encoding.UTF8.GetBytes(GivenCards.Origin)), .. SHA256.HashData(Encoding.UTF8.GetBytes(begun.Nonce))];

        var refused = await given.Complete(browser, begun.Nonce, GivenCards.TokenText(forged.RawData, key.SignData(signed, HashAlgorithmName.SHA256)));

        Assert.Equal("signin.unknown-certificate", refused.Refusal?.Code);
    }

    [Theory]
    [EveryEngine]
    public async Task The_signing_key_of_a_card_does_not_sign_anybody_in(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var card = await given.ACardOf((await given.Ra.AnRaAgent()).ProfileId);
        var piv = new PivCard(given.Reader(card));
        await piv.SelectAsync(None);
        var authentication = await piv.ReadCertificateAsync(PivSlot.Authentication, None);
        var signing = (await piv.ReadCertificateAsync(PivSlot.Signature, None))!;
        var browser = SecretToken.Create();
        var begun = await given.Begin(browser);
        byte[] signed = [.. SHA256.HashData(Encoding.UTF8.GetBytes(GivenCards.Origin)), .. SHA256.HashData(Encoding.UTF8.GetBytes(begun.Nonce))];
        await piv.VerifyPasscodeAsync(Encoding.ASCII.GetBytes(GivenCards.Passcode), None);
        var der = await piv.SignAsync(PivSlot.Signature, PivAlgorithm.EccP256, SHA256.HashData(signed), None);

        var refused = await given.Complete(browser, begun.Nonce, GivenCards.TokenText(signing, GivenCards.Flat(der)));

        Assert.NotEqual(authentication, signing);
        Assert.Equal("signin.unknown-certificate", refused.Refusal?.Code);
    }

    [Theory]
    [EveryEngine]
    public async Task A_revoked_cancelled_closed_or_expired_holder_is_refused_in_words_and_in_the_history(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var agent = await given.Ra.AnRaAgent();
        var (revoked, cancelled) = (await given.ACardOf(agent.ProfileId), await given.ACardOf((await given.Ra.AnIdChecker()).ProfileId));
        var closed = await given.Ra.ASponsor();
        var closedCard = await given.ACardOf(closed.ProfileId);
        var session = (await given.SignIn(cancelled)).Value;

        await Change(given, async db => (await db.Certificates.FirstAsync(c => c.ProfileId == agent.ProfileId && c.Kind == CertificateKind.Authentication)).Revoke(RevocationReason.KeyCompromise, given.Ra.Clock.GetUtcNow()));
        await Change(given, async db => Assert.Null((await db.Smartcards.FirstAsync(c => c.Serial == CareIdentity.Smartcards.CardSerial.Parse(cancelled.Serial.ToString()))).Cancel(CancelReason.Lost, given.Ra.Clock.GetUtcNow())));
        await Change(given, async db => Assert.Null((await db.Profiles.FirstAsync(p => p.Id == closed.ProfileId)).Close(given.Ra.Clock.GetUtcNow())));

        given.Ra.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("signin.certificate-revoked", (await given.SignIn(revoked)).Refusal?.Code);
        Assert.Equal("signin.card-cancelled", (await given.SignIn(cancelled)).Refusal?.Code);
        Assert.Equal("signin.card-cancelled", (await Find(given, session.Token)).Refusal?.Code);
        Assert.Equal("signin.profile-closed", (await given.SignIn(closedCard)).Refusal?.Code);
        var history = await given.Ra.With((AuditQueries audit) => audit.HistoryAsync(AuditSubject.Profile(agent.ProfileId), 0, 5, None));
        Assert.Equal("SignInRefused", history.Lines[0].Type);
        var later = await given.ACardOf((await given.Ra.AnRaAgent(name: "Ella Expired")).ProfileId);
        given.Ra.Clock.Advance(TimeSpan.FromDays(731));
        Assert.Equal("signin.certificate-expired", (await given.SignIn(later)).Refusal?.Code);
    }

    [Theory]
    [EveryEngine]
    public async Task A_card_of_a_retired_series_cannot_be_used_and_the_message_says_how_to_get_a_new_one(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var agent = await given.Ra.AnRaAgent();
        var card = await given.ACardOf(agent.ProfileId);

        // The chip is the same; only the number in the register says that it is an old one.
        await given.Ra.InDb(db => db.Database.ExecuteSqlAsync($"update smartcards set serial = '0412345678' where holder_id = {agent.ProfileId}"));
        var refused = (await given.SignIn(card)).Refusal;

        Assert.Equal("signin.series-retired", refused?.Code);
        Assert.Contains("new card", refused?.Next, StringComparison.Ordinal);
        Assert.NotNull(refused?.Why);
    }

    [Theory]
    [EveryEngine]
    public async Task A_third_wrong_passcode_locks_the_card_and_the_register_learns_of_it(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var card = await given.ACardOf((await given.Ra.AnRaAgent()).ProfileId);
        var piv = new PivCard(given.Reader(card));
        await piv.SelectAsync(None);
        var certificate = (await piv.ReadCertificateAsync(PivSlot.Authentication, None))!;

        Assert.Equal(2, (await piv.VerifyPasscodeAsync("999999"u8.ToArray(), None)).TriesLeft);
        Assert.Equal(1, (await piv.VerifyPasscodeAsync("999999"u8.ToArray(), None)).TriesLeft);
        Assert.True((await piv.VerifyPasscodeAsync("999999"u8.ToArray(), None)).IsBlocked);
        given.Ra.Clock.Advance(TimeSpan.FromSeconds(1));
        var browser = SecretToken.Create();
        var begun = await given.Begin(browser);
        var reported = await given.Ra.With((ReportLocked report) => report.ExecuteAsync(
            new ReportLockedRequest { BrowserId = browser, Nonce = begun.Nonce, Certificate = certificate }, None));

        Assert.Null(reported.Refusal);
        var view = await given.View(card);
        Assert.Equal(SmartcardState.Locked, view.State);
        var history = await given.Ra.With((AuditQueries audit) => audit.HistoryAsync(AuditSubject.Smartcard(view.Id), 0, 1, None));
        Assert.Equal("SmartcardLockedItself", history.Lines[0].Type);
    }

    [Theory]
    [EveryEngine]
    public async Task A_session_ends_when_idle_when_too_old_and_when_signed_out(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var card = await given.ACardOf((await given.Ra.AnRaAgent()).ProfileId);
        var busy = (await given.SignIn(card)).Value;
        for (var minutes = 0; minutes < 12 * 60 - 10; minutes += 10)
        {
            given.Ra.Clock.Advance(TimeSpan.FromMinutes(10));
            Assert.Null((await Find(given, busy.Token)).Refusal);
        }

        given.Ra.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal("signin.session-over", (await Find(given, busy.Token)).Refusal?.Code);
        var idle = (await given.SignIn(card)).Value;
        given.Ra.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal("signin.session-idle", (await Find(given, idle.Token)).Refusal?.Code);
        var left = (await given.SignIn(card)).Value;
        var actor = (await Find(given, left.Token)).Value.Actor;
        Assert.Null((await given.Ra.With((SignOut signOut) => signOut.ExecuteAsync(actor, None))).Refusal);
        Assert.Equal("signin.session-ended", (await Find(given, left.Token)).Refusal?.Code);
        Assert.Equal("signin.no-session", (await Find(given, "*")).Refusal?.Code);
        Assert.Equal("signin.no-session", (await Find(given, null)).Refusal?.Code);
    }

    [Theory]
    [EveryEngine]
    public async Task A_role_is_chosen_from_those_held_today_and_changed_without_taking_the_card_out(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var sponsor = await given.Ra.ASponsor();
        var second = await given.Ra.ADispenserPosition(Given.Given.OtherPharmacy);
        await Change(given, db =>
        {
            db.PositionAssignments.Add(new CareIdentity.Access.PositionAssignment { Id = Guid.NewGuid(), ProfileId = sponsor.ProfileId, PositionId = second, StartsOn = given.Ra.Today, GrantedAt = given.Ra.Clock.GetUtcNow() });
            return Task.CompletedTask;
        });
        var signedIn = (await given.SignIn(await given.ACardOf(sponsor.ProfileId))).Value;
        var before = (await Find(given, signedIn.Token)).Value;
        Task<Outcome<RoleChoice>> Select(Guid assignment, Guid access) => given.Ra.With((SelectRole select) =>
            select.ExecuteAsync(new SelectRoleRequest { AssignmentId = assignment, AccessProfileId = access }, before.Actor, None));

        Assert.Equal((RoleQuestion.List, false), (signedIn.Roles.Question, before.RoleSelected));
        Assert.Equal(["Sponsor, Riverside Pharmacy", "Job role R8003, Hilltop Pharmacy"], signedIn.Roles.All.Select(r => r.ActingAs));
        Assert.Equal("signin.role-not-held", (await Select(Guid.NewGuid(), signedIn.Roles.All[0].AccessProfileId)).Refusal?.Code);
        foreach (var role in signedIn.Roles.All)
        {
            Assert.Null((await Select(role.AssignmentId, role.AccessProfileId)).Refusal);
            Assert.Equal(role.ActingAs, (await Find(given, signedIn.Token)).Value.Actor.ActingAs);
        }

        await Change(given, async db => Assert.Null((await db.PositionAssignments.FirstAsync(a => a.PositionId == second)).Remove(given.Ra.Clock.GetUtcNow())));
        Assert.False((await Find(given, signedIn.Token)).Value.RoleSelected);
    }

    private static Task<Outcome<SessionView>> Find(GivenCards given, string? token) =>
        given.Ra.With((SessionQueries sessions) => sessions.FindAsync(token, None));

    /// <summary>What verbs of other rooms will do: a change with an event.</summary>
    private static Task<Refusal?> Change(GivenCards given, Func<CareIdentity.Data.CareIdentityDb, Task> change) => given.Ra.InDb(async db =>
    {
        await change(db);
        new AuditTrail(db, given.Ra.Clock).Record(Actor.Service, Reason.None, new SignedOut { ProfileId = Guid.NewGuid() });
        var refused = await db.SaveAsync(None);
        Assert.Null(refused);
        return refused;
    });
}
