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
    private readonly int insertions;
    private bool isOut;

    internal InsertedCard(PrivatePcscd pcscd, VirtualCard card, VpcdReader reader, VirtualCardFile? file)
    {
        (this.pcscd, Card, this.reader) = (pcscd, card, reader);
        insertions = pcscd.Insertions(reader);
        card.Insert();
        link = new VpcdLink(card, new IPEndPoint(IPAddress.Loopback, reader.Port), TimeProvider.System) { File = file }.RunAsync(stop.Token);
    }

    public VirtualCard Card { get; }

    /// <summary>Ends when the card is out of the reader: pulled by a fault, or taken out here.</summary>
    public Task Link => link;

    public async ValueTask DisposeAsync()
    {
        if (isOut)
        {
            return;
        }

        isOut = true;
        await StopAsync();
        await pcscd.WaitAsync(
            () => pcscd.Removals(reader) >= pcscd.Insertions(reader), $"pcscd did not see the card leave {reader.Name}", CancellationToken.None);
        stop.Dispose();
    }

    internal Task SeenAsync(CancellationToken ct) =>
        pcscd.WaitAsync(() => pcscd.Insertions(reader) > insertions || link.IsFaulted, $"pcscd did not see the card in {reader.Name}", ct);

    internal async Task StopAsync()
    {
        if (!link.IsCompleted)
        {
            await stop.CancelAsync();
        }

        await link.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }
}
