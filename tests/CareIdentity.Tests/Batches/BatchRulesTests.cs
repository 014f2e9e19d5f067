using CareIdentity.Batches;
using CareIdentity.Data;
using CareIdentity.Testing.Engines;
using Microsoft.EntityFrameworkCore;
using Xunit;
using static CareIdentity.Tests.Given.Given;

namespace CareIdentity.Tests.Batches;

/// <summary>What is said of lines that break several rules, and of a file that is too long.</summary>
public sealed class BatchRulesTests
{
    private const string AssignHeader = "uuid,organisation,position,first_day,last_day,sponsor,reason\r\n";

    private static CancellationToken None => BatchGiven.None;

    [Theory, EveryEngine]
    public async Task Every_rule_that_a_line_breaks_is_said_in_its_column(EngineUnderTest engine)
    {
        await using var given = await BatchGiven.Async(engine);
        var (dispenser, today) = (await given.Ra.ADispenserPosition(), given.Ra.Today);
        var (asha, nadia) = (await given.Ra.Somebody("Asha Patel", Pharmacy, dispenser), await given.Ra.Somebody("Nadia Khan", Pharmacy, dispenser));
        var (a, n) = (await given.UuidOf(asha), await given.UuidOf(nadia));

        var assign = (await given.Upload(BatchKind.Assign, AssignHeader + $"{a},FW844,Dispenser,{today.AddDays(-1):yyyy-MM-dd},{today.AddDays(-2):yyyy-MM-dd},{n},\r\n199999999999,FW844,Dispenser,{today:yyyy-MM-dd},,188888888888,\r\n")).Value;
        Assert.Equal(2, (await given.Work(assign)).Bad);
        var lines = await given.Lines(assign);
        Assert.Equal("assignment.not-a-sponsor", lines[0].Code);
        Assert.All(["sponsor of this organisation", "Column first_day:", "Column last_day:", "already holds this position"], wrong => Assert.Contains(wrong, lines[0].Message, StringComparison.Ordinal));
        Assert.All(["Column uuid:", "Column sponsor:"], wrong => Assert.Contains(wrong, lines[1].Message, StringComparison.Ordinal));

        var create = (await given.Upload(
            BatchKind.Create,
            "organisation,given_name,family_name,date_of_birth,position,first_day,last_day\r\n" + $"FW844,R2D2,C3PO,{today:yyyy-MM-dd},Dispenser,{today.AddDays(-1):yyyy-MM-dd},{today.AddDays(-2):yyyy-MM-dd}\r\n",
            given.Sponsor)).Value;
        Assert.Equal(1, (await given.Work(create)).Bad);
        var line = Assert.Single(await given.Lines(create));
        Assert.All(["Column given_name:", "Column family_name:", "Column date_of_birth:", "Column first_day:", "Column last_day:"], wrong => Assert.Contains(wrong, line.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_of_more_lines_than_a_batch_may_have_is_refused_as_a_whole()
    {
        await using var given = await BatchGiven.Async(new EngineUnderTest(Engine.Sqlite));

        var refused = await given.Upload(BatchKind.Close, "uuid\r\n" + string.Concat(Enumerable.Repeat("1\r\n", BatchFile.MostLines + 1)));

        Assert.Equal("batch.too-many-lines", refused.Refusal?.Code);
        Assert.False(await given.Ra.InDb(db => db.Batches.AnyAsync(None)));
    }
}
