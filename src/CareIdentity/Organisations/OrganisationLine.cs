using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using CareIdentity.Importing;
using CareIdentity.Kernel;

namespace CareIdentity.Organisations;

/// <summary>
/// One line of the 27-column organisation file (domain formats §2.5): 1 code, 2 name, 3 national grouping, 4 geography, 5–9 address,
/// 10 postcode, 11 opened, 12 closed, 13 status, 15 commissioner, 18 telephone, 26 setting. The other columns are not needed or empty.
/// </summary>
internal sealed record OrganisationLine(long Number, OdsCode Code, OrganisationDetails Details)
{
    public const int Columns = 27;

    /// <summary>Takes over everything or gives in <paramref name="problem"/> the first thing that is wrong, as the end of a sentence.</summary>
    public static bool TryRead(
        CsvLine line,
        OrganisationFileKind kind,
        DateOnly today,
        [NotNullWhen(true)] out OrganisationLine? organisation,
        [NotNullWhen(false)] out string? problem)
    {
        organisation = null;
        problem = line.Problem ?? Check(line.Fields);
        if (problem is not null)
        {
            return false;
        }

        var fields = line.Fields;
        OdsCode? code = null;
        DateOnly? opened = null;
        DateOnly? closed = null;
        OrganisationStatus status = default;
        problem =
            !OdsCode.TryParse(fields[0], out code) ? $"the code '{fields[0]}' is not an ODS code"
            : !TryReadDate(fields[10], out opened) ? $"the opening date '{fields[10]}' is not a date (year, month, day: 20260331)"
            : !TryReadDate(fields[11], out closed) ? $"the closing date '{fields[11]}' is not a date (year, month, day: 20260331)"
            : closed < opened ? $"it closed on {fields[11]}, before it opened on {fields[10]}"
            : !TryReadStatus(fields[12], closed, today, out status) ? $"the status '{fields[12]}' is none of A, C, D, P"
            : null;
        if (problem is not null)
        {
            return false;
        }

        organisation = new OrganisationLine(line.Number, code!, Describe(code!, fields, kind, status, opened, closed));
        return true;
    }

    private static OrganisationDetails Describe(OdsCode code, string[] fields, OrganisationFileKind kind, OrganisationStatus status, DateOnly? opened, DateOnly? closed)
    {
        var setting = Text(fields[25]);
        return new OrganisationDetails
        {
            Name = OrganisationNameCase.Display(fields[1].Trim()),
            Kind = OrganisationFileKinds.OfLine(kind, code, setting),
            Status = status,
            NationalGrouping = Text(fields[2]),
            Geography = Text(fields[3]),
            Address = string.Join('\n', fields[4..9].Select(Text).OfType<string>().Select(OrganisationNameCase.Display)),
            Postcode = Postcode.Normalise(fields[9]),
            Telephone = Text(fields[17]),
            OpenedOn = opened,
            ClosedOn = closed,
            Commissioner = Text(fields[14]),
            Setting = setting,
        };
    }

    /// <summary>Form and lengths: within the columns of the register, and short enough for an event to hold the line before and after.</summary>
    private static string? Check(string[] fields)
    {
        if (fields.Length != Columns)
        {
            return $"it has {fields.Length} columns and not {Columns}";
        }

        if (Array.Exists(fields, field => field.Any(char.IsControl)))
        {
            return "it has a control character";
        }

        return fields[1].Trim().Length == 0 ? "it has no name"
            : TooLong("name", fields[1], 200)
            ?? TooLong("national grouping", fields[2], 10)
            ?? TooLong("geography", fields[3], 10)
            ?? TooLong("address", string.Join('\n', fields[4..9]), 350)
            ?? TooLong("postcode", fields[9], 10)
            ?? TooLong("commissioner", fields[14], 10)
            ?? TooLong("telephone", fields[17], 40)
            ?? TooLong("setting", fields[25], 10);
    }

    private static string? TooLong(string what, string text, int most) =>
        text.Trim().Length > most ? $"the {what} is longer than {most} characters" : null;

    private static string? Text(string field) => field.Trim() is { Length: > 0 } text ? text : null;

    private static bool TryReadDate(string text, out DateOnly? date)
    {
        date = null;
        if (string.IsNullOrWhiteSpace(text))
        {
            return true;
        }

        var isDate = DateOnly.TryParseExact(text.Trim(), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read);
        date = isDate ? read : null;
        return isDate;
    }

    /// <summary>Only the practice file fills the status; elsewhere the closing date says it.</summary>
    private static bool TryReadStatus(string text, DateOnly? closed, DateOnly today, out OrganisationStatus status)
    {
        (var known, status) = text.Trim() switch
        {
            "A" => (true, OrganisationStatus.Active),
            "C" => (true, OrganisationStatus.Closed),
            "D" => (true, OrganisationStatus.Dormant),
            "P" => (true, OrganisationStatus.Proposed),
            "" => (true, closed < today ? OrganisationStatus.Closed : OrganisationStatus.Active),
            _ => (false, OrganisationStatus.Active),
        };
        return known;
    }
}
