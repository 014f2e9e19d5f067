using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CareIdentity.Cards.Virtual;

/// <summary>
/// A virtual card that outlives the program that holds it. Guarantees: what a command changed for good is on the disk before anybody
/// learns the answer, so that a try that was spent stays spent; the file is never half written; its owner alone may read it.
/// </summary>
public sealed class VirtualCardFile(string path)
{
    private readonly string beside = path + ".new";
    private long kept = -1;
    private byte[] content = [];

    public bool Exists => File.Exists(path);

    /// <exception cref="InvalidDataException">The file holds no card.</exception>
    public VirtualCard Load()
    {
        try
        {
            content = File.ReadAllBytes(path);
            var snapshot = JsonSerializer.Deserialize(content, VirtualCardJson.Default.VirtualCardSnapshot)
                ?? throw new InvalidDataException($"{path} holds no virtual card.");
            return VirtualCard.Restore(snapshot);
        }
        catch (Exception e) when (e is JsonException or FormatException or OverflowException or ArgumentException or CryptographicException or PlatformNotSupportedException)
        {
            throw new InvalidDataException($"{path} holds no virtual card: {e.Message}", e);
        }
    }

    /// <summary>Writes the card where anything of it changed since it was last written.</summary>
    public void Keep(VirtualCard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        var writes = card.Writes;
        if (writes == kept)
        {
            return;
        }

        var next = JsonSerializer.SerializeToUtf8Bytes(card.Save(), VirtualCardJson.Default.VirtualCardSnapshot);
        if (!next.AsSpan().SequenceEqual(content))
        {
            Write(next);
            content = next;
        }

        kept = writes;
    }

    // Written beside and flushed, then moved into place.
    private void Write(byte[] bytes)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(beside, options))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite: true);
    }
}

/// <summary>The form of the file, without reflection: the command that holds a card has to be there at once.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(VirtualCardSnapshot))]
internal sealed partial class VirtualCardJson : JsonSerializerContext;
