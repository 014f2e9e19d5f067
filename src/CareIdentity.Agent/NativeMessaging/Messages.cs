using System.Text.Json;

namespace CareIdentity.Agent.NativeMessaging;

/// <summary>Reads questions and writes answers. What is not exactly a question is none, and nothing of it is acted on.</summary>
internal static class Messages
{
    private const int MaxId = 64;
    private const int MaxText = 512;

    public static Question? Find(ReadOnlySpan<byte> message)
    {
        try
        {
            return JsonSerializer.Deserialize(message, AgentJson.Default.Question) is { } question && IsPlausible(question) ? question : null;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            return null;
        }
    }

    public static byte[] Write(Answer answer) => JsonSerializer.SerializeToUtf8Bytes(answer, AgentJson.Default.Answer);

    private static bool IsPlausible(Question question) =>
        IsText(question.Id, MaxId) && question switch
        {
            Question.SignIn ask => IsText(ask.Origin, MaxText) && IsText(ask.Nonce, MaxText),
            Question.Operate ask => IsText(ask.Origin, MaxText) && IsText(ask.Ticket, MaxText),
            _ => true,
        };

    private static bool IsText(string text, int most) => text.Length is > 0 && text.Length <= most && text.All(c => c is > ' ' and <= '~');
}
