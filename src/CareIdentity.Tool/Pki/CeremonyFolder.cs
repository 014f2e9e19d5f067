using CareIdentity.Pki;
using CareIdentity.Pki.Encoding;
using CareIdentity.Tool.CommandLine;

namespace CareIdentity.Tool.Pki;

/// <summary>The files of a ceremony, and how they are written: readable by their owner only, never over another.</summary>
internal static class CeremonyFolder
{
    public const string Root = "root.cer";
    public const string Issuing = "issuing.cer";
    public const string List = "root.crl";
    public const string Sealed = "root.sealed";
    public const string Shares = "shares";

    public static void Write(string directory, string name, ReadOnlySpan<byte> octets)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
        }
        else
        {
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(Path.Combine(directory, name), options);
        file.Write(octets);
        file.Flush(flushToDisk: true);
    }

    public static byte[] Read(string directory, string name)
    {
        try
        {
            return File.ReadAllBytes(Path.Combine(directory, name));
        }
        catch (IOException e)
        {
            throw new ToolFailure($"{name} cannot be read: {e.Message}");
        }
    }

    public static async Task<string> ReadTextAsync(string path, CancellationToken ct)
    {
        try
        {
            return await File.ReadAllTextAsync(path, ct);
        }
        catch (IOException e)
        {
            throw new ToolFailure(e.Message);
        }
    }

    public static ParsedCertificate ReadCertificate(string directory, string name)
    {
        try
        {
            return ParsedCertificate.Parse(Read(directory, name));
        }
        catch (PkiFormatException e)
        {
            throw new ToolFailure($"{name} is not a certificate: {e.Message}");
        }
    }

    public static T Require<T>(Checked<T> outcome)
        where T : class => outcome.Passed ? outcome.Value : throw new ToolFailure(string.Join("; ", outcome.Findings));

    /// <summary>X.509 knows no fractions.</summary>
    public static DateTimeOffset WholeSeconds(TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
    }
}
