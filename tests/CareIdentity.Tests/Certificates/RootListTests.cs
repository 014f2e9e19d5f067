using CareIdentity.Certificates;
using CareIdentity.Kernel;
using CareIdentity.Pki.Ceremony;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Issuing;
using CareIdentity.Pki.Keys;
using CareIdentity.Pki.Revocation;
using CareIdentity.Testing.Engines;
using CareIdentity.Tests.Given;
using CareIdentity.Tests.Pki;
using CareIdentity.Tests.Pki.Ocsp;
using Microsoft.EntityFrameworkCore;
using static CareIdentity.Tests.Certificates.StatusQuestions;

namespace CareIdentity.Tests.Certificates;

/// <summary>What a root revokes comes from outside, with a list; where the root's key is here, lists and answers are signed after it.</summary>
public sealed class RootListTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>RFC 5280 §5.2.3, §5.3.</summary>
    [Theory]
    [EveryEngine]
    public async Task What_a_list_from_outside_revokes_is_on_every_list_that_is_signed_after_it(EngineUnderTest engine)
    {
        var keys = new InMemoryKeyStore();
        await using var given = await WithACard(engine, keys);
        var old = await Issuing(given);
        var revoked = Revoked(given, SerialOf(old));
        var elsewhere = Revoked(given, SerialNumber.Create());
        await AuthorityRolloverTests.ReplaceIssuing(given, keys, revoked, elsewhere);

        for (var day = 1; day <= 3; day++)
        {
            given.Ra.Clock.Advance(TimeSpan.FromDays(1));
            await Keep(given);

            var list = await RootList(given);
            Assert.Equal(7 + day, list.Number);
            Assert.Equal([revoked, elsewhere], list.ReadEntries());
            Assert.Null(RevocationLists.WhyNotUsable(list, await Root(given), given.Ra.Clock.GetUtcNow()));
        }
    }

    /// <summary>RFC 5280 §3.3: it is on one list that was made when the certificate was over.</summary>
    [Theory]
    [EveryEngine]
    public async Task An_authority_stays_on_the_lists_of_its_root_until_it_is_over(EngineUnderTest engine)
    {
        var keys = new InMemoryKeyStore();
        await using var given = await WithACard(engine, keys);
        var old = await Issuing(given);
        await AuthorityRolloverTests.ReplaceIssuing(given, keys, Revoked(given, SerialOf(old)), Revoked(given, SerialNumber.Create()));

        given.Ra.Clock.MoveTo(old.NotAfter.AddDays(1));
        await Keep(given);
        Assert.NotNull((await RootList(given)).Find(old.Tbs.SerialNumberContent.Span));

        given.Ra.Clock.MoveTo(old.NotAfter.AddDays(12));
        await Keep(given);
        Assert.Null((await RootList(given)).Find(old.Tbs.SerialNumberContent.Span));
        Assert.Equal(1, (await RootList(given)).Count); // of what is not on record nobody knows the end
    }

    [Theory]
    [EveryEngine]
    public async Task An_authority_that_its_root_has_revoked_is_answered_as_revoked_and_was_good_before(EngineUnderTest engine)
    {
        var keys = new InMemoryKeyStore();
        await using var given = await WithACard(engine, keys);
        var (root, old) = (await Root(given), await Issuing(given));
        Assert.Equal("good", await Ask(given, root, SerialOf(old)));
        await using var command = given.Restart();

        // Another process takes it over: the answer that was good until then is kept ready here.
        await AuthorityRolloverTests.ReplaceIssuing(command, keys, Revoked(given, SerialOf(old)));
        given.Ra.Clock.Advance(StatusAnswers.Lookout);

        Assert.Equal("revoked 4", await Ask(given, root, SerialOf(old)));
        Assert.Equal("good", await Ask(given, root, SerialOf(await Issuing(given))));
        Assert.Equal("unknown", await Ask(given, root, SerialNumber.Create()));
    }

    [Theory]
    [EveryEngine]
    public async Task OpenSSL_reads_the_time_and_the_reason_of_the_list_in_the_answer(EngineUnderTest engine)
    {
        var keys = new InMemoryKeyStore();
        await using var given = await WithACard(engine, keys);
        var (root, old) = (await Root(given), await Issuing(given));
        var revoked = Revoked(given, SerialOf(old));
        await AuthorityRolloverTests.ReplaceIssuing(given, keys, revoked);
        given.Ra.Clock.Advance(TimeSpan.FromDays(2));
        await Keep(given); // on a list of this service by now
        using var openssl = OpenSsl.Here();
        openssl.Write("root.pem", root.ToPem());
        openssl.Write("old.pem", old.ToPem());
        openssl.Run("ocsp -issuer root.pem -cert old.pem -reqout request.der");

        openssl.Write("response.der", (await given.Ra.With(async (StatusAnswers answers) => await answers.AnswerAsync(openssl.Read("request.der"), None))).Der);
        var said = openssl.Run($"ocsp -issuer root.pem -cert old.pem -no_nonce -reqin request.der -respin response.der -CAfile root.pem -attime {given.Ra.Clock.GetUtcNow().ToUnixTimeSeconds()}");

        Assert.Contains("Response verify OK", said, StringComparison.Ordinal);
        Assert.Contains("Reason: superseded", said, StringComparison.Ordinal);
        Assert.Contains($"Revocation Time: {revoked.RevokedAt:MMM} {revoked.RevokedAt.Day,2} {revoked.RevokedAt:HH:mm:ss yyyy} GMT", said, StringComparison.Ordinal);
    }

    [Theory]
    [EveryEngine]
    public async Task A_signer_that_its_root_has_revoked_is_replaced_and_answered_as_revoked(EngineUnderTest engine)
    {
        var keys = new InMemoryKeyStore();
        await using var given = await WithACard(engine, keys);
        var root = await Root(given);
        var signer = SerialNumber.Parse(await given.Ra.InDb(db => db.OcspSigners
            .Where(s => db.Issuers.Any(i => i.Id == s.IssuerId && i.Kind == IssuerKind.Root))
            .Select(s => s.Serial)
            .SingleAsync()));
        Assert.Equal("good", await Ask(given, root, signer));

        await AuthorityRolloverTests.ReplaceIssuing(given, keys, Revoked(given, signer));
        await Keep(given);
        given.Ra.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("revoked 4", await Ask(given, root, signer));
        Assert.Equal(2, await given.Ra.InDb(db => db.OcspSigners.CountAsync(s => db.Issuers.Any(i => i.Id == s.IssuerId && i.Kind == IssuerKind.Root))));
    }

    /// <summary>The number of a list from outside may be taken by then: what it revokes must not be lost with it.</summary>
    [Theory]
    [EveryEngine]
    public async Task A_list_whose_number_is_taken_is_refused_when_it_revokes_more_and_otherwise_nothing_new(EngineUnderTest engine)
    {
        var keys = new InMemoryKeyStore();
        await using var given = await WithACard(engine, keys);
        var revoked = Revoked(given, SerialNumber.Create());
        await AuthorityRolloverTests.ReplaceIssuing(given, keys, revoked);
        given.Ra.Clock.Advance(TimeSpan.FromDays(1));
        await Keep(given);

        Assert.False((await Bring(given, keys, 7, revoked)).Value.IsNew);
        var refused = (await Bring(given, keys, 8, revoked, Revoked(given, SerialNumber.Create()))).Refusal;
        Assert.Equal("certificate.authority-refused", refused?.Code);
        Assert.Contains("RootListIsTheNewest", refused?.Why, StringComparison.Ordinal);
        Assert.Equal([revoked], (await RootList(given)).ReadEntries());

        Assert.Null((await Bring(given, keys, 9, revoked, Revoked(given, SerialNumber.Create()))).Refusal);
        Assert.Equal(2, (await RootList(given)).Count);
    }

    private static async Task<Outcome<AuthoritiesAdopted>> Bring(GivenCards given, InMemoryKeyStore keys, long number, params IReadOnlyList<RevokedCertificate> revoked)
    {
        var root = await Root(given);
        var list = await new RootSession(root, TrainingHierarchy.RootKey, keys).ListAsync(number, revoked, SetUpIssuers.WholeSeconds(given.Ra.Clock.GetUtcNow()), None);
        var issuing = await given.Ra.InDb(db => db.Issuers.AsNoTracking().SingleAsync(i => i.Kind == IssuerKind.Issuing && i.Active));
        return await given.Ra.With(async (AdoptAuthorities adopt) => await adopt.ExecuteAsync(
            new AdoptAuthoritiesRequest
            {
                Root = root,
                RootSlug = TrainingHierarchy.RootKey,
                Issuing = ParsedCertificate.Parse(issuing.Certificate),
                IssuingKey = KeyName.Parse(issuing.KeyName),
                RootList = list.Value,
            },
            Actor.Service,
            None));
    }

    private static RevokedCertificate Revoked(GivenCards given, SerialNumber serial) => new(serial, SetUpIssuers.WholeSeconds(given.Ra.Clock.GetUtcNow()), RevocationReason.Superseded);

    private static SerialNumber SerialOf(ParsedCertificate certificate) =>
        SerialNumber.TryRead(certificate.Tbs.SerialNumberContent.Span, out var serial) ? serial : throw new InvalidOperationException("Not one of ours.");

    private static async Task<ParsedCertificate> Root(GivenCards given) =>
        ParsedCertificate.Parse(await given.Ra.InDb(db => db.Issuers.Where(i => i.Kind == IssuerKind.Root).Select(i => i.Certificate).SingleAsync()));

    private static async Task<ParsedCrl> RootList(GivenCards given) => await given.Ra.With(async (PublicPkiQueries queries) =>
    {
        var list = (await queries.FindListAsync(TrainingHierarchy.RootKey.Value, 0, None))!;
        var octets = new List<byte>();
        await foreach (var part in queries.ReadAsync(list.Id))
        {
            octets.AddRange(part);
        }

        return ParsedCrl.Parse(octets.ToArray());
    });
}
