using System.Text.Json.Serialization;

namespace CareIdentity.Pki.Keys;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(SealedFile))]
[JsonSerializable(typeof(SealHeader))]
internal sealed partial class SealedFileJson : JsonSerializerContext;
