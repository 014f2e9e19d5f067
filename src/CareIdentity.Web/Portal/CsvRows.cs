namespace CareIdentity.Web.Portal;

/// <summary>Rows of a table as text (RFC 4180). What a spreadsheet would take for a formula is written so that it stays text.</summary>
internal static class CsvRows
{
    /// <summary>What is gathered before it goes to the network: a list of a million lines is not sent in as many pieces.</summary>
    private const int Gathered = 32 * 1024;

    /// <summary>A file to be kept under that name.</summary>
    public static StreamWriter Begin(HttpResponse response, string name)
    {
        response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        response.ContentType = "text/csv; charset=utf-8";
        return new StreamWriter(response.Body, bufferSize: Gathered);
    }

    public static Task WriteAsync(TextWriter writer, IEnumerable<string> fields) => writer.WriteAsync(string.Join(',', fields.Select(Field)) + "\r\n");

    public static string Field(string text)
    {
        var safe = text.Length > 0 && text[0] is ('=' or '+' or '-' or '@' or '\t' or '\r' or '\n') ? "'" + text : text;
        return safe.AsSpan().ContainsAny(",\"\r\n") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
