using System.Text.Json;
using System.Text.Json.Serialization;

namespace CareIdentity.Agent.NativeMessaging;

/// <summary>How messages become JSON: every member required, none unknown, none twice.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.General,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    AllowOutOfOrderMetadataProperties = true,
    MaxDepth = 4)]
[JsonSerializable(typeof(Question))]
[JsonSerializable(typeof(Answer))]
[JsonSerializable(typeof(Question.Status), TypeInfoPropertyName = "QuestionStatus")]
[JsonSerializable(typeof(Answer.Status), TypeInfoPropertyName = "AnswerStatus")]
internal sealed partial class AgentJson : JsonSerializerContext;
