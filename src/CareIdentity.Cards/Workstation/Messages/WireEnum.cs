using System.Text.Json;
using System.Text.Json.Serialization;

namespace CareIdentity.Cards.Workstation.Messages;

/// <summary>Names of members as <c>issueLocked</c>; a number is refused.</summary>
internal sealed class WireEnum<TEnum>() : JsonStringEnumConverter<TEnum>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where TEnum : struct, Enum;
