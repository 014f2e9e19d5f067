using System.Runtime.CompilerServices;
using CareIdentity.Data;
using Xunit;

namespace CareIdentity.Tests.Data;

/// <summary>Reading by itself changes nothing of what is read: order, end, faults, and who stops it.</summary>
public sealed class ReadAheadTests
{
    private int read;
    private bool ended;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public async Task Everything_comes_in_its_order(int most) => Assert.Equal(Enumerable.Range(1, 1_000), await Source(1_000).AheadAsync(most, Ct).ToListAsync(Ct));

    [Fact]
    public async Task Nothing_comes_of_nothing() => Assert.Empty(await Source(0).AheadAsync(3, Ct).ToListAsync(Ct));

    [Fact]
    public async Task What_goes_wrong_is_told_after_what_went_right_before_it()
    {
        var taken = new List<int>();

        var wrong = await Assert.ThrowsAsync<InvalidDataException>(async () =>
        {
            await foreach (var item in Source(100, wrongAt: 5).AheadAsync(3, Ct))
            {
                taken.Add(item);
            }
        });

        Assert.Equal("Item 5", wrong.Message);
        Assert.Equal([1, 2, 3, 4], taken);
        Assert.True(ended);
    }

    [Fact]
    public async Task Whoever_stops_taking_stops_the_reading_which_was_never_far_ahead()
    {
        await foreach (var item in Source(int.MaxValue).AheadAsync(3, Ct))
        {
            if (item == 10)
            {
                break;
            }
        }

        Assert.True(ended);
        Assert.InRange(read, 10, 10 + 3 + 1);
    }

    private async IAsyncEnumerable<int> Source(int items, int? wrongAt = null, [EnumeratorCancellation] CancellationToken ct = default)
    {
        try
        {
            for (var item = 1; item <= items; item++)
            {
                await Task.Yield();
                ct.ThrowIfCancellationRequested();
                read = item;
                yield return item != wrongAt ? item : throw new InvalidDataException($"Item {item}");
            }
        }
        finally
        {
            ended = true;
        }
    }
}
