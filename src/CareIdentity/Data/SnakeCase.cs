using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CareIdentity.Data;

/// <summary>Names of tables, columns and indexes as people write SQL: <c>position_assignments.expires_on</c>.</summary>
internal static class SnakeCase
{
    public static void Apply(IMutableModel model)
    {
        foreach (var entity in model.GetEntityTypes())
        {
            var table = From(entity.GetTableName()!);
            entity.SetTableName(table);
            foreach (var property in entity.GetProperties())
            {
                property.SetColumnName(From(property.Name));
            }

            foreach (var key in entity.GetKeys())
            {
                key.SetName(Bounded(key.IsPrimaryKey() ? $"pk_{table}" : $"ak_{table}_{Columns(key.Properties)}"));
            }

            foreach (var index in entity.GetIndexes())
            {
                index.SetDatabaseName(Bounded($"{(index.IsUnique ? "ux" : "ix")}_{table}_{Columns(index.Properties)}"));
            }

            foreach (var reference in entity.GetForeignKeys())
            {
                reference.SetConstraintName(Bounded($"fk_{table}_{Columns(reference.Properties)}"));
            }
        }
    }

    public static string From(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0 && !char.IsUpper(name[i - 1]))
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }

    /// <summary>PostgreSQL cuts longer names silently (NAMEDATALEN - 1); ours are cut first, so that both engines and the files agree.</summary>
    private static string Bounded(string name) => name.Length <= 63 ? name : name[..63];

    private static string Columns(IEnumerable<IReadOnlyProperty> properties) => string.Join('_', properties.Select(p => From(p.Name)));
}
