using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CareIdentity.Data;

/// <summary>How values are stored, alike on both engines: times as UTC, enums as short words, one-string values as that string.</summary>
internal static class StorageConventions
{
    public static void Configure(ModelConfigurationBuilder builder)
    {
        builder.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
        builder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
        builder.Properties<string>().HaveMaxLength(200);
        foreach (var type in typeof(StorageConventions).Assembly.GetTypes().Where(IsStringValue))
        {
            builder.Properties(type)
                .HaveConversion(typeof(StringValueConverter<>).MakeGenericType(type))
                .HaveMaxLength((int)type.GetProperty(nameof(OdsCode.MaxLength))!.GetValue(null)!);
        }
    }

    // Most types of an assembly are those that the compiler makes within others; asking each for its interfaces would hold up every start.
    private static bool IsStringValue(Type type) =>
        type is { IsNested: false, IsClass: true, IsAbstract: false }
        && Array.Exists(type.GetInterfaces(), i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IStringValue<>));

    /// <summary>SQLite cannot order a DateTimeOffset, and reads a DateTime back without its kind.</summary>
    private sealed class UtcConverter() : ValueConverter<DateTimeOffset, DateTime>(
        at => at.UtcDateTime,
        at => new DateTimeOffset(DateTime.SpecifyKind(at, DateTimeKind.Utc)));

    private sealed class StringValueConverter<T>() : ValueConverter<T, string>(value => value.Value, text => Read(text))
        where T : class, IStringValue<T>
    {
        /// <summary>As the expression says; said again, as Entity Framework would compile it anew for each column while it makes its model.</summary>
        public override Func<object?, object?> ConvertToProvider => value => ((T?)value)?.Value;

        private static T Read(string text) =>
            T.TryParse(text, out var value) ? value : throw new FormatException($"The database holds '{text}', which is not a {typeof(T).Name}.");
    }
}
