namespace CareIdentity.Web.Portal.Organisations;

/// <summary>Rows of a table as text (RFC 4180). What a spreadsheet would take for a formula is written so that it stays text.</summary>
internal static class CsvRows
{
    public static Task WriteAsync(TextWriter writer, IEnumerable<string> fields) => writer.WriteAsync(string.Join(',', fields.Select(Field)) + "\r\n");

    public static string Field(string text)
    {
        var safe = text.Length > 0 && text[0] is ('=' or '+' or '-' or '@' or '\t' or '\r') ? "'" + text : text;
        return safe.AsSpan().ContainsAny(",\"\r\n") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
