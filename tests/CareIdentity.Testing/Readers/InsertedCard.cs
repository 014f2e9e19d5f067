using System.Net;
using CareIdentity.Cards.Virtual;

namespace CareIdentity.Testing.Readers;

/// <summary>A virtual card in a reader of a private pcscd. Disposing takes it out and returns when pcscd has seen that; the card itself stays whole.</summary>
public sealed class InsertedCard : IAsyncDisposable
{
    private readonly PrivatePcscd pcscd;
    private readonly VpcdReader reader;
    private readonly CancellationTokenSource stop = new();
    private readonly Task link;
    private readonly int removals;
    private readonly int insertions;
    private readonly SemaphoreSlim connections = new(0);
    private bool isOut;

    internal InsertedCard(PrivatePcscd pcscd, VirtualCard card, VpcdReader reader, VirtualCardFile? file)
    {
        (this.pcscd, Card, this.reader) = (pcscd, card, reader);
        removals = pcscd.Removals(reader);
        insertions = pcscd.Insertions();
        card.Insert();
        link = new VpcdLink(card, new IPEndPoint(IPAddress.Loopback, reader.Port), TimeProvider.System) { File = file, Inserted = () => connections.Release() }.RunAsync(stop.Token);
    }

    public VirtualCard Card { get; }

    /// <summary>Ends when the card is out of the reader: pulled by a fault, or taken out here.</summary>
    public Task Link => link;

    /// <summary>
    /// Returns when the card is back in the reader after it lost its power for a moment. pcscd may see it leave and come, or only reset, as the
    /// moment will have it. To be called once for each time; the other reader is to be left alone meanwhile.
    /// </summary>
    public async Task BackAsync(CancellationToken ct)
    {
        if (!await connections.WaitAsync(PrivatePcscd.Patience, ct))
        {
            throw new TimeoutException($"The card did not get into {reader.Name}: {pcscd.Log}");
        }

        await pcscd.WaitAsync(
            () => pcscd.Insertions() - insertions > pcscd.Removals(reader) - removals, $"pcscd did not see the card back in {reader.Name}", ct);
    }

    public async ValueTask DisposeAsync()
    {
        if (isOut)
        {
            return;
        }

        isOut = true;

        // One that a fault pulled out was taken out once, and is not again.
        var before = link.IsCompleted ? removals : pcscd.Removals(reader);
        await StopAsync();
        await pcscd.WaitAsync(() => pcscd.Removals(reader) > before, $"pcscd did not see the card leave {reader.Name}", CancellationToken.None);
        stop.Dispose();
        connections.Dispose();
    }

    internal async Task StopAsync()
    {
        if (!link.IsCompleted)
        {
            await stop.CancelAsync();
        }

        try
        {
            await link.WaitAsync(PrivatePcscd.Patience, CancellationToken.None);
        }
        catch (Exception e) when (e is not TimeoutException)
        {
            // It was stopped, or ended by the fault that the test wanted.
        }
    }
}
