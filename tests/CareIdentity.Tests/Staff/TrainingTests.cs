using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Staff;
using CareIdentity.Testing.Engines;

namespace CareIdentity.Tests.Staff;

/// <summary>Courses, sessions, places, and what training does to a role: it works with it, rests without it, and ends when it stays so.</summary>
public sealed class TrainingTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, EveryEngine]
    public async Task Without_training_a_role_rests_after_the_days_of_grace_and_is_told_once_then_removed(EngineUnderTest engine)
    {
        await using var given = await GivenStaff.Async(engine);
        var una = await given.AnUnlocker();
        var assignment = una.AssignmentId!.Value;

        given.Ra.Clock.Advance(TimeSpan.FromDays(28));
        Assert.Null(await given.May(una));
        Assert.Equal(new TrainingLookedAfter(0, 0), await given.LookAfter());
        given.Ra.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal("access.not-trained", await given.May(una));
        Assert.Equal(StaffState.Untrained, (await given.View(assignment))!.State);
        Assert.Equal(new TrainingLookedAfter(1, 0), await given.LookAfter());
        Assert.Equal(new TrainingLookedAfter(0, 0), await given.LookAfter());
        Assert.Single(await given.History(una), line => line == "Suspended the role Unlocker at FW844: no training counts for it.");

        given.Ra.Clock.Advance(TimeSpan.FromDays(89));
        Assert.Equal(new TrainingLookedAfter(0, 0), await given.LookAfter());
        given.Ra.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(new TrainingLookedAfter(0, 1), await given.LookAfter());
        Assert.Equal(new TrainingLookedAfter(0, 0), await given.LookAfter());
        Assert.Equal("access.role-not-held", await given.May(una));
        Assert.Contains("Removed the position Unlocker at FW844.", await given.History(una));
        Assert.Null(await given.View(assignment));
    }

    [Theory, EveryEngine]
    public async Task Recording_the_training_lifts_the_suspension_in_the_same_commit_but_not_a_managers(EngineUnderTest engine)
    {
        await using var given = await GivenStaff.Async(engine);
        var una = await given.AnUnlocker();
        given.Ra.Clock.Advance(TimeSpan.FromDays(30));
        await given.LookAfter();

        Assert.Equal("access.not-allowed", (await given.Train(una, given.Agent, roles: RaRole.LocalSmartcardAdministrator)).Refusal?.Code);
        Assert.Equal("access.not-allowed", (await given.Train(una, una, roles: RaRole.LocalSmartcardAdministrator)).Refusal?.Code);
        Assert.Equal("duty.own-profile", (await given.Train(given.Manager, given.Manager, roles: RaRole.RaManager)).Refusal?.Code);
        Assert.Equal("training.roles-missing", (await given.Train(una, given.Manager)).Refusal?.Code);
        Assert.Equal("training.roles-missing", (await given.Train(una, given.Manager, roles: RaRole.Auditor)).Refusal?.Code);
        Assert.Equal("training.evidence-missing", (await given.Train(una, given.Manager, evidence: " ", roles: RaRole.LocalSmartcardAdministrator)).Refusal?.Code);
        Assert.Equal("training.completed-when", (await given.Train(una, given.Manager, given.Today.AddDays(1), roles: RaRole.LocalSmartcardAdministrator)).Refusal?.Code);
        Assert.Equal("training.completed-when", (await given.Train(una, given.Manager, given.Today.AddMonths(-36).AddDays(-1), roles: RaRole.LocalSmartcardAdministrator)).Refusal?.Code);
        Assert.Null((await given.Train(una, given.Manager, roles: RaRole.LocalSmartcardAdministrator)).Refusal);
        Assert.Null(await given.May(una));
        Assert.Contains("The role Unlocker at FW844 works again: the training is recorded.", await given.History(una));

        await given.Suspend(una.AssignmentId!.Value, given.Manager);
        given.Ra.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null((await given.Train(una, given.Manager, roles: RaRole.LocalSmartcardAdministrator)).Refusal);
        Assert.Equal("access.role-suspended", await given.May(una));
    }

    [Theory, EveryEngine]
    public async Task Training_runs_out_on_its_day_and_the_holder_is_told_before(EngineUnderTest engine)
    {
        await using var given = await GivenStaff.Async(engine);
        var assignment = given.Sponsor.AssignmentId!.Value;
        var until = given.Today.AddMonths(36);

        Assert.Equal((StaffState.Active, until), ((await given.View(assignment))!.State, (await given.View(assignment))!.Until));
        given.Ra.Clock.Advance(TimeSpan.FromDays(until.DayNumber - given.Today.DayNumber - 30));
        Assert.Equal(StaffState.TrainingEndsSoon, (await given.View(assignment))!.State);
        Assert.Equal(new TrainingLookedAfter(0, 0), await given.LookAfter());
        given.Ra.Clock.Advance(TimeSpan.FromDays(30));
        Assert.Null(await given.May(given.Sponsor, RaFunction.RaiseRequest));
        given.Ra.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal("access.not-trained", await given.May(given.Sponsor, RaFunction.RaiseRequest));
        Assert.Equal(3, (await given.LookAfter()).Suspended);
    }

    [Theory, EveryEngine]
    public async Task A_session_is_planned_booked_held_and_those_who_came_are_trained(EngineUnderTest engine)
    {
        await using var given = await GivenStaff.Async(engine);
        var (una, vera) = (await given.AnUnlocker(), await given.AnUnlocker("Vera Unlocker"));
        var course = (await Open(given, given.Manager)).Value;
        var session = (await Plan(given, course, given.Manager)).Value;

        Assert.Equal(session, Assert.Single(await given.Ra.With((TrainingQueries queries) => queries.OpenToAsync(una.ProfileId, [RaRole.LocalSmartcardAdministrator], None))).Id);
        Assert.Null((await Book(given, session, una, una)).Refusal);
        Assert.Equal("training.already-booked", (await Book(given, session, una, una)).Refusal?.Code);
        Assert.Equal("access.not-allowed", (await Book(given, session, vera, una)).Refusal?.Code);
        Assert.Null((await Book(given, session, vera, given.Manager)).Refusal);
        Assert.Equal("training.session-full", (await Book(given, session, given.Sponsor, given.Manager)).Refusal?.Code);
        Assert.Equal("training.session-not-begun", (await Hold(given, session, given.Manager, una)).Refusal?.Code);
        Assert.Equal(session, Assert.Single(await given.Ra.With((TrainingQueries queries) => queries.BookedAsync(una.ProfileId, None))).Id);

        given.Ra.Clock.Advance(TimeSpan.FromDays(8));
        Assert.Equal("training.session-begun", (await GiveUp(given, session, una, una)).Refusal?.Code);
        Assert.Equal("training.not-booked", (await Hold(given, session, given.Manager, given.Sponsor)).Refusal?.Code);
        Assert.Equal("access.not-allowed", (await Hold(given, session, given.Agent, una)).Refusal?.Code);
        Assert.Null((await Hold(given, session, given.Manager, una)).Refusal);
        Assert.Equal("training.session-over", (await Hold(given, session, given.Manager, una)).Refusal?.Code);
        Assert.Equal(StaffState.Active, (await given.View(una.AssignmentId!.Value))!.State);
        Assert.Equal(StaffState.TrainingDue, (await given.View(vera.AssignmentId!.Value))!.State);
        Assert.Equal(["Attended", "Missed"], (await given.Ra.With((TrainingQueries queries) => queries.PlacesAsync(session, None))).Select(p => p.State.ToString()));
        Assert.StartsWith("Unlocking, ", Assert.Single(await given.Ra.With((StaffQueries queries) => queries.TrainingsAsync(una.ProfileId, None))).Evidence, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task Two_who_take_the_last_place_at_once_do_not_both_get_it(EngineUnderTest engine)
    {
        await using var given = await GivenStaff.Async(engine);
        var people = new List<Actor>();
        for (var i = 0; i < 4; i++)
        {
            people.Add(await given.AnUnlocker($"Person Unlocker{(char)('a' + i)}"));
        }

        var session = (await Plan(given, (await Open(given, given.Manager)).Value, given.Manager, places: 1)).Value;

        var booked = await Task.WhenAll(people.Select(person => Book(given, session, person, person)));

        Assert.Single(booked, outcome => outcome.Refusal is null);
        Assert.All(booked.Where(outcome => outcome.Refusal is not null), outcome => Assert.Contains(outcome.Refusal!.Code, new[] { "training.session-full", "changed-by-someone-else" }));
    }

    [Theory, EveryEngine]
    public async Task A_place_is_given_up_taken_again_and_free_when_its_holder_leaves(EngineUnderTest engine)
    {
        await using var given = await GivenStaff.Async(engine);
        var una = await given.AnUnlocker();
        var session = (await Plan(given, (await Open(given, given.Manager)).Value, given.Manager)).Value;

        Assert.Equal("training.not-booked", (await GiveUp(given, session, una, una)).Refusal?.Code);
        await Book(given, session, una, una);
        Assert.Null((await GiveUp(given, session, una, una)).Refusal);
        Assert.Null((await Book(given, session, una, una)).Refusal);
        Assert.Equal(1, (await given.Ra.With((TrainingQueries queries) => queries.FindAsync(session, None)))!.Taken);
        Assert.Null((await given.Ra.With((CloseProfile close) => close.ExecuteAsync(new CloseProfileRequest { ProfileId = una.ProfileId, Reason = "Left" }, given.Manager, None))).Refusal);
        Assert.Equal(0, (await given.Ra.With((TrainingQueries queries) => queries.FindAsync(session, None)))!.Taken);
        Assert.Equal("training.session-not-found", (await Book(given, Guid.NewGuid(), given.Sponsor, given.Manager)).Refusal?.Code);
    }

    [Theory, EveryEngine]
    public async Task Courses_and_sessions_belong_to_the_Registration_Authority_and_say_what_they_are(EngineUnderTest engine)
    {
        await using var given = await GivenStaff.Async(engine);
        var stranger = await given.Ra.ASponsor(Given.Given.ForeignPharmacy, "Fay Foreign");
        var course = (await Open(given, given.Manager)).Value;
        async Task<string?> NotOpened(Func<OpenCourseRequest, OpenCourseRequest> change, Actor? by = null) => (await Open(given, by ?? given.Manager, change)).Refusal?.Code;
        async Task<string?> NotPlanned(Func<PlanSessionRequest, PlanSessionRequest> change, Actor? by = null) => (await Plan(given, course, by ?? given.Manager, change: change)).Refusal?.Code;

        Assert.Equal("training.course-exists", await NotOpened(c => c));
        Assert.Equal("access.not-allowed", await NotOpened(c => c, given.Agent));
        Assert.Equal("training.not-an-ra", await NotOpened(c => c with { Organisation = Given.Given.Pharmacy }));
        Assert.Equal("training.course-incomplete", await NotOpened(c => c with { Name = " " }));
        Assert.Equal("training.roles-missing", await NotOpened(c => c with { Name = "Other", Roles = [] }));
        Assert.Equal("training.months-wrong", await NotOpened(c => c with { Name = "Other", Months = 37 }));
        Assert.Equal("training.course-not-found", await NotPlanned(s => s with { CourseId = Guid.NewGuid() }));
        Assert.Equal("access.not-allowed", await NotPlanned(s => s, given.Sponsor));
        Assert.Equal("training.session-incomplete", await NotPlanned(s => s with { Venue = "" }));
        Assert.Equal("training.session-in-past", await NotPlanned(s => s with { StartsAt = given.Ra.Clock.GetUtcNow() }));
        Assert.Equal("training.session-size", await NotPlanned(s => s with { Places = 0 }));
        var session = (await Plan(given, course, given.Manager)).Value;
        Assert.Equal("training.not-for-them", (await Book(given, session, stranger, stranger)).Refusal?.Code);
        Assert.Equal("access.out-of-scope", (await Book(given, session, stranger, given.Manager)).Refusal?.Code);
        Assert.Equal("training.sessions-ahead", (await Close(given, course)).Refusal?.Code);
        Assert.Equal("staff.reason-missing", (await Cancel(given, session, "")).Refusal?.Code);
        Assert.Null((await Cancel(given, session, "The trainer is ill")).Refusal);
        Assert.Equal("training.session-over", (await Cancel(given, session, "Again")).Refusal?.Code);
        Assert.Null((await Close(given, course)).Refusal);
        Assert.Equal("training.course-closed", (await Close(given, course)).Refusal?.Code);
        Assert.Equal("training.course-closed", await NotPlanned(s => s));
        Assert.Equal("training.course-not-found", (await Close(given, Guid.NewGuid())).Refusal?.Code);
        Assert.Empty(await given.Ra.With((TrainingQueries queries) => queries.CoursesAsync(Given.Given.Ra, None)));
        Assert.Equal(session, Assert.Single((await given.Ra.With((TrainingQueries queries) => queries.SessionsAsync(Given.Given.Ra, true, 0, 20, None))).Rows).Id);
    }

    private static Task<Outcome<Guid>> Open(GivenStaff given, Actor by, Func<OpenCourseRequest, OpenCourseRequest>? change = null)
    {
        var request = new OpenCourseRequest { Organisation = Given.Given.Ra, Name = "Unlocking", About = "Whom to unlock, and when not to", Roles = [RaRole.LocalSmartcardAdministrator], Months = 24 };
        return given.Ra.With((OpenCourse open) => open.ExecuteAsync(change is null ? request : change(request), by, None));
    }

    private static Task<Outcome<Guid>> Plan(GivenStaff given, Guid course, Actor by, int places = 2, Func<PlanSessionRequest, PlanSessionRequest>? change = null)
    {
        var request = new PlanSessionRequest { CourseId = course, StartsAt = given.Ra.Clock.GetUtcNow().AddDays(7), Minutes = 60, Venue = "Vespasian House", Trainer = "Tess Trainer", Places = places };
        return given.Ra.With((PlanSession plan) => plan.ExecuteAsync(change is null ? request : change(request), by, None));
    }

    private static Task<Outcome<Done>> Book(GivenStaff given, Guid session, Actor person, Actor by) =>
        given.Ra.With((BookPlace book) => book.ExecuteAsync(new BookPlaceRequest { SessionId = session, ProfileId = person.ProfileId }, by, None));

    private static Task<Outcome<Done>> GiveUp(GivenStaff given, Guid session, Actor person, Actor by) =>
        given.Ra.With((GiveUpPlace giveUp) => giveUp.ExecuteAsync(new GiveUpPlaceRequest { SessionId = session, ProfileId = person.ProfileId }, by, None));

    private static Task<Outcome<Done>> Hold(GivenStaff given, Guid session, Actor by, params Actor[] attended) =>
        given.Ra.With((HoldSession hold) => hold.ExecuteAsync(new HoldSessionRequest { SessionId = session, Attended = [.. attended.Select(a => a.ProfileId)] }, by, None));

    private static Task<Outcome<Done>> Cancel(GivenStaff given, Guid session, string reason) =>
        given.Ra.With((CancelSession cancel) => cancel.ExecuteAsync(new CancelSessionRequest { SessionId = session, Reason = reason }, given.Manager, None));

    private static Task<Outcome<Done>> Close(GivenStaff given, Guid course) => given.Ra.With((CloseCourse close) => close.ExecuteAsync(course, given.Manager, None));
}
