using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.StaffRecords;

namespace CareIdentity.Batches;

/// <summary>A line of a staff record file, read and taken in: for a batch and for the command line alike.</summary>
internal sealed class StaffLineReader(StaffRecordQueries sources, ReceiveStaffRecord receive)
{
    public async Task<LineResult> TakeAsync(LineCells cells, Actor actor, CancellationToken ct)
    {
        var told = Read(cells);
        if (cells.Problem is { } problem)
        {
            return problem;
        }

        if (await sources.OfSiteAsync(told.Organisation, ct) is not { } source)
        {
            return LineResult.Refused(StaffRecordRefusals.NotItsSite, BatchColumns.Organisation);
        }

        return (await receive.ExecuteAsync(new ReceiveStaffRecordRequest { SourceId = source, Told = told }, actor, ct)).Match(
            received => new LineResult
            {
                Effect = received.Again ? $"Employee {told.EmployeeNumber}: taken in before, nothing changes." : $"Employee {told.EmployeeNumber}: {received.Words}",
                Same = $"{source}|{told.EmployeeNumber}|{told.Sequence}",
            },
            refusal => LineResult.Refused(refusal));
    }

    private static StaffTold Read(LineCells cells)
    {
        if (!long.TryParse(cells.Text(BatchColumns.RecordNumber) ?? "", System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number))
        {
            cells.Refuse(BatchRefusals.Unreadable("It is not a whole number."), BatchColumns.RecordNumber);
        }

        return new StaffTold
        {
            EmployeeNumber = cells.Text(BatchColumns.EmployeeNumber) ?? "",
            Sequence = number,
            Organisation = cells.Value<OdsCode>(BatchColumns.Organisation, "an ODS code") ?? OdsCode.NationalLocumPharmacy,
            Person = new PersonalDetails
            {
                Title = Short(cells, BatchColumns.Title),
                GivenName = Short(cells, BatchColumns.GivenName) ?? "",
                MiddleNames = Short(cells, BatchColumns.MiddleNames),
                FamilyName = Short(cells, BatchColumns.FamilyName) ?? "",
                DateOfBirth = cells.Date(BatchColumns.DateOfBirth),
                NationalInsuranceNumber = cells.Value<NationalInsuranceNumber>(BatchColumns.NationalInsurance, "a National Insurance number"),
                Email = cells.Value<EmailAddress>(BatchColumns.Email, "an e-mail address"),
            },
            Uuid = cells.Value<UserUuid>(BatchColumns.Uuid, "a UUID of 12 digits"),
            StaffPosition = cells.Text(BatchColumns.StaffPosition),
            StartsOn = cells.Date(BatchColumns.FirstDay),
            LeavesOn = cells.Date(BatchColumns.LeavesOn),
        };
    }

    private static string? Short(LineCells cells, string column)
    {
        var text = cells.Text(column);
        if (text?.Length > (column == BatchColumns.Title ? 40 : 100))
        {
            cells.Refuse(BatchRefusals.TooLong, column);
        }

        return text;
    }
}

/// <summary>What a staff record says of its employees, one on each line. It is not undone here: the staff record would say it again.</summary>
internal sealed class StaffLines(CareIdentityDb db, StaffLineReader reader) : BatchWork(db)
{
    public override BatchKind Kind => BatchKind.StaffRecord;

    protected override Task<LineResult> DoOneAsync(LineCells cells, string reason, Actor actor, CancellationToken ct) => reader.TakeAsync(cells, actor, ct);

    protected override Task<LineResult> UndoOneAsync(BatchLine line, string reason, Actor actor, CancellationToken ct) => Task.FromResult(LineResult.Refused(BatchRefusals.StaffRecordStays));
}
