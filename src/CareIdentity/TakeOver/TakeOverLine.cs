using CareIdentity.Access;
using CareIdentity.Batches;
using CareIdentity.Importing;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Search;

namespace CareIdentity.TakeOver;

/// <summary>One line as it was read: to be trusted only where its cells have no problem.</summary>
internal sealed class TakeOverLine
{
    private TakeOverLine(long number, LineCells cells, PersonalDetails details) => (Number, Cells, Details) = (number, cells, details);

    /// <summary>As an editor counts.</summary>
    public long Number { get; }

    public LineCells Cells { get; }

    public PersonalDetails Details { get; }

    public UserUuid? Uuid { get; private init; }

    public OdsCode? Organisation { get; private init; }

    public string? Position { get; private init; }

    public RCode? JobRole { get; private init; }

    public DateOnly? FirstDay { get; private init; }

    public DateOnly? LastDay { get; private init; }

    public bool HasPosition => Position is not null || JobRole is not null;

    /// <summary>By what the person is found where the line has no number of theirs.</summary>
    public NamedByMail? ByMail => Details.Email is { } email ? new NamedByMail(email, NameText.Joined($"{Details.FamilyName} {Details.GivenName}"), Details.DateOfBirth) : null;

    /// <summary>Everything that is wrong with the line itself, each with its column.</summary>
    public static TakeOverLine Read(CsvLine line, string[] fields, DateOnly today)
    {
        var cells = new LineCells(TakeOverColumns.All, fields);
        if (line.Problem is not null)
        {
            cells.Refuse(BatchRefusals.Quotation, null);
            return new TakeOverLine(line.Number, cells, new PersonalDetails { GivenName = "", FamilyName = "" });
        }

        var title = cells.Text(BatchColumns.Title);
        var details = LineDetails.Of(cells) with { Title = title };
        var read = new TakeOverLine(line.Number, cells, details with { DateOfBirth = details.DateOfBirth ?? PersonalDetailsRules.UnknownBirth })
        {
            Uuid = cells.Value<UserUuid>(BatchColumns.Uuid, "a UUID of 12 digits"),
            Organisation = cells.Value<OdsCode>(BatchColumns.Organisation, "an ODS code"),
            Position = cells.Text(BatchColumns.Position),
            JobRole = cells.Value<RCode>(TakeOverColumns.JobRole, "the code of a job role, such as R8000"),
            FirstDay = cells.Date(BatchColumns.FirstDay),
            LastDay = cells.Date(BatchColumns.LastDay),
        };
        read.Check(title, today);
        return read;
    }

    private void Check(string? title, DateOnly today)
    {
        if (title is { Length: > 40 })
        {
            Cells.Refuse(BatchRefusals.TooLong, BatchColumns.Title);
        }

        // Nobody is refused for a date of birth that the service they come from did not know.
        LineDetails.Check(Details.DateOfBirth == PersonalDetailsRules.UnknownBirth ? Details with { DateOfBirth = today.AddYears(-PersonalDetailsRules.YoungestWorker) } : Details, Cells, today);


        if (Uuid is null && Details.NationalInsuranceNumber is null && Details.Email is null)
        {
            Cells.Refuse(TakeOverRefusals.NotToldApart, BatchColumns.Uuid);
        }

        if (HasPosition ? FirstDay is null : FirstDay is not null || LastDay is not null)
        {
            Cells.Refuse(HasPosition ? TakeOverRefusals.FirstDayNeeded : TakeOverRefusals.PositionNeeded, HasPosition ? BatchColumns.FirstDay : BatchColumns.Position);
        }

        if (LastDay < FirstDay)
        {
            Cells.Refuse(AccessRefusals.EndBeforeStart, BatchColumns.LastDay);
        }
    }
}

/// <summary>An address that a person of this name and birth reads: families share addresses.</summary>
internal sealed record NamedByMail(EmailAddress Email, string SortName, DateOnly? DateOfBirth);
