using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.Testing.Engines;
using Xunit;

namespace CareIdentity.Tests.Organisations;

/// <summary>A Registration Authority begins: by the national Root RA Manager alone, in its place of the tree, with a contact that can be right.</summary>
public sealed class SetUpRegistrationAuthorityTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly OdsCode Trust = OdsCode.Parse("RXX01");
    private static readonly OdsCode Ward = OdsCode.Parse("RXX02");
    private static readonly RaEntry Entry = new("RA office", "01632 960200", "ra@trust.nhs.uk", "1 High Street\nDorchester\nDT1 1AA", "Monday to Friday, 9am to 5pm");

    [Theory, EveryEngine]
    public async Task A_trust_looks_after_what_stands_below_it_from_then_on(EngineUnderTest engine)
    {
        await using var given = await ATrust(engine);
        var root = await ARoot(given);
        var before = await given.With((OrganisationTree tree) => tree.RaOfAsync(Ward, None));

        var outcome = await SetUp(given, root, Trust);

        var (after, own) = (await given.With((OrganisationTree tree) => tree.RaOfAsync(Ward, None)), await given.With((OrganisationTree tree) => tree.RaOfAsync(Trust, None)));
        var listed = await given.With((RaDirectoryQueries directory) => directory.FindAsync(Trust, None));
        var history = await given.With((AuditQueries audit) => audit.HistoryAsync(AuditSubject.Organisation(Trust), 0, 1, None));
        Assert.Null(outcome.Refusal);
        Assert.Equal((Given.Given.Ra, Trust, Trust), (before!.Code, after!.Code, own!.Code));
        Assert.Equal((Entry.Email, "Margaret Root"), (listed!.Entry.Email, listed.ConfirmedBy));
        Assert.Equal(("Made Dorset Trust (RXX01) a Registration Authority. It looks after everything below it.", "The board took it on"), (history.Lines[0].InWords, history.Lines[0].Reason));
    }

    [Theory, EveryEngine]
    public async Task Its_first_manager_is_appointed_by_the_root_and_reaches_what_is_below_and_nothing_else(EngineUnderTest engine)
    {
        await using var given = await ATrust(engine);
        var root = await ARoot(given);
        await SetUp(given, root, Trust);

        var mayAppoint = await given.With((Authority authority) => authority.CheckAsync(root, RaFunction.SetUpRaOrganisation, Trust, None));
        var manager = await given.Somebody("Mina Manager", Trust, await given.APosition(Trust, "RA Manager", "R5080"), RaRole.RaManager);

        Assert.Null(mayAppoint);
        Assert.Null(await given.With((Authority authority) => authority.CheckAsync(manager, RaFunction.AppointRaStaff, Ward, None)));
        Assert.Equal("access.out-of-scope", (await given.With((Authority authority) => authority.CheckAsync(manager, RaFunction.AppointRaStaff, Given.Given.Pharmacy, None)))?.Code);
        Assert.Equal("access.not-allowed", (await SetUp(given, manager, Ward)).Refusal?.Code);
    }

    [Theory, EveryEngine]
    public async Task The_organisation_file_does_not_make_it_a_trust_again(EngineUnderTest engine)
    {
        await using var given = await ATrust(engine);
        await SetUp(given, await ARoot(given), Trust);

        await given.InDb(db => OrganisationImporting.ImportAsync(db, OrganisationImporting.File(OrganisationImporting.Line(code: "RXX01", name: "DORSET TRUST", status: "A"))));

        Assert.Equal(OrganisationKind.RegistrationAuthority, (await given.With((OrganisationQueries queries) => queries.FindAsync(Trust, None)))!.Kind);
    }

    [Theory, EveryEngine]
    public async Task What_cannot_be_one_stays_what_it_is(EngineUnderTest engine)
    {
        await using var given = await ATrust(engine);
        var root = await ARoot(given);
        var apart = OdsCode.Parse("RXX09");
        await given.AnOrganisation(apart, "Trust Apart", OrganisationKind.Trust, null);

        Assert.Equal("organisation.not-for-ra", (await SetUp(given, root, Given.Given.Pharmacy)).Refusal?.Code);
        Assert.Equal("organisation.already-ra", (await SetUp(given, root, Given.Given.Ra)).Refusal?.Code);
        Assert.Equal("organisation.not-placed", (await SetUp(given, root, apart)).Refusal?.Code);
        Assert.Equal("organisation.not-found", (await SetUp(given, root, OdsCode.Parse("ZZZ99"))).Refusal?.Code);
        Assert.Equal("organisation.reason-missing", (await SetUp(given, root, Trust, reason: " ")).Refusal?.Code);
        Assert.Equal("directory.telephone-wrong", (await SetUp(given, root, Trust, Entry with { Telephone = "" })).Refusal?.Code);
        Assert.Equal(OrganisationKind.Trust, (await given.With((OrganisationQueries queries) => queries.FindAsync(Trust, None)))!.Kind);
    }

    private static async Task<Given.Given> ATrust(EngineUnderTest engine)
    {
        var given = await Given.Given.AnRaAsync(engine);
        await given.AnOrganisation(Trust, "Dorset Trust", OrganisationKind.Trust, Given.Given.Ra);
        await given.AnOrganisation(Ward, "Dorset Ward", OrganisationKind.Other, Trust);
        given.Clock.Advance(TimeSpan.FromMinutes(1));
        return given;
    }

    private static async Task<Actor> ARoot(Given.Given given) =>
        await given.Somebody("Margaret Root", Given.Given.Ra, await given.APosition(Given.Given.Ra, "Root RA Manager", "R5072"), RaRole.RootRaManager);

    private static Task<Outcome<Done>> SetUp(Given.Given given, Actor actor, OdsCode organisation, RaEntry? entry = null, string reason = "The board took it on") =>
        given.With((SetUpRegistrationAuthority setUp) => setUp.ExecuteAsync(new SetUpRegistrationAuthorityRequest { Organisation = organisation, Entry = entry ?? Entry, Reason = reason }, actor, None));
}
