using CareIdentity.Applications;
using CareIdentity.Kernel;
using CareIdentity.Messages;
using CareIdentity.People;
using CareIdentity.Testing.Engines;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CareIdentity.Tests.Applications;

/// <summary>The link and the code: who has both opens one application, once.</summary>
public sealed class ApplicantCodeTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, EveryEngine]
    public async Task A_code_works_once_and_for_its_own_application(EngineUnderTest engine)
    {
        await using var given = await ApplicationGiven.Async(engine);
        await given.Invite(given.Sponsor);
        var mine = await given.Link();
        given.Ra.Clock.Advance(TimeSpan.FromSeconds(1));
        await given.Invite(given.Sponsor, null, null, new InvitedPerson("Nadia", "Khan", EmailAddress.TryParse("nadia@example.org", out var nadia) ? nadia : ApplicationGiven.Address));
        var (code, other) = (await given.Code(mine), await given.Link());
        Assert.NotEqual(mine, other);
        await given.Code(other);

        Assert.Equal("application.code-wrong", (await given.Open(other, code)).Refusal?.Code);
        var token = (await given.Open(mine, $" {code[..3]} {code[3..]}")).Value;
        Assert.Equal("application.code-wrong", (await given.Open(mine, code)).Refusal?.Code);

        Assert.Equal("Asha", (await given.Seen(token)).GivenName);
        given.Ra.Clock.Advance(TimeSpan.FromHours(3));
        Assert.Null(await given.Ra.With((ApplicantDesk desk) => desk.FindAsync(token, None)));
    }

    [Theory, EveryEngine]
    public async Task Five_tries_and_fifteen_minutes_are_all_that_a_code_has(EngineUnderTest engine)
    {
        await using var given = await ApplicationGiven.Async(engine);
        await given.Invite(given.Sponsor);
        var link = await given.Link();
        var code = await given.Code(link);
        for (var tries = 0; tries < ApplicantCodes.MostTries; tries++)
        {
            Assert.NotNull((await given.Open(link, code == "000000" ? "000001" : "000000")).Refusal);
        }

        Assert.NotNull((await given.Open(link, code)).Refusal);
        var second = await given.Code(link);
        given.Ra.Clock.Advance(TimeSpan.FromMinutes(16));
        Assert.NotNull((await given.Open(link, second)).Refusal);
        var third = await given.Code(link);
        Assert.Null((await given.Open(link, third)).Refusal);
    }

    /// <summary>However many try at the same moment, the code is taken once, and no more than five tries are compared.</summary>
    [Theory, EveryEngine]
    public async Task Of_many_who_try_at_once_one_gets_in(EngineUnderTest engine)
    {
        await using var given = await ApplicationGiven.Async(engine);
        await given.Invite(given.Sponsor);
        var link = await given.Link();
        var code = await given.Code(link);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => given.Open(link, code))));

        Assert.Single(outcomes, outcome => outcome.Refusal is null);
        Assert.True(await given.Ra.InDb(db => db.ApplicationDrafts.Select(d => d.CodeTries).SingleAsync(None)) <= ApplicantCodes.MostTries);
    }

    [Theory, EveryEngine]
    public async Task No_more_than_five_codes_are_sent_in_an_hour(EngineUnderTest engine)
    {
        await using var given = await ApplicationGiven.Async(engine);
        await given.Invite(given.Sponsor);
        var link = await given.Link();
        for (var sent = 0; sent < ApplicantCodes.MostSentAnHour; sent++)
        {
            await given.Code(link);
        }

        Assert.Equal(ApplicationRefusals.CodesTooOften, await given.Ra.With((ApplicantCodes codes) => codes.SendAsync(link, None)));
        given.Ra.Clock.Advance(TimeSpan.FromMinutes(61));
        await given.Code(link);
    }

    [Theory, EveryEngine]
    public async Task Only_the_inviter_or_their_registration_authority_sends_a_new_link(EngineUnderTest engine)
    {
        await using var given = await ApplicationGiven.Async(engine);
        var colleague = await given.Ra.ASponsor(name: "Carla Colleague");
        var stranger = await given.Ra.ASponsor(Given.Given.OtherPharmacy, "Otto Other");
        var reference = (await given.Invite(given.Sponsor)).Value[0];
        var first = await given.Link();

        Assert.Equal("application.not-inviter", (await given.LookAfter(reference, InvitationMove.SendAgain, colleague)).Refusal?.Code);
        Assert.Equal("access.out-of-scope", (await given.LookAfter(reference, InvitationMove.SendAgain, stranger)).Refusal?.Code);
        Assert.Null((await given.LookAfter(reference, InvitationMove.SendAgain, given.Agent)).Refusal);
        var second = await given.Link();
        Assert.NotEqual(first, second);
        Assert.Null(await given.Ra.With((ApplicantDesk desk) => desk.InvitationAsync(first, None)));
        given.Ra.Clock.Advance(TimeSpan.FromDays(15));
        Assert.Null(await given.Ra.With((ApplicantDesk desk) => desk.InvitationAsync(second, None)));
        Assert.Null((await given.LookAfter(reference, InvitationMove.SendAgain, given.Sponsor)).Refusal);
        await given.Opened(await given.Link());
        Assert.Null((await given.LookAfter(reference, InvitationMove.Withdraw, given.Sponsor)).Refusal);
        Assert.Equal("application.not-with-applicant", (await given.LookAfter(reference, InvitationMove.SendAgain, given.Sponsor)).Refusal?.Code);
    }

    /// <summary>Whoever reads the tables, but not the messages, has neither link nor code.</summary>
    [Theory, EveryEngine]
    public async Task Links_codes_and_browsers_are_kept_as_hashes_only(EngineUnderTest engine)
    {
        await using var given = await ApplicationGiven.Async(engine);
        await given.Invite(given.Sponsor);
        var link = await given.Link();
        var code = await given.Code(link);

        var kept = await given.Ra.InDb(db => db.ApplicationDrafts.Select(d => d.CodeHash!).SingleAsync(None));
        var guesses = Enumerable.Range(0, 1_000_000).Select(n => System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{n:D6}")));
        Assert.DoesNotContain(guesses, guess => guess.SequenceEqual(kept));
        Assert.Equal(32, (await given.Ra.InDb(db => db.Applications.Select(a => a.LinkHash).SingleAsync(None))).Length);
        var trail = string.Join('\n', await given.Ra.InDb(db => db.AuditEvents.Select(e => e.Detail).ToListAsync(None)));
        Assert.DoesNotContain(link, trail, StringComparison.Ordinal);
        Assert.DoesNotContain($"\"{code}\"", trail, StringComparison.Ordinal);
    }

    /// <summary>A picture is what its octets say, written anew.</summary>
    [Theory, EveryEngine]
    public async Task What_is_uploaded_is_a_picture_and_nothing_else(EngineUnderTest engine)
    {
        await using var given = await ApplicationGiven.Async(engine);
        await given.Invite(given.Sponsor);
        var token = await given.Opened(await given.Link());

        foreach (var (bytes, code) in new (byte[], string)[] { ([], "application.picture-missing"), ("<svg onload=alert(1)>"u8.ToArray(), "application.picture-not-accepted"), ("%PDF-1.7"u8.ToArray(), "application.picture-not-accepted") })
        {
            Assert.Equal(code, (await given.Ra.With((ApplicantDesk desk) => desk.KeepPictureAsync(token, PictureSlot.Document1, bytes, None)))?.Code);
        }

        Assert.Null(await given.Ra.With((ApplicantDesk desk) => desk.KeepPictureAsync(token, PictureSlot.Document1, [.. ApplicationGiven.Picture, .. "<script>"u8], None)));
        Assert.Equal(ApplicationGiven.Picture, (await given.Ra.With((ApplicantDesk desk) => desk.PictureAsync(token, PictureSlot.Document1, None)))!.Content);
        Assert.Null(await given.Ra.With((ApplicantDesk desk) => desk.PictureAsync("another", PictureSlot.Document1, None)));
    }
}
