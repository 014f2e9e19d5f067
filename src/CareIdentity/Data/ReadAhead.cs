using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace CareIdentity.Data;

/// <summary>Reading by itself while what was read is written: the database and whoever writes wait for each other no more than they must.</summary>
internal static class ReadAhead
{
    /// <summary>
    /// Gives the items in their order, at most <paramref name="most"/> of them read before they are taken. The context behind the source belongs to the
    /// reading until the last item is taken or the taking stops; what the source throws comes after the items before it.
    /// </summary>
    public static async IAsyncEnumerable<T> AheadAsync<T>(this IAsyncEnumerable<T> source, int most, [EnumeratorCancellation] CancellationToken ct)
    {
        var read = Channel.CreateBounded<T>(new BoundedChannelOptions(most) { SingleReader = true, SingleWriter = true });
        using var taken = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var reading = Task.Run(() => ReadAsync(source, read.Writer, taken.Token), CancellationToken.None);
        try
        {
            await foreach (var item in read.Reader.ReadAllAsync(ct))
            {
                yield return item;
            }
        }
        finally
        {
            await taken.CancelAsync();
            await reading;
        }
    }

    private static async Task ReadAsync<T>(IAsyncEnumerable<T> source, ChannelWriter<T> read, CancellationToken ct)
    {
        try
        {
            await foreach (var item in source.WithCancellation(ct))
            {
                await read.WriteAsync(item, ct);
            }

            read.Complete();
        }
#pragma warning disable CA1031 // Thrown again where the items are taken.
        catch (Exception e)
#pragma warning restore CA1031
        {
            read.Complete(e);
        }
    }
}
