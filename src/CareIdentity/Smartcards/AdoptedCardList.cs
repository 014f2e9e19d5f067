using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using CareIdentity.Cards.Piv;

namespace CareIdentity.Smartcards;

/// <summary>
/// The cards of another estate as whoever runs it hands them over: a CSV file with one card on a line. What is wrong is said by line and column,
/// and never with what stands there. Keys are bytes from the file to their seal, and are zeroed with the list.
/// </summary>
public sealed class AdoptedCardList : IDisposable
{
    /// <summary>A thousand lines and a good half more than that in spaces and carriage returns.</summary>
    public const int MaxBytes = 160_000;

    /// <summary>More is no help to anybody who has to mend a file.</summary>
    private const int MostProblems = 20;

    private static readonly (string Name, PivAlgorithm Algorithm)[] Algorithms =
        [("3DES", PivAlgorithm.TripleDes), ("AES-128", PivAlgorithm.Aes128), ("AES-192", PivAlgorithm.Aes192), ("AES-256", PivAlgorithm.Aes256)];

    private readonly List<AdoptedCard> cards = [];
    private readonly List<byte[]> secrets = [];
    private readonly List<string> problems = [];

    private AdoptedCardList()
    {
    }

    public static IReadOnlyList<string> Columns { get; } = ["Serial", "Algorithm", "ManagementKey", "PUK"];

    /// <summary>As they stand in the file; of use only where nothing is wrong.</summary>
    public IReadOnlyList<AdoptedCard> Cards => cards;

    public IReadOnlyList<string> Problems => problems.Count <= MostProblems
        ? problems
        : [.. problems.Take(MostProblems), $"There are {problems.Count - MostProblems} more lines like these"];

    public static AdoptedCardList Read(ReadOnlySpan<byte> file)
    {
        var list = new AdoptedCardList();
        if (file.Length > MaxBytes)
        {
            list.problems.Add("The file is too long: bring at most 1,000 cards in one");
            return list;
        }

        var rest = file.StartsWith(Encoding.UTF8.Preamble) ? file[Encoding.UTF8.Preamble.Length..] : file;
        for (var number = 1; !rest.IsEmpty; number++)
        {
            var end = rest.IndexOf((byte)'\n');
            var line = (end < 0 ? rest : rest[..end]).Trim(" \r\t"u8);
            rest = end < 0 ? [] : rest[(end + 1)..];
            if (number == 1)
            {
                if (!IsHeader(line))
                {
                    list.problems.Add($"The first line has to be: {string.Join(',', Columns)}");
                    return list;
                }
            }
            else if (!line.IsEmpty && list.ReadLine(line) is { } problem)
            {
                list.problems.Add($"Line {number}, {problem}");
            }
        }

        if (list.problems.Count == 0 && list.cards.Count is 0 or > AdoptCards.Most)
        {
            list.problems.Add(list.cards.Count == 0 ? "There is no card in the file" : "There are more than 1,000 cards in the file: bring them in several");
        }

        return list;
    }

    public void Dispose()
    {
        secrets.ForEach(secret => CryptographicOperations.ZeroMemory(secret));
        secrets.Clear();
        cards.Clear();
    }

    private static bool IsHeader(ReadOnlySpan<byte> line) => Encoding.UTF8.GetString(line).Split(',', StringSplitOptions.TrimEntries).SequenceEqual(Columns, StringComparer.OrdinalIgnoreCase);

    /// <summary>Null where the line is a card.</summary>
    private string? ReadLine(ReadOnlySpan<byte> line)
    {
        Span<Range> fields = stackalloc Range[5];
        var count = 0;
        foreach (var field in line.Split((byte)','))
        {
            if (count == 4)
            {
                return "there are more columns than four";
            }

            fields[count++] = field;
        }

        if (count < 4)
        {
            return "there are fewer columns than four";
        }

        var named = Encoding.UTF8.GetString(line[fields[1]].Trim(Space));
        if (!CardSerial.TryParse(Encoding.UTF8.GetString(line[fields[0]].Trim(Space)), out var serial))
        {
            return "Serial: this is not a serial number of ten digits, series 01 to 10";
        }

        if (cards.Any(card => card.Serial == serial))
        {
            return "Serial: this card stands on an earlier line too";
        }

        if (Algorithms.FirstOrDefault(known => known.Name.Equals(named, StringComparison.OrdinalIgnoreCase)) is not { Name: not null, Algorithm: var algorithm })
        {
            return $"Algorithm: this is none of {string.Join(", ", Algorithms.Select(known => known.Name))}";
        }

        if (Hex(line[fields[2]].Trim(Space), algorithm.KeyLength()) is not { } key)
        {
            return $"ManagementKey: a key of this algorithm has {2 * algorithm.KeyLength()} hexadecimal digits";
        }

        var puk = line[fields[3]].Trim(Space);
        if (puk.Length != AdoptedCard.PukLength || puk.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return "PUK: it has eight digits; a spreadsheet leaves a zero at the front away";
        }

        cards.Add(new AdoptedCard { Serial = serial, ManagementAlgorithm = algorithm, ManagementKey = key, UnblockingKey = Keep(puk.ToArray()) });
        return null;
    }

    private static ReadOnlySpan<byte> Space => " \t"u8;

    private byte[]? Hex(ReadOnlySpan<byte> digits, int length)
    {
        if (digits.Length != 2 * length)
        {
            return null;
        }

        var key = Keep(new byte[length]);
        for (var i = 0; i < length; i++)
        {
            if (!Utf8Parser.TryParse(digits.Slice(2 * i, 2), out key[i], out var read, 'x') || read != 2)
            {
                return null;
            }
        }

        return key;
    }

    private byte[] Keep(byte[] secret)
    {
        secrets.Add(secret);
        return secret;
    }
}
