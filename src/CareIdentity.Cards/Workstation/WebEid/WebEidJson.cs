using System.Text.Json;
using System.Text.Json.Serialization;

namespace CareIdentity.Cards.Workstation.WebEid;

/// <summary>How a token becomes JSON: every member required, none unknown, none twice.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.General,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    MaxDepth = 2)]
[JsonSerializable(typeof(WebEidTokenMembers))]
internal sealed partial class WebEidJson : JsonSerializerContext;
