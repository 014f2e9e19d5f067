using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.People;
using CareIdentity.Reports;
using CareIdentity.Testing.Engines;
using CareIdentity.Tests.Population;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CareIdentity.Tests.Reports;

/// <summary>Everybody with access here and below, as a list: complete, in order, only for who may, and not without a trace.</summary>
public sealed class ExportAccessTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, EveryEngine]
    public async Task Everybody_with_access_below_is_in_it_once_for_each_position_by_organisation_and_name(EngineUnderTest engine)
    {
        await using var given = await GeneratePopulationTests.AnAuthority(engine);
        _ = (await GeneratePopulationTests.Generate(given)).Value;
        var agent = await GeneratePopulationTests.Holder(given, "RA Agent");
        var today = given.Today;

        var lines = await LinesAsync(given, agent.Organisation!, agent);

        var expected = await given.InDb(db => db.PositionAssignments
            .Where(a => a.RemovedAt == null && a.StartsOn <= today && (a.ExpiresOn == null || a.ExpiresOn >= today))
            .Join(db.Positions.Where(p => p.State == PositionState.Open), a => a.PositionId, p => p.Id, (a, p) => new { a.ProfileId, p.Organisation })
            .Where(x => db.OrganisationAncestors.Any(above => above.Organisation == x.Organisation && above.Ancestor == agent.Organisation))
            .Join(db.Profiles.Where(p => p.State == ProfileState.Verified), x => x.ProfileId, p => p.Id, (x, p) => x)
            .CountAsync(None));
        Assert.Equal(expected, lines.Count);
        Assert.True(lines.Count > 200);
        Assert.Equal(lines.Select(line => line.Organisation.Value).Order(StringComparer.Ordinal), lines.Select(line => line.Organisation.Value));
        Assert.True(lines.Select(line => line.Organisation).Distinct().Count() > 10);
        Assert.All(lines, line => Assert.NotEqual("", line.JobRoleName));
    }

    [Theory, EveryEngine]
    public async Task A_sponsor_takes_away_their_own_place_and_no_other_and_the_trail_says_so(EngineUnderTest engine)
    {
        await using var given = await GeneratePopulationTests.AnAuthority(engine);
        _ = (await GeneratePopulationTests.Generate(given)).Value;
        var sponsor = await GeneratePopulationTests.Holder(given, "Practice manager and sponsor");
        var here = sponsor.Organisation!;
        var elsewhere = await given.InDb(db => db.Organisations.Where(o => o.Code != here && o.Kind == OrganisationKind.Pharmacy).Select(o => o.Code).OrderBy(code => code).FirstAsync(None));

        var lines = await LinesAsync(given, here, sponsor);

        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Equal(here, line.Organisation));
        Assert.Equal("access.out-of-scope", (await given.With((ExportAccess export) => export.ExecuteAsync(elsewhere, sponsor, None))).Refusal?.Code);
        var history = await given.With((AuditQueries q) => q.HistoryAsync(AuditSubject.Organisation(here), 0, 20, None));
        Assert.Contains(history.Lines, line => line.Type == nameof(AccessExported) && line.ActorName == sponsor.Name);
    }

    private static Task<List<AccessLine>> LinesAsync(Given.Given given, OdsCode top, Actor actor) => given.With(async (ExportAccess export) =>
    {
        var lines = new List<AccessLine>();
        await foreach (var line in (await export.ExecuteAsync(top, actor, None)).Value)
        {
            lines.Add(line);
        }

        return lines;
    });
}
