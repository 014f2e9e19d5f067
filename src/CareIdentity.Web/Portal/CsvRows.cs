using System.Buffers;
using System.Text;

namespace CareIdentity.Web.Portal;

/// <summary>
/// Rows of a table as text (RFC 4180). What a spreadsheet would take for a formula is written so that it stays text. A field goes from its row into what is sent,
/// without a line or a copy of it in between: some lists have millions.
/// </summary>
internal sealed class CsvRows : IAsyncDisposable
{
    /// <summary>What is gathered before it goes to the network: a list of a million lines is not sent in as many pieces.</summary>
    private const int Gathered = 32 * 1024;

    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");

    private readonly ArrayBufferWriter<byte> gathered = new(2 * Gathered);
    private readonly HttpResponse response;

    private CsvRows(HttpResponse response) => this.response = response;

    /// <summary>A file to be kept under that name.</summary>
    public static CsvRows Begin(HttpResponse response, string name)
    {
        response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        response.ContentType = "text/csv; charset=utf-8";
        return new CsvRows(response);
    }

    public ValueTask WriteAsync(params ReadOnlySpan<string> fields)
    {
        for (var i = 0; i < fields.Length; i++)
        {
            Write(i == 0 ? "" : ",");
            Write(Field(fields[i]));
        }

        Write("\r\n");
        return gathered.WrittenCount < Gathered ? ValueTask.CompletedTask : SendAsync();
    }

    public ValueTask DisposeAsync() => SendAsync();

    public static string Field(string text)
    {
        var safe = text.Length > 0 && text[0] is ('=' or '+' or '-' or '@' or '\t' or '\r' or '\n') ? "'" + text : text;
        return safe.AsSpan().ContainsAny(Quoted) ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }

    private void Write(string text) => gathered.Advance(Encoding.UTF8.GetBytes(text, gathered.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length))));

    private async ValueTask SendAsync()
    {
        await response.Body.WriteAsync(gathered.WrittenMemory, response.HttpContext.RequestAborted);
        gathered.ResetWrittenCount();
    }
}
