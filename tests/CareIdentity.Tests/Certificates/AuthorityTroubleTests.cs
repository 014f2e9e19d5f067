using CareIdentity.Certificates;
using CareIdentity.Pki.Issuing;
using CareIdentity.Pki.Keys;
using CareIdentity.Testing.Engines;
using CareIdentity.Tests.Given;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using static CareIdentity.Tests.Certificates.StatusQuestions;

namespace CareIdentity.Tests.Certificates;

/// <summary>One authority cannot sign, or its key is away or the wrong one: what is said, and what goes on.</summary>
public sealed class AuthorityTroubleTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [EveryEngine]
    public async Task What_cannot_be_signed_for_one_authority_does_not_keep_the_others_waiting(EngineUnderTest engine)
    {
        var (keys, heard) = (new WatchedKeyStore(), new HeardLog<StatusTimetable>());
        await using var given = await WithACard(engine, keys, services => services.AddSingleton<ILogger<StatusTimetable>>(heard));
        given.Ra.Clock.Advance(TimeSpan.FromDays(21));

        keys.Broken = TrainingHierarchy.RootKey;
        var kept = await Keep(given);

        Assert.Equal((1, 1 + 4), (kept.SignersRenewed, kept.ListsIssued));
        Assert.Equal(
            ["The OCSP signer of Training Root could not be made.", "The complete list of Training Root could not be made."],
            heard.Lines.Select(said => said.Line));
        Assert.Equal("good", await Ask(given, (await OnRecord(given))[0]));

        keys.Broken = null;
        given.Ra.Clock.Advance(TimeSpan.FromMinutes(11));
        kept = await Keep(given);
        Assert.Equal((1, 1), (kept.SignersRenewed, kept.ListsIssued));
    }

    [Theory]
    [EveryEngine]
    public async Task A_list_that_failed_does_not_keep_the_other_lists_of_its_authority_waiting(EngineUnderTest engine)
    {
        var (keys, heard) = (new WatchedKeyStore(), new HeardLog<StatusTimetable>());
        await using var given = await WithACard(engine, keys, services => services.AddSingleton<ILogger<StatusTimetable>>(heard));
        given.Ra.Clock.Advance(TimeSpan.FromDays(1));
        keys.FailOnce(afterSigning: false);

        Assert.Equal(1 + 4, (await Keep(given)).ListsIssued); // the root's, and four of five
        Assert.Equal("The list of shard 1 of Training Issuing Authority could not be made.", Assert.Single(heard.Lines).Line);
    }

    [Theory]
    [EveryEngine]
    public async Task A_key_that_goes_away_is_said_once_and_so_is_its_return(EngineUnderTest engine)
    {
        var (keys, heard) = (new WatchedKeyStore(), new HeardLog<IssuerSource>());
        await using var given = await WithACard(engine, keys, services => services.AddSingleton<ILogger<IssuerSource>>(heard));
        Assert.Empty(heard.Lines);

        keys.Away.Add(TrainingHierarchy.IssuingKey);
        await Keep(given);
        await Keep(given);
        var said = Assert.Single(heard.Lines);
        Assert.Equal(LogLevel.Warning, said.Level);
        Assert.StartsWith("The key training-issuing of Training Issuing Authority is not here, or the module that has it is away", said.Line, StringComparison.Ordinal);

        keys.Away.Clear();
        await Keep(given);
        await Keep(given);
        Assert.Equal((LogLevel.Information, "The key training-issuing of Training Issuing Authority is here again."), heard.Lines[^1]);
        Assert.Equal(2, heard.Lines.Count);
    }

    [Theory]
    [EveryEngine]
    public async Task Before_the_start_every_key_that_is_here_is_compared_with_its_certificate(EngineUnderTest engine)
    {
        var keys = new WatchedKeyStore();
        await using var given = await WithACard(engine, keys);
        await AuthorityRolloverTests.ReplaceIssuing(given, keys);
        await Keep(given);
        foreach (var name in new[] { "other-issuing", "other-signer" })
        {
            await keys.CreateKeyAsync(KeyName.Parse(name), KeyKind.EcP256, None);
        }

        Task<string?> Check() => given.Ra.With((AuthorityKeys check) => check.CheckAsync(None));
        Task<int> Set(FormattableString sql) => given.Ra.InDb(db => db.Database.ExecuteSqlAsync(sql));

        Assert.Null(await Check());

        // A predecessor's key may have stayed elsewhere; another in its place is not let pass.
        keys.Away.Add(TrainingHierarchy.IssuingKey);
        Assert.Null(await Check());
        keys.Away.Clear();
        await Set($"update issuers set key_name = 'other-issuing' where key_name = 'training-issuing'");
        Assert.Contains("IssuerKeyMatchesCertificate", await Check(), StringComparison.Ordinal);
        await Set($"update issuers set key_name = 'training-issuing' where key_name = 'other-issuing'");

        var signer = await given.Ra.InDb(db => db.OcspSigners.OrderBy(s => s.Id).Select(s => s.KeyName).FirstAsync(None));
        await Set($"update ocsp_signers set key_name = 'other-signer' where key_name = {signer}");
        Assert.Contains("SignerKeyMatchesCertificate", await Check(), StringComparison.Ordinal);
        await Set($"update ocsp_signers set key_name = 'not-on-this-node' where key_name = 'other-signer'");
        Assert.Null(await Check());

        // What issues now has to be here.
        keys.Away.Add(KeyName.Parse("training-issuing-2"));
        Assert.Contains("IssuerKeyExists", await Check(), StringComparison.Ordinal);
    }
}
