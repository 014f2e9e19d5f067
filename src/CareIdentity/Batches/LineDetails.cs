using CareIdentity.People;

namespace CareIdentity.Batches;

/// <summary>What the cells of a line say of a person.</summary>
internal static class LineDetails
{
    private static readonly PersonalDetails Nobody = new() { GivenName = "", FamilyName = "" };

    public static PersonalDetails Of(LineCells cells) => Over(Nobody, cells);

    /// <summary>What a cell does not say stays; the word none empties what may be empty.</summary>
    public static PersonalDetails Over(PersonalDetails before, LineCells cells) => before with
    {
        GivenName = cells.Text(BatchColumns.GivenName) ?? before.GivenName,
        MiddleNames = Text(before.MiddleNames, cells, BatchColumns.MiddleNames),
        FamilyName = cells.Text(BatchColumns.FamilyName) ?? before.FamilyName,
        DateOfBirth = cells.Date(BatchColumns.DateOfBirth) ?? before.DateOfBirth,
        NationalInsuranceNumber = Value(before.NationalInsuranceNumber, cells, BatchColumns.NationalInsurance, "a National Insurance number"),
        Email = Value(before.Email, cells, BatchColumns.Email, "an e-mail address"),
        Mobile = Text(before.Mobile, cells, BatchColumns.Mobile),
        ProfessionalNumber = Value(before.ProfessionalNumber, cells, BatchColumns.Professional, "a register and number, such as GPHC:2012345"),
    };

    /// <summary>Rules of the person that the cells break, each in its column; a cell that could not be read has said what is wrong with it.</summary>
    public static void Check(PersonalDetails person, LineCells cells, DateOnly today)
    {
        foreach (var wrong in PersonalDetailsRules.All(person, today))
        {
            cells.Refuse(wrong, BatchColumns.OfField(wrong.Field));
        }
    }

    private static bool IsEmptied(LineCells cells, string column) => string.Equals(cells.Text(column), BatchColumns.Nothing, StringComparison.OrdinalIgnoreCase);

    private static string? Text(string? before, LineCells cells, string column)
    {
        var text = cells.Text(column);
        if (text is { Length: > 40 } && column == BatchColumns.Mobile)
        {
            cells.Refuse(BatchRefusals.TooLong, column);
        }

        return IsEmptied(cells, column) ? null : text is { Length: > 100 } ? Long(cells, column) : text ?? before;
    }

    private static T? Value<T>(T? before, LineCells cells, string column, string what)
        where T : class, Kernel.IStringValue<T> => IsEmptied(cells, column) ? null : cells.Value<T>(column, what) ?? before;

    private static string? Long(LineCells cells, string column)
    {
        cells.Refuse(BatchRefusals.TooLong, column);
        return null;
    }
}
