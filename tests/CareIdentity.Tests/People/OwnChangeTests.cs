using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Testing.Engines;
using Xunit;

namespace CareIdentity.Tests.People;

/// <summary>What people change of their own contact details is listed to them as completed (features.md row 9), and to nobody else.</summary>
public sealed class OwnChangeTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [EveryEngine]
    public async Task Own_changes_are_listed_newest_first_and_what_others_did_is_not(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (agent, nadia) = (await given.AnRaAgent(), await given.Somebody("Nadia Dispenser", Given.Given.Pharmacy, await given.ADispenserPosition()));

        await Change(given, nadia, nadia, details => details with { Mobile = "07700 900111" });
        await Change(given, nadia, agent, details => details with { Mobile = "07700 900222" });
        await Change(given, nadia, nadia, details => details with { Email = EmailAddress.TryParse("nadia.d@example.org", out var email) ? email : null });
        var (hers, agents) = (await Listed(given, nadia), await Listed(given, agent));

        Assert.Collection(
            hers,
            last => Assert.Contains("to nadia.d@example.org", last.InWords, StringComparison.Ordinal),
            first => Assert.Contains("mobile number from nothing to 07700 900111", first.InWords, StringComparison.Ordinal));
        Assert.Empty(agents);
    }

    private static Task<IReadOnlyList<OwnChange>> Listed(Given.Given given, Actor reader) => given.With((OwnChangeQueries queries) => queries.OfAsync(reader, None));

    private static async Task Change(Given.Given given, Actor of, Actor by, Func<PersonalDetails, PersonalDetails> change)
    {
        given.Clock.Advance(TimeSpan.FromMinutes(1));
        var details = await given.InDb(async db => (await db.Profiles.FindAsync(of.ProfileId))!.Described);
        Assert.Null((await given.With((ChangeDetails verb) => verb.ExecuteAsync(new ChangeDetailsRequest { ProfileId = of.ProfileId, Details = change(details), Reason = "" }, by, None))).Refusal);
    }
}
