using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using CareIdentity.Kernel;

namespace CareIdentity.Audit;

/// <summary>Event records as JSON: camel case, enums and one-string values as words.</summary>
internal static class AuditJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutWhatHasItsOwnColumn } },
        Converters = { new JsonStringEnumConverter(), new StringValueJsonConverterFactory() },
    };

    /// <summary>An override does not inherit [JsonIgnore] from the property that it overrides.</summary>
    private static void LeaveOutWhatHasItsOwnColumn(JsonTypeInfo type)
    {
        for (var i = type.Properties.Count - 1; type.Type.IsAssignableTo(typeof(CareEvent)) && i >= 0; i--)
        {
            if (type.Properties[i].AttributeProvider is MemberInfo { Name: nameof(CareEvent.InWords) or nameof(CareEvent.Subjects) })
            {
                type.Properties.RemoveAt(i);
            }
        }
    }
}

/// <summary>Writes an <see cref="IStringValue{TSelf}"/> as its string, and reads it back checked.</summary>
internal sealed class StringValueJsonConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        Array.Exists(typeToConvert.GetInterfaces(), i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IStringValue<>));

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert))!;

    private sealed class Converter<T> : JsonConverter<T>
        where T : class, IStringValue<T>
    {
        public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            T.TryParse(reader.GetString(), out var value) ? value : throw new JsonException($"Not a {typeof(T).Name}.");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }
}
