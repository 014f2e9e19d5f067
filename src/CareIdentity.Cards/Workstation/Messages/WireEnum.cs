using System.Text.Json;
using System.Text.Json.Serialization;

namespace CareIdentity.Cards.Workstation.Messages;

/// <summary>Names of members as <c>issueLocked</c>, spelled exactly so. The framework's converter would also take another case, and two names with a comma.</summary>
internal sealed class WireEnum<TEnum> : JsonConverter<TEnum>
    where TEnum : struct, Enum
{
    private static readonly Dictionary<TEnum, string> Names = Enum.GetValues<TEnum>().ToDictionary(value => value, value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()));
    private static readonly Dictionary<string, TEnum> Values = Names.ToDictionary(name => name.Value, name => name.Key);

    public override TEnum Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Values.TryGetValue(reader.GetString()!, out var value) ? value : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options) => writer.WriteStringValue(Names[value]);
}
