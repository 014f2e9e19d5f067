using CareIdentity.Certificates;
using CareIdentity.Kernel;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Issuing;
using CareIdentity.Pki.Keys;
using CareIdentity.Pki.Ocsp;
using CareIdentity.Pki.Revocation;
using CareIdentity.Testing.Engines;
using CareIdentity.Tests.Given;
using CareIdentity.Tests.Pki.Ocsp;
using Microsoft.EntityFrameworkCore;
using static CareIdentity.Tests.Certificates.StatusQuestions;

namespace CareIdentity.Tests.Certificates;

/// <summary>What went wrong with the status of certificates elsewhere (security.md), each as a test of its own.</summary>
public sealed class StatusIncidentsTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>security.md I4: "good" only for what is on record as issued.</summary>
    [Trait("Incident", "I4 DigiNotar")]
    [Theory]
    [EveryEngine]
    public async Task Incident_good_for_a_serial_number_that_was_never_issued(EngineUnderTest engine)
    {
        await using var given = await WithACard(engine);
        var issuing = await Issuing(given);

        Assert.Equal("unknown", await Ask(given, issuing, SerialNumber.Create()));
        // Reserved and not yet signed; signed and not yet handed over; made void.
        foreach (var (status, said) in new[] { ("Reserved", "unknown"), ("Issued", "unknown"), ("Void", "revoked 5") })
        {
            var card = (await OnRecord(given))[0];
            await given.Ra.InDb(db => db.Database.ExecuteSqlAsync($"update certificates set status = {status} where serial = {card.Serial}"));
            await given.Ra.With((StatusAnswers answers) =>
            {
                answers.Forget(card.IssuerId, card.Serial);
                return Task.FromResult(true);
            });
            Assert.Equal(said, await Ask(given, card));
        }
    }

    /// <summary>security.md I5: a loop that looked at one item n times.</summary>
    [Trait("Incident", "I5 one item of a list checked for all")]
    [Theory]
    [EveryEngine]
    public async Task Incident_a_list_of_which_one_item_was_checked_every_time(EngineUnderTest engine)
    {
        await using var given = await WithACard(engine);
        await given.ACardOf((await given.Ra.AnIdChecker()).ProfileId);
        var cards = await OnRecord(given);
        var revoked = cards.First(card => card.SmartcardId != cards[0].SmartcardId);
        await Change(given, register => register.RevokeOfCardAsync(revoked.SmartcardId, null, RevocationReason.Superseded, RaAgent, Test, None));
        var issuing = await Issuing(given);
        (SerialNumber Serial, string Status)[] items = [(SerialNumber.Parse(cards[0].Serial), "good"), (SerialNumber.Parse(revoked.Serial), "revoked 4"), (SerialNumber.Create(), "unknown")];

        foreach (var order in new[] { (0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0) })
        {
            (SerialNumber Serial, string Status)[] ordered = [items[order.Item1], items[order.Item2], items[order.Item3]];
            var request = OcspOctets.Request(issuing, [.. ordered.Select(item => item.Serial)], null, sha256: false);
            Assert.Equal(string.Join(", ", ordered.Select(item => item.Status)), await Say(given, request));
        }
    }

    /// <summary>security.md I6: a reason of number 0 taken for no revocation at all.</summary>
    [Trait("Incident", "I6 zero taken for nothing")]
    [Theory]
    [EveryEngine]
    public async Task Incident_zero_taken_for_nothing(EngineUnderTest engine)
    {
        await using var given = await WithACard(engine);
        var card = (await OnRecord(given))[0];

        await Change(given, register => register.RevokeOfCardAsync(card.SmartcardId, null, RevocationReason.KeyCompromise, RaAgent, Test, None));
        await given.Ra.InDb(db => db.Database.ExecuteSqlAsync($"update certificates set reason = 'Unspecified' where serial = {card.Serial}"));
        given.Ra.Clock.Advance(TimeSpan.FromSeconds(30));
        await Keep(given);

        Assert.Equal("revoked", await Ask(given, card));
        var lists = await given.Ra.With((PublicPkiQueries queries) => queries.ListsAsync(card.IssuerId, None));
        Assert.Equal(2, lists.Single(list => list.Shard == 0).Entries);
        Assert.Equal(0, (int)RevocationReason.Unspecified);
    }

    /// <summary>security.md I6: a responder that cannot be fresh says so.</summary>
    [Trait("Incident", "I6 expired OCSP answers and signers")]
    [Theory]
    [EveryEngine]
    public async Task Incident_a_responder_that_went_on_with_a_signer_that_was_over(EngineUnderTest engine)
    {
        await using var given = await WithACard(engine);
        var card = (await OnRecord(given))[0];
        Assert.Equal("good", await Ask(given, card));

        given.Ra.Clock.Advance(TimeSpan.FromDays(31));

        Assert.Equal("try later", await Ask(given, card));
        Assert.Equal(2, (await Keep(given)).SignersRenewed);
        Assert.Equal("good", await Ask(given, card));
    }
}
