using CareIdentity.Certificates;
using CareIdentity.Kernel;
using CareIdentity.Pki.Ceremony;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Issuing;
using CareIdentity.Pki.Keys;
using CareIdentity.Pki.Ocsp;
using CareIdentity.Pki.Profiles;
using CareIdentity.Pki.Revocation;
using CareIdentity.Testing.Engines;
using CareIdentity.Tests.Given;
using CareIdentity.Tests.Pki.Ocsp;
using Microsoft.EntityFrameworkCore;
using static CareIdentity.Tests.Certificates.StatusQuestions;

namespace CareIdentity.Tests.Certificates;

/// <summary>An authority comes after another, and both are asked.</summary>
public sealed class AuthorityRolloverTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [EveryEngine]
    public async Task An_authority_that_was_replaced_answers_and_lists_on_beside_the_new_one(EngineUnderTest engine)
    {
        var keys = new InMemoryKeyStore();
        await using var given = await WithACard(engine, keys);
        var card = (await OnRecord(given))[0];
        var old = await Issuing(given);
        await ReplaceIssuing(given, keys);

        await Keep(given);
        await given.ACardOf((await given.Ra.AnIdChecker()).ProfileId);
        var newer = await given.Ra.InDb(db => db.Certificates.AsNoTracking().FirstAsync(c => c.IssuerId != card.IssuerId));

        Assert.Equal("good", await Ask(given, old, SerialNumber.Parse(card.Serial)));
        Assert.Equal("good", await Ask(given, await Issuing(given), SerialNumber.Parse(newer.Serial)));
        var issuers = await given.Ra.With((PublicPkiQueries queries) => queries.IssuersAsync(None));
        Assert.Equal([true, false, true], issuers.Select(i => i.Active));
        Assert.All(issuers, issuer => Assert.NotNull(given.Ra.With((PublicPkiQueries queries) => queries.FindListAsync(issuer.Slug, 0, None)).Result));
    }

    /// <summary>The one process takes over the root's list, the other is the service, which has believed the authority until then.</summary>
    [Theory]
    [EveryEngine]
    public async Task What_a_root_revokes_is_not_believed_a_second_after_another_process_took_over_its_list(EngineUnderTest engine)
    {
        var keys = new InMemoryKeyStore();
        await using var given = await WithACard(engine, keys);
        var (holder, newcomer) = (await given.Ra.AnIdChecker(), await given.Ra.ASponsor());
        var card = await given.ACardOf(holder.ProfileId);
        Assert.Null((await given.SignIn(card)).Refusal);
        await using var command = given.Restart();

        await ReplaceIssuing(command, keys, new RevokedCertificate(SerialOf(await Issuing(given)), SetUpIssuers.WholeSeconds(given.Ra.Clock.GetUtcNow()), RevocationReason.Superseded));
        given.Ra.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("signin.unknown-certificate", (await given.SignIn(card)).Refusal?.Code);
        Assert.Null((await given.SignIn(await given.ACardOf(newcomer.ProfileId))).Refusal);
    }

    [Theory]
    [EveryEngine]
    public async Task The_end_of_an_authority_that_was_replaced_is_warned_about_as_long_as_its_cards_are_in_use(EngineUnderTest engine)
    {
        var keys = new InMemoryKeyStore();
        await using var given = await WithACard(engine, keys);
        await ReplaceIssuing(given, keys);
        var end = ParsedCertificate.Parse(await given.Ra.InDb(db => db.Issuers.Where(i => i.Kind == IssuerKind.Issuing && !i.Active).Select(i => i.Certificate).SingleAsync())).NotAfter;
        async Task<IEnumerable<string>> Said() => (await Health(given)).Warnings.Select(w => w.Sentence).Where(s => s.Contains("was replaced", StringComparison.Ordinal));
        given.Ra.Clock.MoveTo(end.AddDays(-91));
        await given.Ra.InDb(db => db.Certificates.ExecuteUpdateAsync(set => set.SetProperty(c => c.NotAfter, end)));
        Assert.Empty(await Said());

        given.Ra.Clock.MoveTo(end.AddDays(-80));
        Assert.Equal(["Training Issuing Authority, which was replaced, ends in 80 days, and certificates that it issued are in use."], await Said());

        await given.Ra.InDb(db => db.Certificates.ExecuteUpdateAsync(set => set.SetProperty(c => c.NotAfter, end.AddDays(-81))));
        Assert.Empty(await Said());
    }

    private static SerialNumber SerialOf(ParsedCertificate certificate) =>
        SerialNumber.TryRead(certificate.Tbs.SerialNumberContent.Span, out var serial) ? serial : throw new InvalidOperationException("Not one of ours.");

    /// <summary>As an operator does it: a request from here, a certificate and a list from the root, taken over.</summary>
    internal static async Task ReplaceIssuing(GivenCards given, IKeyStore keys, params IReadOnlyList<RevokedCertificate> revoked)
    {
        var now = SetUpIssuers.WholeSeconds(given.Ra.Clock.GetUtcNow());
        var name = KeyName.Parse("training-issuing-2");
        await keys.CreateKeyAsync(name, KeyKind.EcP256, None);
        var root = ParsedCertificate.Parse(await given.Ra.InDb(db => db.Issuers.Where(i => i.Kind == IssuerKind.Root).Select(i => i.Certificate).SingleAsync()));
        var session = new RootSession(root, TrainingHierarchy.RootKey, keys);
        var request = await CertificationRequest.CreateAsync(name.Value, name, keys, None);
        var plan = new CeremonyPlan
        {
            Realm = Realm.Training,
            SubjectParent = TrainingHierarchy.SubjectParent,
            Arc = PolicyArc.Example,
            Origin = new Uri("http://pki.example"),
            RootSlug = TrainingHierarchy.RootKey.Value,
            RootName = "Training Root",
            SharesNeeded = 2,
            Shares = 3,
        };
        var adopted = await given.Ra.With(async (AdoptAuthorities adopt) => await adopt.ExecuteAsync(
            new AdoptAuthoritiesRequest
            {
                Root = root,
                RootSlug = TrainingHierarchy.RootKey,
                Issuing = (await session.CertifyAsync(plan, CertificationRequest.Read(request.ToPem()).Value, SerialNumber.Create(), now, None)).Value,
                IssuingKey = name,
                RootList = (await session.ListAsync(7, revoked, now, None)).Value,
            },
            Actor.Service,
            None));
        Assert.True(adopted.Value.IsNew);
    }
}
