using CareIdentity.Cards.Workstation.Messages;

namespace CareIdentity.Cards.Workstation;

/// <summary>The service's messages, one receive under way at a time: it can be waited for beside something else and taken afterwards.</summary>
internal sealed class Receiving(IMessagePipe pipe, CancellationToken ct)
{
    private Task<ReadOnlyMemory<byte>?>? next;

    /// <summary>Completes when a message, or the end, is there to be taken.</summary>
    public Task Arrived => next ??= pipe.ReceiveAsync(ct).AsTask();

    /// <summary>Null when the service is gone.</summary>
    /// <exception cref="Iso7816.CardProtocolException">Not a message of the service.</exception>
    public async ValueTask<ServiceMessage?> TakeAsync()
    {
        var arrived = next ?? pipe.ReceiveAsync(ct).AsTask();
        next = null;
        return await arrived.ConfigureAwait(false) is { } bytes ? Wire.ReadFromService(bytes) : null;
    }
}
