using CareIdentity.Audit;
using CareIdentity.Kernel;
using CareIdentity.Staff;
using CareIdentity.Testing.Engines;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CareIdentity.Tests.Staff;

/// <summary>The list of RA staff, given away as it is filtered: in the order of the page, only for who may, and not without a trace.</summary>
public sealed class ExportStaffTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, EveryEngine]
    public async Task What_is_taken_away_is_what_the_page_lists_and_the_trail_says_so(EngineUnderTest engine)
    {
        await using var given = await GivenStaff.Async(engine);
        var nadia = await given.ADispenser();
        await given.Appoint(nadia, given.Unlocker, given.Manager, given.Sponsor);
        async Task<string> Taken(StaffFilter filter, Actor by) => await given.Ra.With(async (ExportStaff export) =>
            (await export.ExecuteAsync(filter, by, None)).IsRefused(out var refusal, out var rows) ? refusal.Code : string.Join(", ", await rows.Select(row => row.FullName).ToListAsync(None)));

        foreach (var filter in new[] { new StaffFilter { Organisation = Given.Given.Ra, Reach = StaffReach.Below }, new StaffFilter { Organisation = Given.Given.Ra, Reach = StaffReach.Below, Attention = true }, new StaffFilter { Organisation = Given.Given.Pharmacy, Text = "sponsor" } })
        {
            var page = await given.Ra.With((StaffQueries queries) => queries.AtAsync(filter, 0, 20, None));
            Assert.NotEmpty(page.Rows);
            Assert.Equal(string.Join(", ", page.Rows.Select(row => row.FullName)), await Taken(filter, given.Manager));
        }

        Assert.Equal("access.out-of-scope", await Taken(new StaffFilter { Organisation = Given.Given.OtherRa }, given.Manager));
        var history = await given.Ra.With((AuditQueries audit) => audit.HistoryAsync(AuditSubject.Organisation(Given.Given.Ra), 0, 20, None));
        Assert.Contains(history.Lines, line => line is { Type: nameof(StaffExported) } && line.InWords.EndsWith("and below it.", StringComparison.Ordinal));
    }
}
