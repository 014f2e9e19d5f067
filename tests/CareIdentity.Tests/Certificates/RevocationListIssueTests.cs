using CareIdentity.Audit;
using CareIdentity.Certificates;
using CareIdentity.Kernel;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Issuing;
using CareIdentity.Pki.Revocation;
using CareIdentity.Testing.Engines;
using CareIdentity.Tests.Given;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Tests.Certificates;

/// <summary>Revocation lists from the register: what is in them, when they are made, how they are numbered and kept.</summary>
public sealed class RevocationListIssueTests
{
    private const string Issuing = "training-issuing";
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [EveryEngine]
    public async Task A_revoked_certificate_is_in_the_complete_list_and_in_the_shard_that_it_points_to_and_no_other(EngineUnderTest engine)
    {
        await using var given = await WithARevokedCard(engine);
        var cards = await given.Ra.InDb(db => db.Certificates.AsNoTracking().ToListAsync());

        Assert.Equal(1 + 1 + 4, (await Keep(given)).ListsIssued); // the root's, the complete one, the shards

        var issuer = await Issuer(given);
        foreach (var card in cards)
        {
            var certificate = ParsedCertificate.Parse(card.Certificate!);
            for (var shard = 0; shard <= 4; shard++)
            {
                var list = await Read(given, shard);
                var speaks = shard == 0 || shard == card.CrlShard;
                Assert.Equal(speaks ? RevocationReason.KeyCompromise : null, list.Find(certificate.Tbs.SerialNumberContent.Span));
                Assert.Null(RevocationLists.WhyNotUsable(list, issuer, given.Ra.Clock.GetUtcNow()));
                // RFC 5280 §6.3.3 (b)(2): a shard of another address does not speak for it.
                Assert.Equal(
                    speaks ? CareIdentity.Pki.Validation.RevocationState.Revoked : CareIdentity.Pki.Validation.RevocationState.Unknown,
                    new RevocationLists([list]).StateOf(certificate, issuer, given.Ra.Clock.GetUtcNow()));
            }
        }
    }

    [Theory]
    [EveryEngine]
    public async Task A_list_is_made_anew_when_something_changed_and_a_day_later_in_any_case_with_the_next_number(EngineUnderTest engine)
    {
        await using var given = await WithARevokedCard(engine);
        await Keep(given);
        given.Ra.Clock.Advance(TimeSpan.FromMinutes(2));
        await Keep(given); // once more: a commit may have taken until after the first
        given.Ra.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(0, (await Keep(given)).ListsIssued);
        var before = (await Read(given, 0)).Number;

        given.Ra.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(6, (await Keep(given)).ListsIssued);
        Assert.Equal(before + 1, (await Read(given, 0)).Number);
    }

    /// <summary>RFC 5280 §5.2.3, and two nodes: the row that takes the number decides.</summary>
    [Theory]
    [EveryEngine]
    public async Task Incident_two_lists_of_one_number(EngineUnderTest engine)
    {
        await using var given = await WithARevokedCard(engine);
        await Keep(given);
        var last = await given.Ra.InDb(async db => await db.RevocationLists.AsNoTracking()
            .Where(l => l.Shard == 0 && db.Issuers.Any(i => i.Id == l.IssuerId && i.KeyName == Issuing))
            .SingleAsync());

        var taken = await given.Ra.InDb(async db =>
        {
            db.RevocationLists.Add(new RevocationListRecord
            {
                Id = Guid.CreateVersion7(),
                IssuerId = last.IssuerId,
                Shard = 0,
                Number = last.Number,
                ThisUpdate = given.Ra.Clock.GetUtcNow(),
                NextUpdate = given.Ra.Clock.GetUtcNow(),
            });
            return await db.SaveAsync(None);
        });

        Assert.Equal("certificate.list-being-made", taken?.Code);
    }

