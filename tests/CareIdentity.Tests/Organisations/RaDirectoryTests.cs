using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.Testing.Engines;
using Xunit;

namespace CareIdentity.Tests.Organisations;

/// <summary>The public directory: entries that somebody vouches for, and what to do about those that are wrong.</summary>
public sealed class RaDirectoryTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly RaEntry Good = new("RA office", "01632 960200 ext 12", "RA@Dorset.nhs.uk ", "Vespasian House\r\n Dorchester\r\nDT1 1AA", "Monday to Friday, 9am to 5pm");

    [Theory]
    [InlineData("01632 960200")]
    [InlineData("(020) 7946-0123")]
    [InlineData("+44 1632 960200")]
    [InlineData("0800 123456")]
    [InlineData("01632 960200 ext 12")]
    public void A_telephone_number_as_people_write_it_is_taken(string telephone) => Assert.Null((Good with { Telephone = telephone }).Tidy().Check());

    [Theory]
    [InlineData("", "directory.telephone-wrong")]
    [InlineData("960200", "directory.telephone-wrong")]
    [InlineData("0000000000", "directory.telephone-wrong")]
    [InlineData("01632 96020O", "directory.telephone-wrong")]
    [InlineData("01632 960200 or 960201", "directory.telephone-wrong")]
    public void One_that_cannot_be_dialled_is_refused(string telephone, string code) => Assert.Equal(code, (Good with { Telephone = telephone }).Tidy().Check()?.Code);

    [Theory]
    [InlineData("ra")]
    [InlineData("ra@dorset")]
    [InlineData("ra@dorset.nhs.uk; x@y.uk")]
    [InlineData("Ra Office <ra@dorset.nhs.uk>")]
    [InlineData("")]
    public void What_no_mail_reaches_is_refused(string email) => Assert.Equal("directory.email-wrong", (Good with { Email = email }).Tidy().Check()?.Code);

    [Fact]
    public void Every_other_field_is_needed_and_bounded()
    {
        Assert.Equal("directory.name-wrong", (Good with { Name = " " }).Tidy().Check()?.Code);
        Assert.Equal("directory.address-wrong", (Good with { Address = "Vespasian House" }).Tidy().Check()?.Code);
        Assert.Equal("directory.hours-wrong", (Good with { Hours = new string('x', 301) }).Tidy().Check()?.Code);
        Assert.Equal(("Vespasian House\nDorchester\nDT1 1AA", "ra@dorset.nhs.uk"), (Good.Tidy().Address, Good.Tidy().Email));
    }

    [Theory, EveryEngine]
    public async Task An_entry_stands_90_days_from_the_day_somebody_of_the_RA_says_that_it_is_right(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var agent = await given.AnRaAgent();
        given.Clock.Advance(TimeSpan.FromMinutes(1));

        var before = await Entry(given);
        var confirmed = await Confirm(given, agent);
        var on = await Entry(given);
        given.Clock.Advance(TimeSpan.FromDays(90));
        var last = await Entry(given);
        var lastOverdue = last.IsOverdue(given.Today, 90);
        given.Clock.Advance(TimeSpan.FromDays(1));
        var late = (await Entry(given)).IsOverdue(given.Today, 90);
        var overdue = await given.With((RaDirectoryQueries queries) => queries.OverdueAsync(Given.Given.Ra, given.Today.AddDays(-90), 10, None));
        await Confirm(given, agent);
        var history = await given.With((AuditQueries audit) => audit.HistoryAsync(AuditSubject.Organisation(Given.Given.Ra), 0, 2, None));
        var contact = await given.With((OrganisationTree tree) => tree.RaOfAsync(Given.Given.Pharmacy, None));

        Assert.True(before.IsOverdue(given.Today, 90));
        Assert.Null(confirmed.Refusal);
        Assert.Equal(("Ravi Agent", Good.Tidy()), (on.ConfirmedBy, on.Entry));
        Assert.Equal((false, true), (lastOverdue, late));
        Assert.Equal(Given.Given.Ra, Assert.Single(overdue).Code);
        Assert.Equal("Confirmed the entry of RA1DO in the RA directory.", history.Lines[0].InWords);
        Assert.Equal("Changed who answers, telephone, e-mail, address, opening hours of RA1DO in the RA directory, and confirmed the entry.", history.Lines[1].InWords);
        Assert.Equal(("01632 960200 ext 12", "Monday to Friday, 9am to 5pm"), (contact?.Telephone, contact?.Hours));
    }

    [Theory, EveryEngine]
    public async Task Only_the_RAs_own_staff_confirm_and_only_for_an_RA(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (agent, foreign, sponsor) = (await given.AnRaAgent(), await given.AnRaAgent(Given.Given.OtherRa, "Dawn Devon"), await given.ASponsor());

        Assert.Equal("access.out-of-scope", (await Confirm(given, foreign)).Refusal?.Code);
        Assert.Equal("access.not-allowed", (await Confirm(given, sponsor)).Refusal?.Code);
        Assert.Equal("directory.not-an-ra", (await Confirm(given, agent, Given.Given.Pharmacy)).Refusal?.Code);
        Assert.Equal("directory.email-wrong", (await Confirm(given, agent, entry: Good with { Email = "nobody" })).Refusal?.Code);
    }

    [Theory, EveryEngine]
    public async Task Anybody_finds_their_RA_by_code_name_and_postcode(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        await given.InDb(db => OrganisationImporting.ImportAsync(db, OrganisationImporting.File(
            OrganisationImporting.Line(code: "FW844", name: "RIVERSIDE PHARMACY", postcode: "DT1 1AA"),
            OrganisationImporting.Line(code: "Y00009", name: "THE ORCHARD SURGERY", postcode: "DT1 2BB"),
            OrganisationImporting.Line(code: "Y00010", name: "CLOSED SURGERY", postcode: "DT1 2BC", status: "C", closed: "20200101"))));

        Task<IReadOnlyList<DirectoryRow>> Find(string text) => given.With((RaDirectoryQueries queries) => queries.SearchAsync(text, 20, None));

        foreach (var text in new[] { "fw844", "riverside", "DT1 1AA", "dt11aa" })
        {
            var row = Assert.Single(await Find(text));
            Assert.Equal((Given.Given.Pharmacy, Given.Given.Ra), (row.Organisation.Code, row.Ra!.Code));
        }

        Assert.Equal(["FW844", "Y00009"], (await Find("DT1")).Select(r => r.Organisation.Code.Value).Order());
        Assert.Null((await Find("orchard"))[0].Ra);
        Assert.Equal(["who answers", "telephone", "e-mail", "address", "opening hours"], (await Find("fw844"))[0].Ra!.Entry.Lacking);
        Assert.Empty(Good.Lacking);
        Assert.Empty(await Find("%"));
        Assert.Empty(await Find(""));
    }

    [Theory, EveryEngine]
    public async Task A_report_waits_for_the_RA_until_somebody_says_what_was_done(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (agent, foreign) = (await given.AnRaAgent(), await given.AnRaAgent(Given.Given.OtherRa, "Dawn Devon"));
        given.Clock.Advance(TimeSpan.FromMinutes(1));

        var reported = await Report(given, "  The number is the old one ");
        var waiting = await given.With((RaDirectoryQueries queries) => queries.ReportsAsync(Given.Given.Ra, false, 0, 20, None));
        var history = await given.With((AuditQueries audit) => audit.HistoryAsync(AuditSubject.Organisation(Given.Given.Ra), 0, 1, None));

        async Task<string?> Resolve(Actor actor, Guid id, string answer = "Number mended") =>
            (await given.With((ResolveWrongEntry resolve) => resolve.ExecuteAsync(new ResolveWrongEntryRequest { ReportId = id, Answer = answer }, actor, None))).Refusal?.Code;

        Assert.Null(reported.Refusal);
        Assert.Equal("The number is the old one", Assert.Single(waiting.Rows).What);
        Assert.Equal("Somebody who is not signed in", history.Lines[0].ActorName);
        Assert.Equal("access.out-of-scope", await Resolve(foreign, reported.Value));
        Assert.Equal("directory.answer-missing", await Resolve(agent, reported.Value, " "));
        Assert.Equal("directory.report-not-found", await Resolve(agent, Guid.CreateVersion7()));
        Assert.Null(await Resolve(agent, reported.Value));
        Assert.Equal("directory.already-resolved", await Resolve(agent, reported.Value));
        Assert.Equal(0, await given.With((RaDirectoryQueries queries) => queries.CountOpenReportsAsync(Given.Given.Ra, None)));
        var resolved = Assert.Single((await given.With((RaDirectoryQueries queries) => queries.ReportsAsync(Given.Given.Ra, true, 0, 20, None))).Rows);
        Assert.Equal(("Number mended", "Ravi Agent"), (resolved.Answer, resolved.ResolvedBy));
    }

    [Theory, EveryEngine]
    public async Task Reports_are_bounded_in_form_and_number(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);

        Assert.Equal("directory.what-missing", (await Report(given, " ")).Refusal?.Code);
        Assert.Equal("directory.what-missing", (await Report(given, new string('x', 1001))).Refusal?.Code);
        Assert.Equal("directory.reply-wrong", (await Report(given, "Wrong", new string('x', 201))).Refusal?.Code);
        Assert.Equal("directory.not-an-ra", (await Report(given, "Wrong", at: Given.Given.Pharmacy)).Refusal?.Code);
        for (var i = 0; i < ReportWrongEntry.MostADay; i++)
        {
            Assert.Null((await Report(given, $"Wrong {i}")).Refusal);
        }

        Assert.Equal("directory.too-many-reports", (await Report(given, "Wrong again")).Refusal?.Code);
        Assert.Null((await Report(given, "Wrong", at: Given.Given.OtherRa)).Refusal);
        given.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Null((await Report(given, "Wrong again")).Refusal);
    }

    private static async Task<DirectoryEntry> Entry(Given.Given given) => (await given.With((RaDirectoryQueries queries) => queries.FindAsync(Given.Given.Ra, None)))!;

    private static Task<Outcome<Done>> Confirm(Given.Given given, Actor actor, OdsCode? at = null, RaEntry? entry = null) =>
        given.With((ConfirmRaEntry confirm) => confirm.ExecuteAsync(new ConfirmRaEntryRequest { Organisation = at ?? Given.Given.Ra, Entry = entry ?? Good }, actor, None));

    private static Task<Outcome<Guid>> Report(Given.Given given, string what, string? replyTo = null, OdsCode? at = null) =>
        given.With((ReportWrongEntry report) => report.ExecuteAsync(new ReportWrongEntryRequest { Organisation = at ?? Given.Given.Ra, What = what, ReplyTo = replyTo }, Actor.Service, None));
}
