using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;

namespace CareIdentity.Data;

/// <summary>A column of the model, and how its value is read off a row as the engine stores it.</summary>
internal sealed class RowColumn
{
    /// <summary>Of each entity once: their accessors are compiled.</summary>
    private static readonly ConditionalWeakTable<IEntityType, IReadOnlyList<RowColumn>> Known = [];

    private readonly Func<object, object?> read;
    private readonly Lazy<Action<NpgsqlBinaryImporter, object>> copy;

    private RowColumn(IProperty property)
    {
        (Property, Name, IsNullable, Mapping) = (property.Name, property.GetColumnName(), property.IsNullable, (RelationalTypeMapping)property.GetTypeMapping());
        var stored = Mapping.Converter?.ProviderClrType ?? Mapping.ClrType;
        StoredAs = Nullable.GetUnderlyingType(stored) ?? stored;
        read = Compile(property);
        copy = new Lazy<Action<NpgsqlBinaryImporter, object>>(() => Copying(property));
    }

    public string Property { get; }

    public string Name { get; }

    public bool IsNullable { get; }

    public RelationalTypeMapping Mapping { get; }

    /// <summary>What <see cref="Read"/> gives, where it is not null.</summary>
    public Type StoredAs { get; }

    public static IReadOnlyList<RowColumn> Of(IEntityType entity) => Known.GetValue(entity, found => [.. found.GetProperties().Select(p => new RowColumn(p))]);

    /// <summary>Those of some properties, in that order.</summary>
    public static IReadOnlyList<RowColumn> Of(IEntityType entity, IReadOnlyList<string> properties) => [.. properties.Select(property => Of(entity).Single(column => column.Property == property))];

    /// <summary>By which a row is found.</summary>
    public static IReadOnlyList<RowColumn> KeyOf(IEntityType entity) => Of(entity, [.. entity.FindPrimaryKey()!.Properties.Select(property => property.Name)]);

    public object? Read(object row)
    {
        var value = read(row);
        return Mapping.Converter?.ConvertToProvider(value) ?? value;
    }

    /// <summary>The value of a row into a COPY, as it is read: without a box around it, which would cost more than writing it.</summary>
    public void Write(NpgsqlBinaryImporter writer, object row) => copy.Value(writer, row);

    private static Func<object, object?> Compile(IProperty property)
    {
        var row = Expression.Parameter(typeof(object));
        var value = Expression.Property(Expression.Convert(row, property.DeclaringType.ClrType), property.PropertyInfo!);
        return Expression.Lambda<Func<object, object?>>(Expression.Convert(value, typeof(object)), row).Compile();
    }

    private Action<NpgsqlBinaryImporter, object> Copying(IProperty property)
    {
        var (writer, row) = (Expression.Parameter(typeof(NpgsqlBinaryImporter)), Expression.Parameter(typeof(object)));
        var value = Expression.Variable(property.ClrType);
        Expression known = Nullable.GetUnderlyingType(property.ClrType) is { } underlying ? Expression.Convert(value, underlying) : value;
        if (Mapping.Converter is { } converter)
        {
            known = Expression.Invoke(converter.ConvertToProviderExpression, Expression.Convert(known, converter.ModelClrType));
        }

        Expression write = Expression.Call(
            writer, nameof(NpgsqlBinaryImporter.Write), [StoredAs], Expression.Convert(known, StoredAs), Expression.Constant(PostgresType()));
        if (!property.ClrType.IsValueType || Nullable.GetUnderlyingType(property.ClrType) is not null)
        {
            var nothing = Expression.Constant(null, property.ClrType);
            write = Expression.IfThenElse(
                property.ClrType.IsValueType ? Expression.Equal(value, nothing) : Expression.ReferenceEqual(value, nothing),
                Expression.Call(writer, nameof(NpgsqlBinaryImporter.WriteNull), []),
                write);
        }

        var read = Expression.Assign(value, Expression.Property(Expression.Convert(row, property.DeclaringType.ClrType), property.PropertyInfo!));
        return Expression.Lambda<Action<NpgsqlBinaryImporter, object>>(Expression.Block([value], read, write), writer, row).Compile();
    }

    private NpgsqlDbType PostgresType() => StoredAs switch
    {
        var type when type == typeof(string) => NpgsqlDbType.Varchar,
        var type when type == typeof(byte[]) => NpgsqlDbType.Bytea,
        var type when type == typeof(Guid) => NpgsqlDbType.Uuid,
        var type when type == typeof(DateTime) => NpgsqlDbType.TimestampTz,
        var type when type == typeof(DateOnly) => NpgsqlDbType.Date,
        var type when type == typeof(bool) => NpgsqlDbType.Boolean,
        var type when type == typeof(int) => NpgsqlDbType.Integer,
        var type when type == typeof(long) => NpgsqlDbType.Bigint,
        _ => throw new NotSupportedException($"No column of the service is stored as {StoredAs.Name}."),
    };
}
