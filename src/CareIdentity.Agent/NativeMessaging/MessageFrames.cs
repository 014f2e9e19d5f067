using System.Buffers.Binary;

namespace CareIdentity.Agent.NativeMessaging;

/// <summary>
/// Native messaging as browsers do it: <c>length(4, in the machine's own order) message(UTF-8)</c>, in both directions. The output holds
/// nothing else, ever.
/// </summary>
internal sealed class MessageFrames(Stream input, Stream output) : IDisposable
{
    /// <summary>What we take; the browser itself sets no limit.</summary>
    public const int MaxIncoming = 64 * 1024;

    /// <summary>What the browser takes before it cuts the connection.</summary>
    public const int MaxOutgoing = 1024 * 1024;

    private const int LengthOfLength = 4;

    private readonly SemaphoreSlim one = new(1, 1);

    /// <summary>The next message; null at the end of the input.</summary>
    /// <exception cref="InvalidDataException">Too long, empty, or cut off: where the next message begins is not known any more.</exception>
    public async ValueTask<byte[]?> ReadAsync(CancellationToken ct)
    {
        var header = new byte[LengthOfLength];
        var got = await input.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false, ct).ConfigureAwait(false);
        if (got == 0)
        {
            return null;
        }

        var length = BitConverter.IsLittleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(header) : BinaryPrimitives.ReadUInt32BigEndian(header);
        if (got < header.Length || length is 0 or > MaxIncoming)
        {
            throw new InvalidDataException("The browser sent something that is no message.");
        }

        var message = new byte[length];
        return await input.ReadAtLeastAsync(message, message.Length, throwOnEndOfStream: false, ct).ConfigureAwait(false) == message.Length
            ? message
            : throw new InvalidDataException("The browser broke off within a message.");
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> message, CancellationToken ct)
    {
        if (message.Length is 0 or > MaxOutgoing)
        {
            throw new InvalidOperationException("A message for the browser has 1 byte to 1 MiB.");
        }

        var frame = new byte[LengthOfLength + message.Length];
        BitConverter.TryWriteBytes(frame, message.Length);
        message.CopyTo(frame.AsMemory(LengthOfLength));
        await one.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            await output.WriteAsync(frame, ct).ConfigureAwait(false);
            await output.FlushAsync(ct).ConfigureAwait(false);
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();
}
