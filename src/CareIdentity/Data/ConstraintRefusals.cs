using CareIdentity.Kernel;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Npgsql;

namespace CareIdentity.Data;

/// <summary>What a mapping says shall be answered when its index or check is broken: races are settled by the database, refused in words.</summary>
internal static class ConstraintRefusals
{
    private const string Annotation = "CareIdentity:RefusedAs";

    public static IndexBuilder<T> RefusedAs<T>(this IndexBuilder<T> index, Refusal refusal)
    {
        index.Metadata.SetAnnotation(Annotation, refusal);
        return index;
    }

    public static KeyBuilder RefusedAs(this KeyBuilder key, Refusal refusal)
    {
        key.Metadata.SetAnnotation(Annotation, refusal);
        return key;
    }

    /// <summary>A check constraint, stored under <paramref name="name"/> on both engines.</summary>
    public static void HasCheck<T>(this EntityTypeBuilder<T> entity, string name, string sql, Refusal? refusal = null)
        where T : class
    {
        entity.ToTable(table => table.HasCheckConstraint(name, sql));
        if (refusal is not null)
        {
            entity.RefusesAs(name, refusal);
        }
    }

    /// <summary>What a trigger of the schema says when it is broken, under the name that it gives on both engines.</summary>
    public static void RefusesAs<T>(this EntityTypeBuilder<T> entity, string name, Refusal refusal)
        where T : class =>
        entity.Metadata.SetAnnotation($"{Annotation}:{name}", refusal);

    /// <summary>The declared refusal, or null where the failure is nobody's fault but ours.</summary>
    public static Refusal? Find(IModel model, DbUpdateException failure) => failure.InnerException switch
    {
        PostgresException { ConstraintName: { } name } => ByName(model, name),
        SqliteException { SqliteErrorCode: 19 } sqlite => ByMessage(model, sqlite.Message),
        _ => null,
    };

    private static Refusal? ByName(IModel model, string constraint) =>
        model.GetEntityTypes().SelectMany(Declared).FirstOrDefault(declared => declared.Name == constraint).Refusal;

    /// <summary>SQLite names a check, but for an index lists <c>table.column, table.column</c>.</summary>
    private static Refusal? ByMessage(IModel model, string message) =>
        model.GetEntityTypes().SelectMany(Declared)
            .FirstOrDefault(declared => message.Contains($"failed: {declared.Name}'", StringComparison.Ordinal)
                                     || message.Contains($"failed: {declared.Columns}'", StringComparison.Ordinal)).Refusal;

    private static IEnumerable<(string Name, string Columns, Refusal? Refusal)> Declared(IEntityType entity)
    {
        var table = entity.GetTableName();
        foreach (var index in entity.GetIndexes().Where(i => i.FindAnnotation(Annotation) is not null))
        {
            yield return (index.GetDatabaseName()!, ColumnList(table, index.Properties), (Refusal)index[Annotation]!);
        }

        foreach (var key in entity.GetKeys().Where(k => k.FindAnnotation(Annotation) is not null))
        {
            yield return (key.GetName()!, ColumnList(table, key.Properties), (Refusal)key[Annotation]!);
        }

        foreach (var annotation in entity.GetAnnotations().Where(a => a.Name.StartsWith(Annotation + ":", StringComparison.Ordinal)))
        {
            yield return (annotation.Name[(Annotation.Length + 1)..], "", (Refusal)annotation.Value!);
        }
    }

    private static string ColumnList(string? table, IEnumerable<IProperty> properties) =>
        string.Join(", ", properties.Select(p => $"{table}.{p.GetColumnName()}"));
}
