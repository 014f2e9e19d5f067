using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Requests;
using CareIdentity.Testing.Engines;

namespace CareIdentity.Tests.Requests;

/// <summary>What somebody who decides is told beforehand: what speaks against accepting, and what is known of the person.</summary>
public sealed class RequestSubjectTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [EveryEngine]
    public async Task What_is_known_of_the_person_is_there_for_who_decides_and_for_nobody_else(EngineUnderTest engine)
    {
        await using var asked = await RequestsOnTheWay.OneAsync(engine);
        var foreign = await asked.Given.AnRaAgent(Given.Given.OtherRa, "Fay Foreign");
        var driver = await asked.Given.APosition(Given.Given.Pharmacy, "Delivery driver", "R8000");
        var second = (await asked.Given.With((RaiseAssignment raise) => raise.ExecuteAsync(
            new RaiseAssignmentRequest { ProfileId = asked.Subject, PositionId = driver, StartsOn = asked.Given.Today, Note = "Drives, too" }, asked.Sponsor, None))).Value;
        var view = await asked.Seen(asked.Agent);

        var known = (await Subject(asked, view, asked.Agent))!;

        Assert.Equal((ProfileState.Verified, "Chidi Holder"), (known.Profile.State, known.Profile.FullName));
        Assert.Equal("Dispenser", Assert.Single(known.OtherPositions).PositionName);
        var other = Assert.Single(known.OtherRequests);
        Assert.Equal((second, "Delivery driver"), (other.Reference, other.PositionName));
        Assert.Empty(known.Roles);
        Assert.Null(await Subject(asked, view, asked.Sponsor));
        Assert.Null(await Subject(asked, view, foreign));
        await asked.Reject(asked.Agent);
        Assert.Null(await Subject(asked, await asked.Seen(asked.Agent), asked.Agent));
    }

    [Theory]
    [EveryEngine]
    public async Task A_restricted_combination_is_said_before_it_is_refused_and_nothing_is_written(EngineUnderTest engine)
    {
        await using var asked = await RequestsOnTheWay.OneAsync(engine); // Chidi is a dispenser: B0825 includes B0820.
        Assert.Null(await Obstacle(asked));
        var rule = new Restriction("SEE-COUNT", "B0820", "R8008", RestrictionScope.Organisation, "Who sees the patients, does not stand at the counter.");
        Assert.Null((await asked.Given.With((ChangeRestriction change) => change.ExecuteAsync(new ChangeRestrictionRequest { Code = rule.Code, After = rule, Reason = "The board decided" }, Actor.Service, None))).Refusal);

        var foreseen = await Obstacle(asked);

        Assert.Equal("access.restricted-combination", foreseen?.Code);
        Assert.Equal(rule.Why, foreseen!.Why);
        Assert.Equal(foreseen, (await asked.Accept(asked.Agent)).Refusal);
        Assert.Null((await asked.SendBack(asked.Agent)).Refusal);
    }

    /// <summary>A position of RA staff is given by an RA Manager; who decides reads which roles it gives and that nobody is trained for them.</summary>
    [Theory]
    [EveryEngine]
    public async Task An_appointment_is_said_before_it_is_refused(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (sponsor, agent) = (await given.ASponsor(), await given.AnRaAgent());
        var manager = await given.Somebody("Priya Manager", Given.Given.Ra, await given.APosition(Given.Given.Ra, "RA Manager", "R5080"), RaRole.RaManager);
        var subject = await given.Somebody("Chidi Holder", Given.Given.Pharmacy, await given.ADispenserPosition());
        var deputy = await given.APosition(Given.Given.Pharmacy, "Deputy and sponsor", "R8008", "B1300");
        var reference = (await given.With((RaiseAssignment raise) => raise.ExecuteAsync(
            new RaiseAssignmentRequest { ProfileId = subject.ProfileId, PositionId = deputy, StartsOn = given.Today, Note = "Stands in" },
            sponsor,
            None))).Value;
        async Task<RequestView> Seen(Actor reader) => (await given.With((RequestQueries requests) => requests.FindAsync(reference, reader, None)))!;

        Assert.Equal("access.not-allowed", (await given.With(async (AcceptingObstacles obstacles) => await obstacles.OfAsync(await Seen(agent), agent, None)))?.Code);
        Assert.Null(await given.With(async (AcceptingObstacles obstacles) => await obstacles.OfAsync(await Seen(manager), manager, None)));
        var known = await given.With(async (RequestSubjects subjects) => await subjects.OfAsync(await Seen(agent), agent, None));
        Assert.Equal(new RoleToCome(RaRole.Sponsor, null), Assert.Single(known!.Roles));
    }

    [Theory]
    [EveryEngine]
    public async Task A_position_that_is_held_by_now_is_said_beforehand(EngineUnderTest engine)
    {
        await using var asked = await RequestsOnTheWay.OneAsync(engine);
        Assert.Null((await asked.Given.With((AssignPosition assign) => assign.ExecuteAsync(
            new AssignPositionRequest { ProfileId = asked.Subject, PositionId = asked.Position, StartsOn = asked.Given.Today, SponsorId = asked.Sponsor.ProfileId, Reason = "Urgent" }, asked.Agent, None))).Refusal);

        Assert.Equal((await asked.Accept(asked.Agent)).Refusal, await Obstacle(asked));
        Assert.Equal("assignment.already-held", (await Obstacle(asked))?.Code);
        Assert.Equal("assignment.already-held", (await asked.Given.With((RaiseAssignment raise) => raise.ExecuteAsync(
            new RaiseAssignmentRequest { ProfileId = asked.Subject, PositionId = asked.Position, StartsOn = asked.Given.Today, Note = "Sent again" }, asked.Sponsor, None))).Refusal?.Code);
    }

    private static async Task<Refusal?> Obstacle(RequestsOnTheWay asked)
    {
        var view = await asked.Seen(asked.Agent);
        return await asked.Given.With((AcceptingObstacles obstacles) => obstacles.OfAsync(view, asked.Agent, None));
    }

    private static Task<RequestSubject?> Subject(RequestsOnTheWay asked, RequestView view, Actor reader) => asked.Given.With((RequestSubjects subjects) => subjects.OfAsync(view, reader, None));
}