    [Theory]
    [EveryEngine]
    public async Task Only_the_newest_two_lists_are_kept(EngineUnderTest engine)
    {
        await using var given = await WithARevokedCard(engine);
        for (var day = 0; day < 4; day++)
        {
            await Keep(given);
            given.Ra.Clock.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal([3, 4], await given.Ra.InDb(db => db.RevocationLists.Where(l => l.Shard == 3).OrderBy(l => l.Number).Select(l => l.Number).ToListAsync()));
        Assert.Equal(await given.Ra.InDb(db => db.RevocationLists.CountAsync()), await given.Ra.InDb(db => db.RevocationListParts.Select(p => p.ListId).Distinct().CountAsync()));
    }

    [Theory]
    [EveryEngine]
    public async Task Health_says_what_ends_within_ninety_days_and_what_is_over(EngineUnderTest engine)
    {
        await using var given = await WithARevokedCard(engine);
        await Keep(given);
        Assert.Empty((await Health(given)).Warnings);

        given.Ra.Clock.Advance(TimeSpan.FromDays(5));
        Assert.Contains((await Health(given)).Warnings, w => w.Sentence == "A revocation list of Training Issuing Authority ends in 2 days." && !w.IsUrgent);
        given.Ra.Clock.Advance(TimeSpan.FromDays(30));
        Assert.Contains((await Health(given)).Warnings, w => w.Sentence == "The OCSP signer of Training Issuing Authority is over: nothing is answered." && w.IsUrgent);

        given.Ra.Clock.MoveTo((await Issuer(given)).NotAfter.AddDays(-89));
        Assert.Contains((await Health(given)).Warnings, w => w.Sentence == "Training Issuing Authority ends in 89 days.");
    }

    [Theory]
    [EveryEngine]
    public async Task A_start_waits_only_for_lists_without_which_nothing_could_be_checked(EngineUnderTest engine)
    {
        await using var given = await WithARevokedCard(engine);
        Task<TimetableKept> Begin() => given.Ra.With((StatusTimetable timetable) => timetable.BeginAsync(None));

        Assert.Equal(1 + 1 + 4, (await Begin()).ListsIssued);
        given.Ra.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(0, (await Begin()).ListsIssued);
        Assert.Equal(1 + 1 + 4, (await Keep(given)).ListsIssued);
        given.Ra.Clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal(1 + 1 + 4, (await Begin()).ListsIssued);
    }

    private static async Task<GivenCards> WithARevokedCard(EngineUnderTest engine)
    {
        var given = await GivenCards.Async(engine, options: new CertificateOptions { Origin = new Uri("http://pki.example"), CrlShards = 4 });
        await given.ACardOf((await given.Ra.AnRaAgent()).ProfileId);
        var smartcard = await given.Ra.InDb(db => db.Certificates.Select(c => c.SmartcardId).FirstAsync());
        await given.Ra.With((StatusAnswers answers) => given.Ra.InDb(async db =>
        {
            var agent = new Actor { ProfileId = Guid.CreateVersion7(), Name = "An RA Agent" };
            var register = new CertificateRegister(db, new AuditTrail(db, given.Ra.Clock), answers, given.Ra.Clock);
            await register.RevokeOfCardAsync(smartcard, null, RevocationReason.KeyCompromise, agent, new Reason("lost"), None);
            return await db.SaveAsync(None) is null;
        }));
        given.Ra.Clock.Advance(TimeSpan.FromSeconds(1));
        return given;
    }

    private static Task<TimetableKept> Keep(GivenCards given) => given.Ra.With((StatusTimetable timetable) => timetable.KeepAsync(None));

    private static Task<PkiHealthView> Health(GivenCards given) => given.Ra.With((PkiHealth health) => given.Ra.With((StatusAnswers here) => health.ReadAsync(here, None)));

    private static async Task<ParsedCertificate> Issuer(GivenCards given) =>
        ParsedCertificate.Parse((await given.Ra.With((PublicPkiQueries queries) => queries.FindIssuerAsync(Issuing, None)))!.Certificate);

    private static Task<ParsedCrl> Read(GivenCards given, int shard) => given.Ra.With(async (PublicPkiQueries queries) =>
    {
        var list = (await queries.FindListAsync(Issuing, shard, None))!;
        var octets = new List<byte>();
        await foreach (var part in queries.ReadAsync(list.Id))
        {
            octets.AddRange(part);
        }

        Assert.Equal(list.Octets, octets.Count);
        Assert.Equal(list.Sha256, System.Security.Cryptography.SHA256.HashData(octets.ToArray()));
        return ParsedCrl.Parse(octets.ToArray());
    });
}
