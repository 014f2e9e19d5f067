using System.Text.Json;
using System.Text.Json.Serialization;
using CareIdentity.Cards.Iso7816;

namespace CareIdentity.Cards.Workstation.Messages;

/// <summary>How messages become JSON: every member required, none unknown, none twice.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.General,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    MaxDepth = 8,
    Converters = [typeof(WireEnum<OperationKind>), typeof(WireEnum<OperationOutcome>), typeof(WireEnum<CardState>), typeof(WireEnum<StopCode>), typeof(WireEnum<PasscodeKind>)])]
[JsonSerializable(typeof(WorkstationMessage))]
[JsonSerializable(typeof(ServiceMessage))]
internal sealed partial class WireJson : JsonSerializerContext;
