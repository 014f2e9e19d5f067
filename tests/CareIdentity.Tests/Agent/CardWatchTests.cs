using CareIdentity.Agent.PcSc;
using CareIdentity.Cards.Virtual;
using CareIdentity.Testing;

namespace CareIdentity.Tests.Agent;

/// <summary>Waiting for a card that somebody puts in, also where there is nothing to ask for it.</summary>
public sealed class CardWatchTests : IDisposable
{
    private const string Reader = "Reader 1";

    private static readonly CancellationToken None = CancellationToken.None;

    private readonly VirtualCard card = new("1000000017");
    private readonly PcscOfVirtualCards pcsc = new(Reader, "Reader 2");
    private readonly ManualClock clock = new();

    /// <summary>pcscd that has died answers at once for ever: 600,000 lines in six seconds were seen of a program that asked again at once.</summary>
    [Fact]
    public async Task Waiting_for_a_card_backs_off_while_the_service_is_dead()
    {
        pcsc.IsDead = true;
        using var stop = new CancellationTokenSource();
        var waiting = new CardWatch(pcsc, clock).UntilCardAsync(stop.Token);

        // Eight seconds of the clock in small steps: 0.25, 0.5, 1, 2 and 4 seconds between the calls.
        for (var i = 0; i < 80; i++)
        {
            clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, None);
        }

        Assert.InRange(pcsc.Calls, 1, 8);
        pcsc.IsDead = false;
        pcsc.Insert(Reader, card);
        while (!waiting.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(8));
            await Task.WhenAny(waiting, Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, None));
        }

        await waiting;
    }

    [Fact]
    public async Task Waiting_for_a_card_ends_when_one_is_put_in()
    {
        var waiting = new CardWatch(pcsc, clock).UntilCardAsync(None);
        Assert.False(waiting.IsCompleted);

        pcsc.Insert("Reader 2", card);

        await waiting.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
    }

    public void Dispose() => card.Dispose();
}
