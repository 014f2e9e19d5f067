using CareIdentity.Certificates;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Smartcards;
using CareIdentity.Testing.Engines;
using CareIdentity.Tests.Given;
using CareIdentity.Tests.Pki.Issuing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static CareIdentity.Tests.Certificates.StatusQuestions;

namespace CareIdentity.Tests.Certificates;

/// <summary>
/// The fault table: of everything that the authority does, power goes at each commit, once right before it and once right after. Then the
/// service starts again on the same database, recovers, and is asked for the same; whatever holds of the register must still hold.
/// </summary>
public sealed class FaultTableTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>Reserve and keep, for signing in and for documents; activate.</summary>
    [Theory]
    [EveryEngine]
    public async Task Issuing_a_card(EngineUnderTest engine)
    {
        await using var table = await Table.BeginAsync(engine);
        var position = await table.Given.Ra.ADispenserPosition();

        await table.WalkAsync(commits: 5, async number =>
        {
            var somebody = await table.Given.Ra.Somebody($"Nadia {(char)('A' + number)}", Given.Given.Pharmacy, position);
            var card = await table.Given.ABlankCard();
            return new Row(
                async given => await given.Run((await given.Start(CardOperationKind.Issue, somebody.ProfileId, Actor.Service)).Value, given.Reader(card)),
                async given =>
                {
                    await FinishAsync(given, somebody.ProfileId, given.Reader(card));
                    Assert.Equal(SmartcardState.Active, (await given.View(card)).State);
                });
        });
    }

    /// <summary>The old two end, the new two are reserved and kept, and become active.</summary>
    [Theory]
    [EveryEngine]
    public async Task Renewing_a_card(EngineUnderTest engine)
    {
        const int Commits = 6;
        await using var table = await Table.BeginAsync(engine);
        var position = await table.Given.Ra.ADispenserPosition();
        var holders = new List<(Guid ProfileId, CareIdentity.Cards.Virtual.VirtualCard Card, Guid SmartcardId)>();
        for (var i = 0; i <= 2 * Commits; i++)
        {
            var somebody = await table.Given.Ra.Somebody($"Nadia {(char)('A' + i)}", Given.Given.Pharmacy, position);
            var card = await table.Given.ACardOf(somebody.ProfileId);
            holders.Add((somebody.ProfileId, card, (await table.Given.View(card)).Id));
        }

        table.Given.Ra.Clock.Advance(TimeSpan.FromDays(660));
        await table.WalkAsync(Commits, number =>
        {
            var (profileId, card, smartcardId) = holders[number];
            return Task.FromResult(new Row(
                async given => await given.Run((await given.Start(CardOperationKind.Renew, profileId, Actor.Service, smartcardId)).Value, given.Reader(card)),
                async given =>
                {
                    await FinishAsync(given, profileId, given.Reader(card));
                    var now = given.Ra.Clock.GetUtcNow();
                    Assert.True(await given.Ra.InDb(db => db.Certificates.Where(c => c.SmartcardId == smartcardId && c.Status == CertificateStatus.Active).AllAsync(c => c.NotAfter > now.AddDays(600))));
                }));
        });
    }

    [Theory]
    [EveryEngine]
    public async Task Revoking_what_a_card_carries(EngineUnderTest engine)
    {
        await using var table = await Table.BeginAsync(engine);
        var position = await table.Given.Ra.ADispenserPosition();

        await table.WalkAsync(commits: 1, async number =>
        {
            var somebody = await table.Given.Ra.Somebody($"Nadia {(char)('A' + number)}", Given.Given.Pharmacy, position);
            var smartcardId = (await table.Given.View(await table.Given.ACardOf(somebody.ProfileId))).Id;
            var request = new CancelSmartcardRequest { SmartcardId = smartcardId, Why = CancelReason.Damaged };
            Task<Outcome<Done>> Cancel(GivenCards given) => given.Ra.With((CancelSmartcard cancel) => cancel.ExecuteAsync(request, Actor.Service, None));
            return new Row(Cancel, async given =>
            {
                // Complete, or refused because it is complete.
                Assert.Contains((await Cancel(given)).Refusal?.Code, new[] { null, "smartcard.already-cancelled" });
                foreach (var certificate in await given.Ra.InDb(db => db.Certificates.AsNoTracking().Where(c => c.SmartcardId == smartcardId).ToListAsync(None)))
                {
                    Assert.StartsWith("revoked", await Ask(given, certificate), StringComparison.Ordinal);
                }
            });
        });
    }

    /// <summary>Take the number; then, in one, store the parts, publish, and remove what nobody needs any more.</summary>
    [Theory]
    [EveryEngine]
    public async Task Publishing_a_list(EngineUnderTest engine)
    {
        await using var table = await Table.BeginAsync(engine);
        var issuer = await table.Given.Ra.InDb(db => db.Issuers.Where(i => i.Kind == IssuerKind.Issuing).Select(i => i.Id).SingleAsync(None));
        Task<Outcome<RevocationListMade>> Issue(GivenCards given) => given.Ra.With((IssueRevocationList lists) =>
            lists.ExecuteAsync(new IssueRevocationListRequest { IssuerId = issuer, Shard = 0 }, Actor.Service, None));
        Task<long> Newest(GivenCards given) => given.Ra.InDb(db => db.RevocationLists.Where(l => l.IssuerId == issuer && l.Shard == 0).MaxAsync(l => l.Number, None));

        await table.WalkAsync(commits: 2, _ =>
        {
            // Events of one moment have no order.
            table.Given.Ra.Clock.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(new Row(Issue, async given =>
            {
                var before = await Newest(given);
                var made = (await Issue(given)).Value;
                Assert.True(made.Number > before);
                Assert.Equal(made.Number, (await given.Ra.With((PublicPkiQueries queries) => queries.FindListAsync("training-issuing", 0, None)))!.Number);
            }));
        });
    }

    /// <summary>Reserve, keep.</summary>
    [Theory]
    [EveryEngine]
    public async Task Renewing_an_OCSP_signer(EngineUnderTest engine)
    {
        await using var table = await Table.BeginAsync(engine);
        var card = (await OnRecord(table.Given))[0];
        Task<Outcome<OcspSignerState>> Renew(GivenCards given) => given.Ra.With((RenewOcspSigner signers) => signers.ExecuteAsync(card.IssuerId, Actor.Service, None));

        await table.WalkAsync(commits: 2, _ =>
        {
            table.Given.Ra.Clock.Advance(TimeSpan.FromDays(21));
            return Task.FromResult(new Row(Renew, async given =>
            {
                Assert.True((await Renew(given)).Value.NotAfter > given.Ra.Clock.GetUtcNow().AddDays(20));
                Assert.Equal("good", await Ask(given, card));
            }));
        });
    }

    /// <summary>Reserve, keep. Asked for again with a new key, as the old one is spent.</summary>
    [Theory]
    [EveryEngine]
    public async Task Certifying_a_server(EngineUnderTest engine)
    {
        await using var table = await Table.BeginAsync(engine);
        Task<Outcome<ServiceCertified>> Certify(GivenCards given) => given.Ra.With((CertifyService certify) => certify.ExecuteAsync(
            new CertifyServiceRequest { Kind = ServiceCertificateKind.Server, Pem = RequestBuilder.Pem("CN=db.identity.example") }, Actor.Service, None));

        await table.WalkAsync(commits: 2, _ => Task.FromResult(new Row(Certify, async given =>
        {
            Assert.Null((await Certify(given)).Refusal);
            Assert.False(await given.Ra.InDb(db => db.ServiceCertificates.AnyAsync(c => c.Status == CertificateStatus.Reserved, None)));
        })));
    }

    /// <summary>What was started is taken up again where it stands, until it is done.</summary>
    private static async Task FinishAsync(GivenCards given, Guid profileId, CareIdentity.Cards.Iso7816.ICardChannel reader)
    {
        var operation = await given.Ra.InDb(db => db.CardOperations.AsNoTracking().Where(o => o.ProfileId == profileId).OrderByDescending(o => o.StartedAt).FirstAsync(None));
        if (operation.State is not CardOperationState.Done)
        {
            var again = await given.Ra.With((ContinueCardOperation more) => more.ExecuteAsync(operation.Id, Actor.Service, None));
            Assert.Null((await given.Run(again.Value, reader)).Refusal);
        }

        Assert.Equal(
            [CertificateKind.Authentication, CertificateKind.Signing],
            await given.Ra.InDb(db => db.Certificates.Where(c => c.ProfileId == profileId && c.Status == CertificateStatus.Active).OrderBy(c => c.Kind).Select(c => c.Kind).ToListAsync(None)));
    }

    /// <param name="Do">What is interrupted.</param>
    /// <param name="Finish">Asked again of the service that has started anew; says what is to be true then.</param>
    private sealed record Row(Func<GivenCards, Task> Do, Func<GivenCards, Task> Finish);

    private sealed class Table(GivenCards given, WatchedKeyStore keys, FailingCommits power) : IAsyncDisposable
    {
        public GivenCards Given => given;

        public static async Task<Table> BeginAsync(EngineUnderTest engine)
        {
            var (keys, power) = (new WatchedKeyStore(), new FailingCommits());
            var given = await WithACard(engine, keys, services => services
                .ConfigureDbContext<SqliteDb>(options => options.AddInterceptors(power))
                .ConfigureDbContext<PostgresDb>(options => options.AddInterceptors(power)));
            return new Table(given, keys, power);
        }

        /// <summary>Each commit twice; and there are no more of them than said.</summary>
        public async Task WalkAsync(int commits, Func<int, Task<Row>> prepare)
        {
            var number = 0;
            foreach (var persisted in new[] { false, true })
            {
                for (var commit = 1; commit <= commits; commit++)
                {
                    await InterruptAsync(await prepare(number++), commit, persisted);
                }
            }

            var last = await prepare(number);
            power.FailAt(commits + 1, persisted: false);
            await last.Do(given);
            Assert.False(power.HasFailed, $"There are more than {commits} commits.");
            power.FailNoMore();
        }

        public async ValueTask DisposeAsync()
        {
            await given.DisposeAsync();
            keys.Dispose();
        }

        private async Task InterruptAsync(Row row, int commit, bool persisted)
        {
            var at = $"Commit {commit}, {(persisted ? "persisted" : "not persisted")}";
            await using (var before = given.Restart())
            {
                power.FailAt(commit, persisted);
                var failure = await Record.ExceptionAsync(() => row.Do(before));
                Assert.True(power.HasFailed, $"{at}: there is no such commit. {failure}");
                Assert.True(failure is null || failure.ToString().Contains(nameof(PowerGoneException), StringComparison.Ordinal), $"{at}: {failure}");
            }

            await using var after = given.Restart();
            given.Ra.Clock.Advance(TimeSpan.FromMinutes(6));
            Assert.Null((await after.Ra.With((RecoverIssuance recover) => recover.ExecuteAsync(Actor.Service, None))).Refusal);
            await row.Finish(after);
            await RegisterInvariants.CheckAsync(after, keys, at);
        }
    }
}
