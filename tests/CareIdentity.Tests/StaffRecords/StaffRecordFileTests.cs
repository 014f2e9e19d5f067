using System.Text;
using CareIdentity.Batches;
using CareIdentity.Importing;
using CareIdentity.Kernel;
using CareIdentity.Requests;
using CareIdentity.Testing.Engines;
using Xunit;

namespace CareIdentity.Tests.StaffRecords;

/// <summary>A staff record by file: the checks of a batch, and the same file twice.</summary>
public sealed class StaffRecordFileTests
{
    private const string Header = "employee_number,record_number,organisation,given_name,family_name,date_of_birth,national_insurance_number,staff_position,first_day,leaves_on\r\n";

    private static CancellationToken None => CancellationToken.None;

    [Theory, EveryEngine]
    public async Task A_file_is_checked_by_line_and_column_carried_out_and_taken_again_without_effect(EngineUnderTest engine)
    {
        await using var given = await StaffRecordGiven.Async(engine);
        var day = $"{given.Ra.Today:yyyy-MM-dd}";
        var file = Header
            + $"1001,1,FW844,Asha,Patel,1988-02-10,,PHARM-DISP,{day},\r\n"
            + $"1002,x,FW844,Nadia,Khan,1990-01-01,,PHARM-DISP,{day},\r\n"
            + $"1003,1,FX111,Nadia,Khan,1990-01-01,,PHARM-DISP,{day},\r\n"
            + $"1004,1,FW844,Nadia,Khan,,,PHARM-DISP,{day},\r\n"
            + $"1005,1,FW844,Ben,Otieno,1990-01-01,,,{day},\r\n"
            + $"1006,1,FW844,Ben,Otieno,soon,12,PHARM-DISP,later,\r\n"
            + $"1001,1,FW844,Asha,Patel,1988-02-10,,PHARM-DISP,{day},\r\n";
        Assert.Equal("access.not-allowed", (await given.Batch.Upload(BatchKind.StaffRecord, file, given.Sponsor)).Refusal?.Code);

        var batch = (await given.Batch.Upload(BatchKind.StaffRecord, file)).Value;
        var check = await given.Batch.Work(batch);
        var lines = await given.Batch.Lines(batch);

        Assert.Equal((BatchState.Checked, 6), (check.State, check.Bad));
        Assert.StartsWith("Column record_number:", lines[1].Message, StringComparison.Ordinal);
        Assert.StartsWith("Column organisation:", lines[2].Message, StringComparison.Ordinal);
        Assert.StartsWith("Column date_of_birth:", lines[3].Message, StringComparison.Ordinal);
        Assert.StartsWith("Column staff_position:", lines[4].Message, StringComparison.Ordinal);
        Assert.All(["Column date_of_birth:", "Column national_insurance_number:", "Column first_day:"], wrong => Assert.Contains(wrong, lines[5].Message, StringComparison.Ordinal));
        Assert.Equal("batch.same-line", lines[6].Code);
        Assert.Empty(await given.Requests());

        Assert.Null((await given.Batch.Steer(batch, BatchMove.Start)).Refusal);
        Assert.Equal((BatchState.Done, 1), ((await given.Batch.Work(batch)).State, (await given.Batch.View(batch)).Done));
        Assert.Equal(2, (await given.Requests()).Count);
        Assert.Equal(BatchRefusals.StaffRecordStays.Code, (await given.Batch.Steer(batch, BatchMove.Undo)).Refusal?.Code);

        // The same file again, on the command line.
        var again = (await Import(given, file, onlyCheck: false)).Value;
        Assert.Equal((7, 2, 7), (again.Lines, again.Taken, again.BadLines.Count));
        Assert.All(again.Effects, effect => Assert.Contains("taken in before", effect, StringComparison.Ordinal));
        Assert.Equal(2, (await given.Requests()).Count);
    }

    [Theory, EveryEngine]
    public async Task Shuffled_files_end_alike_and_a_check_does_nothing(EngineUnderTest engine)
    {
        var ends = new List<string>();
        foreach (var order in new[] { new[] { 0, 1, 2 }, [2, 1, 0], [1, 2, 0] })
        {
            await using var given = await StaffRecordGiven.Async(engine);
            await given.Mapped(StaffRecordGiven.Counter, await given.Ra.APosition(Given.Given.Pharmacy, "Counter", "R8008"));
            var day = $"{given.Ra.Today:yyyy-MM-dd}";
            string[] lines =
            [
                $"1001,1,FW844,Asha,Patel,1988-02-10,AB123456C,PHARM-DISP,{day},\r\n",
                $"1001,2,FW844,Asha,Patel,1988-02-10,AB123456C,PHARM-COUNTER,{day},\r\n",
                $"1001,3,FW844,Asha,Patel-Shah,1988-02-10,AB123456C,PHARM-COUNTER,{day},\r\n",
            ];
            var file = Header + string.Concat(order.Select(i => lines[i]));
            Assert.Equal(3, (await Import(given, file, onlyCheck: true)).Value.Taken);
            Assert.Empty(await given.Requests());

            _ = (await Import(given, file, onlyCheck: false)).Value;

            var open = (await given.Requests()).Where(r => r.State is RequestState.Open).Select(r => $"{r.Kind} {r.SubjectName} {r.PositionId is not null}").Order(StringComparer.Ordinal);
            ends.Add($"{(await given.Record()).Sequence} {(await given.Record()).StaffPosition}: {string.Join(", ", open)}");
        }

        Assert.Single(ends.Distinct());
        Assert.Contains("Patel-Shah", ends[0], StringComparison.Ordinal);
    }

    private static Task<Outcome<StaffRecordFileTaken>> Import(StaffRecordGiven given, string file, bool onlyCheck) => given.Ra.With((ImportStaffRecord import) => import.ExecuteAsync(
        new ImportStaffRecordRequest { FileName = "hr.csv", Content = new MemoryStream(Encoding.UTF8.GetBytes(file)), OnlyCheck = onlyCheck },
        Actor.Service,
        new Progress<ImportProgress>(),
        None));
}
