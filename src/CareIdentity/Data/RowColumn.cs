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
        (Name, IsNullable, Mapping) = (property.GetColumnName(), property.IsNullable, (RelationalTypeMapping)property.GetTypeMapping());
        read = Compile(property);
    }

    public string Name { get; }

    public bool IsNullable { get; }

    public RelationalTypeMapping Mapping { get; }

    public static IReadOnlyList<RowColumn> Of(IEntityType entity) => Known.GetValue(entity, found => [.. found.GetProperties().Select(p => new RowColumn(p))]);

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
