using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CareIdentity.Cards.Iso7816;

namespace CareIdentity.Cards.Workstation.Messages;

/// <summary>
/// Messages as JSON text in UTF-8, the type first. Both ends are strict: what is not exactly a message of the other side is refused with
/// <see cref="CardProtocolException"/>, and nothing of it is acted on. Faults name the rule, never the value: a value may be a secret.
/// </summary>
public static class Wire
{
    public const int MaxMessageBytes = 64 * 1024;

    /// <summary>One command or response, so that its message stays below the limit.</summary>
    public const int MaxCardBytes = 32 * 1024;

    public static byte[] Write(WorkstationMessage message) => Write(message, message.Fault(), WireJson.Default.WorkstationMessage);

    public static byte[] Write(ServiceMessage message) => Write(message, message.Fault(), WireJson.Default.ServiceMessage);

    /// <exception cref="CardProtocolException">The bytes are not a message of a workstation.</exception>
    public static WorkstationMessage ReadFromWorkstation(ReadOnlyMemory<byte> bytes) =>
        Read(bytes, WireJson.Default.WorkstationMessage, message => message.Fault());

    /// <exception cref="CardProtocolException">The bytes are not a message of the service.</exception>
    public static ServiceMessage ReadFromService(ReadOnlyMemory<byte> bytes) =>
        Read(bytes, WireJson.Default.ServiceMessage, message => message.Fault());

    /// <summary>Text that will be shown: not empty, not too long, and no character that changes how others look.</summary>
    internal static string? TextFault(string name, string text, int maxLength) =>
        string.IsNullOrWhiteSpace(text) || text.Length > maxLength ? $"{name} has 1 to {maxLength} characters"
        : text.Any(c => char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format) ? $"{name} is plain text"
        : null;

    internal static string? SerialFault(string serial) =>
        serial.Length is < 1 or > 64 || !serial.All(char.IsAsciiLetterOrDigit) ? "a serial number has 1 to 64 letters and digits" : null;

    private static byte[] Write<T>(T message, string? fault, JsonTypeInfo<T> type)
    {
        var bytes = fault is null ? JsonSerializer.SerializeToUtf8Bytes(message, type) : throw new InvalidOperationException($"Not sent: {fault}.");
        return bytes.Length <= MaxMessageBytes ? bytes : throw new InvalidOperationException("Not sent: a message has at most 64 KiB.");
    }

    private static T Read<T>(ReadOnlyMemory<byte> bytes, JsonTypeInfo<T> type, Func<T, string?> fault)
        where T : class
    {
        if (bytes.Length > MaxMessageBytes)
        {
            throw new CardProtocolException("A message has at most 64 KiB.");
        }

        try
        {
            var message = JsonSerializer.Deserialize(bytes.Span, type) ?? throw new CardProtocolException("The message is null.");
            return fault(message) is { } why ? throw new CardProtocolException($"The message was refused: {why}.") : message;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or FormatException)
        {
            throw new CardProtocolException("The message is not one that is known here.");
        }
    }
}
