using System.Runtime.CompilerServices;
using System.Text;
using CareIdentity.Importing;
using CareIdentity.Kernel;
using CsvHelper;

namespace CareIdentity.Batches;

/// <summary>
/// A file as people bring it: comma-separated values (RFC 4180) with a header, as UTF-8 or UTF-16 with or without a mark, or as Windows
/// writes it. Read twice and never held: first for its encoding, then line by line.
/// </summary>
internal sealed class BatchFile
{
    /// <summary>Lines below the header.</summary>
    public const int MostLines = 100_000;

    private const int LooksAt = 64 * 1024;

    private readonly Stream content;
    private readonly IReadOnlyList<BatchColumn> columns;
    private readonly Encoding encoding;
    private int[] places = [];

    private BatchFile(Stream content, IReadOnlyList<BatchColumn> columns, Encoding encoding) => (this.content, this.columns, this.encoding) = (content, columns, encoding);

    public string ReadAs => encoding.WebName;

    /// <summary>Refused where it is no such file, or its header does not name the columns.</summary>
    public static Task<Outcome<BatchFile>> OpenAsync(Stream content, BatchKind kind, CancellationToken ct) => OpenAsync(content, BatchColumns.Of(kind), ct);

    public static async Task<Outcome<BatchFile>> OpenAsync(Stream content, IReadOnlyList<BatchColumn> columns, CancellationToken ct)
    {
        if (await EncodingOfAsync(content, ct) is not { } encoding)
        {
            return BatchRefusals.NotText;
        }

        var file = new BatchFile(content, columns, encoding);
        return await file.ReadHeaderAsync(ct) is { } refusal ? refusal : file;
    }

    /// <summary>The lines below the header, their fields in the order of the template.</summary>
    /// <exception cref="CsvFormatException">A line is longer than any of such a file can be.</exception>
    public async IAsyncEnumerable<(CsvLine Line, string[] Fields)> LinesAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var header = true;
        content.Position = 0;
        await foreach (var line in CsvLines.ReadAsync(content, encoding, ct, lineBreaks: true))
        {
            if (!header && line.Fields.Any(field => !string.IsNullOrWhiteSpace(field)))
            {
                yield return (line, [.. places.Select(place => place >= 0 && place < line.Fields.Length ? line.Fields[place] : "")]);
            }

            header = false;
        }
    }

    private async Task<Refusal?> ReadHeaderAsync(CancellationToken ct)
    {
        content.Position = 0;
        await foreach (var line in CsvLines.ReadAsync(content, encoding, ct, lineBreaks: true))
        {
            return Place([.. line.Fields.Select(field => field.Trim().Trim('\uFEFF').ToLowerInvariant().Replace(' ', '_'))]);
        }

        return BatchRefusals.Empty;
    }

    private Refusal? Place(string[] names)
    {
        if (names is [var only] && only.Contains(';', StringComparison.Ordinal))
        {
            return BatchRefusals.Semicolons;
        }

        places = [.. columns.Select(column => Array.IndexOf(names, column.Name))];
        var missing = columns.Where(column => column.Required && !names.Contains(column.Name)).Select(column => column.Name).ToList();
        var unknown = names.Where((name, i) => name.Length > 0 && (columns.All(column => column.Name != name) || Array.IndexOf(names, name) != i)).Select(name => name.Length <= 40 ? name : name[..40]).Take(10).ToList();
        return missing.Count + unknown.Count == 0 ? null : BatchRefusals.Columns(missing, unknown);
    }

    /// <summary>
    /// Null where it is no text: no text has the character NUL, which PostgreSQL cannot keep either. Windows-1252 is what is no UTF-8: every
    /// sequence of octets is one.
    /// </summary>
    private static async Task<Encoding?> EncodingOfAsync(Stream content, CancellationToken ct)
    {
        var buffer = new byte[LooksAt];
        content.Position = 0;
        var first = await content.ReadAtLeastAsync(buffer, 4, throwOnEndOfStream: false, ct);
        var marked = buffer.AsSpan(0, first) switch
        {
            [0xFF, 0xFE, ..] => Encoding.Unicode,
            [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode,
            _ => null,
        };
        var decoder = (marked ?? new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true)).GetDecoder();
        var characters = new char[LooksAt + 16];
        var isReadable = true;
        for (var count = first; count > 0; count = await content.ReadAsync(buffer, ct))
        {
            if (marked is null && buffer.AsSpan(0, count).Contains((byte)0))
            {
                return null;
            }

            try
            {
                if (isReadable && characters.AsSpan(0, decoder.GetChars(buffer.AsSpan(0, count), characters, flush: false)).Contains('\0'))
                {
                    return null;
                }
            }
            catch (DecoderFallbackException)
            {
                isReadable = false;
            }
        }

        return marked ?? (isReadable ? Encoding.UTF8 : CodePagesEncodingProvider.Instance.GetEncoding(1252));
    }
}
