using System.Globalization;
using CareIdentity.Kernel;

namespace CareIdentity.Batches;

/// <summary>The fields of a line by column. Everything that cannot be read is kept, each with its column, so that a line is put right once.</summary>
internal sealed class LineCells(IReadOnlyList<BatchColumn> columns, IReadOnlyList<string> fields)
{
    public const int LongestCell = 400;

    private static readonly string[] Dates = ["yyyy-MM-dd", "dd/MM/yyyy", "d/M/yyyy"];

    private readonly List<(Refusal Refusal, string? Column)> problems = [];

    /// <summary>A cell is asked for its text by several; read once.</summary>
    private readonly (bool IsRead, string? Text)[] texts = new (bool, string?)[columns.Count];

    public LineCells(BatchKind kind, BatchLine line)
        : this(BatchColumns.Of(kind), line.Fields)
    {
    }

    public IReadOnlyList<(Refusal Refusal, string? Column)> Problems => problems;

    public LineResult? Problem => problems is [var first, ..] ? LineResult.Refused(first.Refusal, first.Column) with { Others = problems[1..] } : null;

    /// <summary>Null where it is empty. What a spreadsheet was kept from taking for a formula comes back without the mark.</summary>
    public string? Text(string column)
    {
        var index = Place(column);
        if (!texts[index].IsRead)
        {
            texts[index] = (true, Read(index, column));
        }

        return texts[index].Text;
    }

    private string? Read(int index, string column)
    {
        var text = index < fields.Count ? fields[index].Trim() : "";
        text = text is ['\'', '=' or '+' or '-' or '@', ..] ? text[1..] : text;
        if (text.Length == 0 && columns[index].Required)
        {
            Refuse(BatchRefusals.Needed, column);
        }

        if (text.Length > LongestCell)
        {
            Refuse(BatchRefusals.TooLong, column);
            return null;
        }

        return text.Length == 0 ? null : text;
    }

    public T? Value<T>(string column, string what)
        where T : class, IStringValue<T>
    {
        if (Text(column) is not { } text)
        {
            return null;
        }

        if (T.TryParse(text, out var value))
        {
            return value;
        }

        Refuse(BatchRefusals.Unreadable($"'{Short(text)}' is not {what}."), column);
        return null;
    }

    public DateOnly? Date(string column)
    {
        if (Text(column) is not { } text)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, Dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        Refuse(BatchRefusals.Unreadable($"'{Short(text)}' is not a date: write 2027-03-31 or 31/03/2027."), column);
        return null;
    }

    /// <summary>The first thing that is wrong with a column is said, once.</summary>
    public void Refuse(Refusal refusal, string? column)
    {
        if (!problems.Exists(known => known.Column == column))
        {
            problems.Add((refusal, column));
        }
    }

    private static string Short(string text) => text.Length <= 40 ? text : $"{text[..40]}…";

    private int Place(string column)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i].Name == column)
            {
                return i;
            }
        }

        throw new ArgumentException($"This kind of file has no column {column}.", nameof(column));
    }
}
