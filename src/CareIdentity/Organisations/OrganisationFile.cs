using System.Security.Cryptography;
using System.Text;
using CareIdentity.Importing;
using CareIdentity.Kernel;
using CsvHelper;

namespace CareIdentity.Organisations;

/// <summary>An organisation file that was read to its end and recognised; read again, line by line, to take it over.</summary>
internal sealed class OrganisationFile
{
    /// <summary>After this many lines the verdict is clear; the whole of a wrong file of any size is not read.</summary>
    private const int LinesToJudge = 1000;

    private readonly Stream content;
    private readonly Encoding encoding;

    private OrganisationFile(string name, Stream content, Encoding encoding, OrganisationFileKind kind, string sha256, long lines)
    {
        (Name, Kind, Sha256, Lines) = (name, kind, sha256, lines);
        (this.content, this.encoding) = (content, encoding);
    }

    public string Name { get; }

    public OrganisationFileKind Kind { get; }

    public string Sha256 { get; }

    /// <summary>How many lines are not empty.</summary>
    public long Lines { get; }

    /// <summary>Refuses what is no organisation file, before anything is written: most of its lines must be those of organisations.</summary>
    public static async Task<Outcome<OrganisationFile>> RecogniseAsync(string name, Stream content, OrganisationFileKind? kind, DateOnly today, CancellationToken ct)
    {
        if (await LooksBinaryAsync(content, ct) is { } reason)
        {
            return ImportRefusals.NotAnOrganisationFile(name, reason);
        }

        // Older files are in the Windows code page of western Europe; its letters stand where Latin-1 has them.
        var encoding = await IsUtf8Async(content, ct) ? Encoding.UTF8 : Encoding.Latin1;
        try
        {
            return await RecogniseAsync(name, content, encoding, kind, today, ct);
        }
        catch (CsvFormatException)
        {
            return ImportRefusals.NotAnOrganisationFile(name, "a line is longer than any of such a file.");
        }
    }

    public IAsyncEnumerable<CsvLine> ReadAsync(CancellationToken ct)
    {
        content.Position = 0;
        return CsvLines.ReadAsync(content, encoding, ct);
    }

    private static async Task<Outcome<OrganisationFile>> RecogniseAsync(
        string name, Stream content, Encoding encoding, OrganisationFileKind? kind, DateOnly today, CancellationToken ct)
    {
        var (lines, good, hasSetting) = (0L, 0L, false);
        string? firstProblem = null;
        content.Position = 0;
        await foreach (var line in CsvLines.ReadAsync(content, encoding, ct))
        {
            lines++;
            if (OrganisationLine.TryRead(line, OrganisationFileKind.Practices, today, out var organisation, out var problem))
            {
                good++;
                hasSetting |= organisation.Details.Setting is not null;
            }
            else
            {
                firstProblem ??= $"line {line.Number}: {problem}.";
            }

            if (lines == LinesToJudge && good * 2 <= lines)
            {
                break;
            }
        }

        if (good * 2 <= lines)
        {
            return ImportRefusals.NotAnOrganisationFile(name, firstProblem ?? "it is empty.");
        }

        content.Position = 0;
        var sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, ct));
        return (kind ?? OrganisationFileKinds.OfFileName(name) ?? (hasSetting ? OrganisationFileKind.Practices : null)) is { } decided
            ? new OrganisationFile(name, content, encoding, decided, sha256, lines)
            : ImportRefusals.KindUnknown;
    }

    private static async Task<string?> LooksBinaryAsync(Stream content, CancellationToken ct)
    {
        var beginning = new byte[4096];
        content.Position = 0;
        var length = await content.ReadAtLeastAsync(beginning, beginning.Length, throwOnEndOfStream: false, ct);
        return beginning.AsSpan(0, length) switch
        {
            [] => "it is empty.",
            [0x50 /* P */, 0x4B /* K */, 3, 4, ..] => "it is a zip file; unpack it first.",
            var bytes => bytes.Contains((byte)0) ? "it is not text." : null,
        };
    }

    private static async Task<bool> IsUtf8Async(Stream content, CancellationToken ct)
    {
        content.Position = 0;
        using var text = new StreamReader(content, new UTF8Encoding(false, throwOnInvalidBytes: true), leaveOpen: true);
        var some = new char[16 * 1024];
        try
        {
            while (await text.ReadAsync(some, ct) > 0)
            {
                // Only whether it can be read.
            }

            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
