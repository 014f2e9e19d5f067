namespace CareIdentity.Cards.Workstation;

/// <summary>Whole messages in both directions, in order: a WebSocket between workstation and service, or memory where both are one process.</summary>
/// <remarks>One sender and one receiver at a time at each end. A broken connection is a closed one.</remarks>
public interface IMessagePipe
{
    /// <summary>Sends one message; does nothing where the other end has gone.</summary>
    ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken ct);

    /// <summary>The next message; null when there will be no more.</summary>
    ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync(CancellationToken ct);
}
