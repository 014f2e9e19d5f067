using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace CareIdentity.Data;

/// <summary>A column of the model, and how its value is read off a row as the engine stores it.</summary>
internal sealed class RowColumn
{
    /// <summary>Of each entity once: their accessors are compiled.</summary>
    private static readonly ConditionalWeakTable<IEntityType, IReadOnlyList<RowColumn>> Known = [];

    private readonly Func<object, object?> read;

    private RowColumn(IProperty property)
    {
        (Property, Name, IsNullable, Mapping) = (property.Name, property.GetColumnName(), property.IsNullable, (RelationalTypeMapping)property.GetTypeMapping());
        var stored = Mapping.Converter?.ProviderClrType ?? Mapping.ClrType;
        StoredAs = Nullable.GetUnderlyingType(stored) ?? stored;
        read = Compile(property);
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

    /// <summary>Of an entity with a key of one column.</summary>
    public static RowColumn KeyOf(IEntityType entity) => Of(entity, [entity.FindPrimaryKey()!.Properties.Single().Name])[0];

    public object? Read(object row)
    {
        var value = read(row);
        return Mapping.Converter?.ConvertToProvider(value) ?? value;
    }

    private static Func<object, object?> Compile(IProperty property)
    {
        var row = Expression.Parameter(typeof(object));
        var value = Expression.Property(Expression.Convert(row, property.DeclaringType.ClrType), property.PropertyInfo!);
        return Expression.Lambda<Func<object, object?>>(Expression.Convert(value, typeof(object)), row).Compile();
    }
}
