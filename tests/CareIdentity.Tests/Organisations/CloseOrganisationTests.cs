using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.People;
using CareIdentity.Requests;
using CareIdentity.Testing.Engines;
using CareIdentity.Tests.Given;
using Xunit;

namespace CareIdentity.Tests.Organisations;

/// <summary>An organisation closes with everything that stands on it, in one commit; it opens again empty.</summary>
public sealed class CloseOrganisationTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, EveryEngine]
    public async Task The_preview_says_what_ends_and_closing_ends_exactly_that(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var manager = await AManager(given);
        var sponsor = await given.ASponsor();
        var dispenser = await given.ADispenserPosition();
        var nadia = await given.Somebody("Nadia Dispenser", Given.Given.Pharmacy, dispenser);
        await given.With((RaiseRegistration raise) => raise.ExecuteAsync(GivenPeople.Registration(GivenPeople.Asha, given.Today, dispenser), sponsor, None));
        given.Clock.Advance(TimeSpan.FromMinutes(1));

        var preview = await Preview(given);
        var working = await given.With((Authority authority) => authority.CheckAsync(sponsor, RaFunction.RaiseRequest, Given.Given.Pharmacy, None));
        var closed = await Close(given, manager);
        var refused = await given.With((Authority authority) => authority.CheckAsync(sponsor, RaFunction.RaiseRequest, Given.Given.Pharmacy, None));
        var after = await Preview(given);
        var held = await given.With((PositionQueries queries) => queries.OfProfileAsync(nadia.ProfileId, None));
        var profile = (await given.With((ProfileQueries queries) => queries.RowsAsync([nadia.ProfileId], None)))[0];
        var history = await given.With((AuditQueries audit) => audit.HistoryAsync(AuditSubject.Organisation(Given.Given.Pharmacy), 0, 20, None));
        var ofPosition = await given.With((AuditQueries audit) => audit.HistoryAsync(AuditSubject.Position(dispenser), 0, 20, None));

        Assert.Equal(
            ["Positions that close 2", "Assignments that end 2", "People who hold no other position afterwards 2", "Open requests that are withdrawn 2"],
            preview.Select(line => $"{line.What} {line.Count}"));
        Assert.Null(working);
        Assert.Null(closed.Refusal);
        Assert.Equal("access.role-not-held", refused?.Code);
        Assert.Empty(after);
        Assert.NotNull(Assert.Single(held).RemovedAt);
        Assert.Equal(ProfileState.Verified, profile.State);
        Assert.Contains(history.Lines, line => line.InWords == "Closed Riverside Pharmacy (FW844). Positions that close: 2; Assignments that end: 2; Open requests that are withdrawn: 2." && line.Reason == "Sold");
        Assert.Contains(ofPosition.Lines, line => line.InWords == "Closed with FW844: Dispenser, Pharmacy manager and sponsor.");
        Assert.Equal("organisation.already-closed", (await Close(given, manager)).Refusal?.Code);
    }

    [Theory, EveryEngine]
    public async Task It_opens_again_in_its_place_without_any_access(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var manager = await AManager(given);
        var sponsor = await given.ASponsor();
        await Close(given, manager);

        var reopened = await Reopen(given, manager);
        var view = await given.With((OrganisationQueries queries) => queries.FindAsync(Given.Given.Pharmacy, None));
        var still = await given.With((Authority authority) => authority.CheckAsync(sponsor, RaFunction.RaiseRequest, Given.Given.Pharmacy, None));

        Assert.Null(reopened.Refusal);
        Assert.Equal((OrganisationStatus.Active, Given.Given.Ra, null), (view!.Status, view.RaParent, view.ClosedOn));
        Assert.Equal("access.role-not-held", still?.Code);
        Assert.Equal("organisation.not-closed", (await Reopen(given, manager)).Refusal?.Code);
        Assert.NotEqual(Guid.Empty, await given.ADispenserPosition());
    }

    [Theory, EveryEngine]
    public async Task Who_must_not_close_is_told_by_code(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (manager, agent, foreign) = (await AManager(given), await given.AnRaAgent(), await AManager(given, Given.Given.OtherRa, "Dawn Devon"));
        var root = await given.Somebody("Margaret Root", Given.Given.OtherRa, await given.APosition(Given.Given.OtherRa, "Root RA Manager", "R5072"), RaRole.RootRaManager);

        Assert.Equal("access.not-allowed", (await Close(given, agent)).Refusal?.Code);
        Assert.Equal("access.out-of-scope", (await Close(given, foreign)).Refusal?.Code);
        Assert.Equal("organisation.reason-missing", (await Close(given, manager, reason: " ")).Refusal?.Code);
        Assert.Equal("organisation.closes-own", (await Close(given, manager, Given.Given.Ra)).Refusal?.Code);
        Assert.Equal("organisation.has-children", (await Close(given, root, Given.Given.Ra)).Refusal?.Code);
        Assert.Equal("organisation.not-found", (await Close(given, root, OdsCode.Parse("NOSUCH"))).Refusal?.Code);
        Assert.Equal("organisation.not-closed", (await Reopen(given, manager)).Refusal?.Code);
        Assert.Null((await Close(given, manager)).Refusal);
        Assert.Equal("organisation.reason-missing", (await Reopen(given, manager, " ")).Refusal?.Code);
        Assert.Equal("access.out-of-scope", (await Reopen(given, foreign)).Refusal?.Code);
    }

    [Theory, EveryEngine]
    public async Task Who_also_works_there_does_not_close_it(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var manager = await AManager(given);
        var sponsor = await given.ASponsor();
        var dispenser = await given.ADispenserPosition();
        var agent = await given.AnRaAgent();
        var assigned = await given.With((AssignPosition assign) => assign.ExecuteAsync(
            new AssignPositionRequest { ProfileId = manager.ProfileId, PositionId = dispenser, StartsOn = given.Today, SponsorId = sponsor.ProfileId, Reason = "Saturdays" }, agent, None));

        var closed = await Close(given, manager);

        Assert.Null(assigned.Refusal);
        Assert.Equal("organisation.closes-own", closed.Refusal?.Code);
        Assert.Equal(3, (await Preview(given)).Count);
    }

    [Theory, EveryEngine]
    public async Task A_position_of_another_organisation_no_longer_reaches_it(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var manager = await AManager(given);
        var both = (await given.With((CreatePosition create) => create.ExecuteAsync(
            new CreatePositionRequest
            {
                Organisation = Given.Given.OtherPharmacy,
                Name = "Sponsor of both",
                AccessProfiles = [new NewAccessProfile(Given.Given.Pharmacy, RCode.Parse("R8008"), [BCode.Parse("B1300")])],
                ApprovalNote = "Test",
            },
            Actor.Service,
            None))).Value;
        var sponsor = await given.Somebody("Bea Both", Given.Given.OtherPharmacy, both, RaRole.Sponsor);

        var before = await given.With((Authority authority) => authority.CheckAsync(sponsor, RaFunction.RaiseRequest, Given.Given.Pharmacy, None));
        var preview = await Preview(given);
        await Close(given, manager);
        var after = await given.With((Authority authority) => authority.CheckAsync(sponsor, RaFunction.RaiseRequest, Given.Given.Pharmacy, None));

        Assert.Null(before);
        Assert.Equal("Positions of other organisations that reach here", Assert.Single(preview).What);
        Assert.Equal("access.role-not-held", after?.Code);
    }

    [Theory, EveryEngine]
    public async Task A_file_that_does_not_know_of_the_closure_does_not_undo_it(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        await Close(given, await AManager(given));

        await given.InDb(db => OrganisationImporting.ImportAsync(db, OrganisationImporting.File(OrganisationImporting.Line(code: "FW844", name: "RIVERSIDE CHEMIST", status: "A"))));
        var view = await given.With((OrganisationQueries queries) => queries.FindAsync(Given.Given.Pharmacy, None));

        Assert.Equal(("Riverside Chemist", OrganisationStatus.Closed), (view!.Name, view.Status));
        Assert.NotNull(view.ClosedOn);
    }

    [Theory, EveryEngine]
    public async Task A_move_planned_for_it_is_withdrawn_with_it(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var manager = await AManager(given);
        var north = OdsCode.Parse("RA1NO");
        await given.AnOrganisation(north, "Dorset North", OrganisationKind.RegistrationAuthority, Given.Given.Ra);
        await given.With((MoveOrganisation move) => move.ExecuteAsync(
            new MoveOrganisationRequest { Organisation = Given.Given.Pharmacy, From = Given.Given.Ra, To = north, EffectiveOn = given.Today.AddDays(3), Why = RaLinkReason.Correction, Reason = "Because" }, manager, None));

        Assert.Null((await Close(given, manager)).Refusal);

        var move = (await given.With((MoveQueries queries) => queries.OfAsync(Given.Given.Pharmacy, 0, 5, None))).Rows[0];
        Assert.Equal((MoveState.Withdrawn, "FW844 was closed."), (move.State, move.Outcome));
    }

    private static async Task<Actor> AManager(Given.Given given, OdsCode? at = null, string name = "Priya Manager") =>
        await given.Somebody(name, at ?? Given.Given.Ra, await given.APosition(at ?? Given.Given.Ra, "RA Manager", "R5080"), RaRole.RaManager);

    private static Task<IReadOnlyList<OrganisationEnding>> Preview(Given.Given given) =>
        given.With((OrganisationEndingQueries queries) => queries.OfAsync(Given.Given.Pharmacy, None));

    private static Task<Outcome<Done>> Close(Given.Given given, Actor actor, OdsCode? what = null, string reason = "Sold") =>
        given.With((CloseOrganisation close) => close.ExecuteAsync(new CloseOrganisationRequest { Organisation = what ?? Given.Given.Pharmacy, Reason = reason }, actor, None));

    private static Task<Outcome<Done>> Reopen(Given.Given given, Actor actor, string reason = "Sold to a new owner") =>
        given.With((ReopenOrganisation reopen) => reopen.ExecuteAsync(new ReopenOrganisationRequest { Organisation = Given.Given.Pharmacy, Reason = reason }, actor, None));
}
