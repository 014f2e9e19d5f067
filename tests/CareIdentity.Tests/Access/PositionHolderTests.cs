using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Kernel;
using CareIdentity.Testing.Engines;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CareIdentity.Tests.Access;

/// <summary>Who holds a position: found among many, given away as it is filtered, and not without a trace.</summary>
public sealed class PositionHolderTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, EveryEngine]
    public async Task Holders_are_found_by_name_and_number_and_taken_away_as_they_are_filtered(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (agent, foreign) = (await given.AnRaAgent(), await given.AnRaAgent(Given.Given.OtherRa, "Fred Foreign"));
        var dispenser = await given.ADispenserPosition();
        foreach (var name in new[] { "Zoë Zell", "Ann Ashe", "Anna Zeller" })
        {
            await given.Somebody(name, Given.Given.Pharmacy, dispenser);
        }

        Task<PositionHolders> Held(string? text) => given.With((PositionHolderQueries holders) => holders.OfAsync(dispenser, text, 0, 2, None));
        async Task<string> Taken(string? text, Actor by) => await given.With(async (ExportHolders export) =>
            (await export.ExecuteAsync(new ExportHoldersRequest { PositionId = dispenser, Text = text }, by, None)).IsRefused(out var refusal, out var rows)
                ? refusal.Code
                : string.Join(", ", await rows.Select(row => row.FullName).ToListAsync(None)));
        var all = await Held(null);
        var ann = all.Rows[0];

        Assert.Equal((3, "Ann Ashe, Zoë Zell"), (all.Total, string.Join(", ", all.Rows.Select(row => row.FullName))));
        Assert.Equal(["Zoë Zell", "Anna Zeller"], (await Held("zell")).Rows.Select(row => row.FullName));
        Assert.Equal("Ann Ashe", Assert.Single((await Held(ann.Uuid.Value)).Rows).FullName);
        Assert.Equal("Ann Ashe, Zoë Zell, Anna Zeller", await Taken(null, agent));
        Assert.Equal("Zoë Zell, Anna Zeller", await Taken("ZELL", agent));
        Assert.Equal("access.out-of-scope", await Taken(null, foreign));
        var history = await given.With((AuditQueries audit) => audit.HistoryAsync(AuditSubject.Position(dispenser), 0, 10, None));
        Assert.Equal(2, history.Lines.Count(line => line is { Type: nameof(HoldersExported), InWords: "Took away the list of who holds the position Dispenser at FW844." }));
    }
}
