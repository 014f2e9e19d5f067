using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Testing.Engines;
using CareIdentity.Tests.Given;
using Xunit;

namespace CareIdentity.Tests.People;

/// <summary>Another photo of somebody known: by whoever may check an identity, having looked, and with the side that an ID checker takes.</summary>
public sealed class ReplacePhotoTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, EveryEngine]
    public async Task The_photo_is_another_one_and_the_history_says_by_whom_and_why(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var checker = await given.AnIdChecker();
        var nadia = await given.Somebody("Nadia Dispenser", Given.Given.Pharmacy, await given.ADispenserPosition());
        given.Clock.Advance(TimeSpan.FromDays(1));

        var first = await Replace(given, nadia.ProfileId, checker);
        given.Clock.Advance(TimeSpan.FromDays(1));
        var second = await Replace(given, nadia.ProfileId, checker);

        var photo = await given.With((ProfileQueries queries) => queries.PhotoAsync(nadia.ProfileId, None));
        var history = await given.With((AuditQueries audit) => audit.HistoryAsync(AuditSubject.Profile(nadia.ProfileId), 0, 2, None));
        Assert.Equal((null, null), (first.Refusal, second.Refusal));
        Assert.Equal(given.Clock.GetUtcNow(), photo!.TakenAt);
        Assert.Equal(["Replaced the photo.", "Added a photo."], history.Lines.Select(line => line.InWords));
        Assert.Equal("Ten years older", history.Lines[0].Reason);
    }

    [Theory, EveryEngine]
    public async Task Whoever_asked_for_somebody_does_not_give_them_a_face(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (agent, sponsor) = (await given.AnRaAgent(), await given.ASponsor());
        var both = await given.Somebody("Bea Both", Given.Given.Pharmacy, await given.APosition(Given.Given.Pharmacy, "Sponsor and ID checker", "R8008", "B1300", "B0267"), RaRole.Sponsor, RaRole.IdChecker);
        var nadia = await given.Somebody("Nadia Dispenser", Given.Given.Pharmacy, await given.ADispenserPosition());
        var counter = await given.APosition(Given.Given.Pharmacy, "Counter", "R8003");
        await given.With((AssignPosition assign) => assign.ExecuteAsync(
            new AssignPositionRequest { ProfileId = nadia.ProfileId, PositionId = counter, StartsOn = given.Today, SponsorId = both.ProfileId, Reason = "Needed" }, agent, None));

        Assert.Equal("duty.sponsor-cannot-act", (await Replace(given, nadia.ProfileId, both)).Refusal?.Code);
        Assert.Equal("access.not-allowed", (await Replace(given, nadia.ProfileId, sponsor)).Refusal?.Code);
        Assert.Equal("duty.own-profile", (await Replace(given, agent.ProfileId, agent)).Refusal?.Code);
    }

    [Theory, EveryEngine]
    public async Task Without_having_looked_or_a_reason_nothing_changes(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var checker = await given.AnIdChecker();
        var nadia = await given.Somebody("Nadia Dispenser", Given.Given.Pharmacy, await given.ADispenserPosition());

        Assert.Equal("profile.photo-not-compared", (await Replace(given, nadia.ProfileId, checker, compared: false)).Refusal?.Code);
        Assert.Equal("profile.reason-missing", (await Replace(given, nadia.ProfileId, checker, reason: " ")).Refusal?.Code);
        Assert.Null(await given.With((ProfileQueries queries) => queries.PhotoAsync(nadia.ProfileId, None)));
    }

    private static Task<Outcome<Done>> Replace(Given.Given given, Guid profileId, Actor actor, bool compared = true, string reason = "Ten years older") =>
        given.With((ReplacePhoto replace) => replace.ExecuteAsync(
            new ReplacePhotoRequest { ProfileId = profileId, Photo = GivenPeople.Verified(GivenPeople.Asha, given.Today).Photo, Compared = compared, Reason = reason }, actor, None));
}
