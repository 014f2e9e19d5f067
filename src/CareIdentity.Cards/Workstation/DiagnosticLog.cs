using System.Globalization;

namespace CareIdentity.Cards.Workstation;

/// <summary>
/// The report of a diagnosis, a file to send to whoever helps. Whoever writes the lines sees to it that none says who ran it: no name, no card
/// number, no path of a home, of data or of a database.
/// </summary>
public static class DiagnosticLog
{
    public static string NameOf(DateTimeOffset now) => string.Create(CultureInfo.InvariantCulture, $"Care_Identity_Diagnostic_Log_{now.UtcDateTime:yyyy-MM-dd}.txt");

    /// <returns>A sentence for the person, whether it could be written or not.</returns>
    public static async Task<string> KeepAsync(string folder, IEnumerable<string> lines, DateTimeOffset now, CancellationToken ct)
    {
        var path = Path.GetFullPath(Path.Combine(folder, NameOf(now)));
        try
        {
            await File.WriteAllLinesAsync(path, [now.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture), .. lines], ct).ConfigureAwait(false);
            return $"Written to {path}; it holds no personal details and can be sent to whoever helps.";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"The report could not be written to {path}; copy the lines above instead.";
        }
    }
}
