namespace CareIdentity.Agent.PcSc;

/// <summary>
/// Waits until a card is put in, a reader is plugged in, or one of them goes. Where PC/SC itself goes, it waits longer and longer before it
/// asks again: pcscd that has died answers at once, for ever.
/// </summary>
internal sealed class CardWatch(IPcsc pcsc, TimeProvider clock)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(8);

    /// <summary>How long a call may block before the token is looked at.</summary>
    private const uint Slice = 500;

    /// <summary>Completes when some reader has a card.</summary>
    public async Task UntilCardAsync(CancellationToken ct)
    {
        var pause = FirstPause;
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            if (await Task.Run(() => Watch(ct), ct).ConfigureAwait(false) is { } hasCard)
            {
                if (hasCard)
                {
                    return;
                }

                pause = FirstPause;
                continue;
            }

            await Task.Delay(pause, clock, ct).ConfigureAwait(false);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    /// <summary>True at a card, false when readers came or went, null when there is no PC/SC.</summary>
    private bool? Watch(CancellationToken ct)
    {
        try
        {
            using var context = PcscContext.Establish(pcsc);
            ReaderWatch[] watches = [.. context.Readers().Select(reader => new ReaderWatch(reader, 0)), new ReaderWatch(pcsc.ReaderArrival, 0)];
            while (!ct.IsCancellationRequested)
            {
                var code = pcsc.GetStatusChange(context.Value, watches.Any(watch => watch.Known == 0) ? 0 : Slice, watches);
                if (code is not (PcscCode.Success or PcscCode.Timeout))
                {
                    return null;
                }

                if (watches[..^1].Any(watch => watch.HasCard))
                {
                    return true;
                }

                if (watches[..^1].Any(watch => watch.Now != 0 && !watch.IsThere) || context.Readers().Count != watches.Length - 1)
                {
                    return false;
                }

                watches = [.. watches.Select(watch => watch.Now == 0 ? watch : watch.Next)];
            }

            return false;
        }
        catch (CardReaderException)
        {
            return null;
        }
    }
}
