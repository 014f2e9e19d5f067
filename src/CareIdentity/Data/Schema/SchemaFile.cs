using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CareIdentity.Data.Schema;

/// <summary>One numbered step of the schema, as reviewed: <c>0001-initial.sqlite.sql</c>. Never edited once released; the hash says so.</summary>
public sealed record SchemaFile(int Number, string Name, string Sql)
{
    private const string Folder = "schema/";

    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql)));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number:D4}-{Name}");

    /// <summary>The files of this build for one engine, in order.</summary>
    /// <exception cref="SchemaRefusedException">A number is missing or used twice.</exception>
    public static IReadOnlyList<SchemaFile> Embedded(Engine engine)
    {
        var ending = engine switch
        {
            Engine.Sqlite => ".sqlite.sql",
            Engine.Postgres => ".postgres.sql",
            _ => throw new ArgumentOutOfRangeException(nameof(engine)),
        };
        return InOrder(typeof(SchemaFile).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal) && name.EndsWith(ending, StringComparison.Ordinal))
            .Select(name => Read(name[Folder.Length..^ending.Length], name)));
    }

    /// <summary>Sorts by number and refuses anything but 1, 2, 3, …</summary>
    public static IReadOnlyList<SchemaFile> InOrder(IEnumerable<SchemaFile> files)
    {
        SchemaFile[] ordered = [.. files.OrderBy(file => file.Number)];
        for (var i = 0; i < ordered.Length; i++)
        {
            if (ordered[i].Number != i + 1)
            {
                throw SchemaRefusedException.GapInFiles(i + 1, ordered[i]);
            }
        }

        return ordered;
    }

    private static SchemaFile Read(string title, string resource)
    {
        using var reader = new StreamReader(typeof(SchemaFile).Assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
        return title.Length > 5 && title[4] == '-' && int.TryParse(title[..4], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new SchemaFile(number, title[5..], reader.ReadToEnd())
            : throw new FormatException($"A schema file is named NNNN-name.engine.sql, not '{resource}'.");
    }
}
