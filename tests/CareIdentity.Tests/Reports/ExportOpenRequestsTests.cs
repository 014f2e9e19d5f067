using CareIdentity.Audit;
using CareIdentity.Kernel;
using CareIdentity.Reports;
using CareIdentity.Requests;
using CareIdentity.Testing.Engines;
using CareIdentity.Tests.Given;
using Xunit;

namespace CareIdentity.Tests.Reports;

/// <summary>The open requests of an organisation, taken away: all by who decides there, their own by who asked, and not without a trace.</summary>
public sealed class ExportOpenRequestsTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, EveryEngine]
    public async Task Who_decides_takes_all_who_asked_their_own_and_nobody_else_any(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine, services => services.AddReports());
        var (agent, foreign) = (await given.AnRaAgent(), await given.AnRaAgent(Given.Given.OtherRa, "Fred Foreign"));
        var (sponsor, other, checker) = (await given.ASponsor(), await given.ASponsor(name: "Sue Second"), await given.AnIdChecker());
        await Raise(given, sponsor, GivenPeople.Asha);
        given.Clock.Advance(TimeSpan.FromMinutes(1));
        await Raise(given, other, GivenPeople.Asha with { GivenName = "Bela", FamilyName = "Barnes" });

        Assert.Equal("Asha Patel by Sam Sponsor, Bela Barnes by Sue Second", await Taken(given, agent));
        Assert.Equal("Asha Patel by Sam Sponsor", await Taken(given, sponsor));
        Assert.Equal("access.out-of-scope", await Taken(given, foreign));
        Assert.Equal("access.not-allowed", await Taken(given, checker));
        var history = await given.With((AuditQueries audit) => audit.HistoryAsync(AuditSubject.Organisation(Given.Given.Pharmacy), 0, 50, None));
        Assert.Equal(
            ["Took away the list of their own open requests at FW844.", "Took away the list of the open requests at FW844."],
            history.Lines.Where(line => line.Type == nameof(OpenRequestsExported)).Select(line => line.InWords));
    }

    private static async Task Raise(Given.Given given, Actor by, CareIdentity.People.PersonalDetails person) =>
        Assert.Null((await given.With((RaiseRegistration raise) => raise.ExecuteAsync(GivenPeople.Registration(person, given.Today, null), by, None))).Refusal);

    private static async Task<string> Taken(Given.Given given, Actor by)
    {
        given.Clock.Advance(TimeSpan.FromSeconds(1)); // So that the history has an order.
        return await given.With(async (ExportOpenRequests export) => (await export.ExecuteAsync(Given.Given.Pharmacy, by, None)).IsRefused(out var refusal, out var rows)
            ? refusal.Code
            : string.Join(", ", await rows.Select(row => $"{row.SubjectName} by {row.RaisedBy}").ToListAsync(None)));
    }
}
