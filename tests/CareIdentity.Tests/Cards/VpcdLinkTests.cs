using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using CareIdentity.Cards.Virtual;
using static CareIdentity.Tests.Cards.CardsUnderTest;

namespace CareIdentity.Tests.Cards;

/// <summary>The card's side of the connection to vpcd; here the test is the reader. The real one is in <c>Programs</c>.</summary>
public sealed class VpcdLinkTests : IDisposable
{
    private const string Select = "00A4040005A000000308";
    private const string AskTries = "00200080";
    private const string Passcode = "0020008008313233343536FFFF";

    private readonly VirtualCard card = new(Serial);
    private readonly TcpListener port = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);

    public VpcdLinkTests() => port.Start();

    public void Dispose()
    {
        stop.Cancel();
        stop.Dispose();
        port.Dispose();
        card.Dispose();
    }

    [Fact]
    public async Task The_card_answers_the_reader_and_forgets_who_was_there_when_power_goes()
    {
        var link = Start();
        using var reader = await AcceptAsync();

        await SendAsync(reader, [1]);
        await SendAsync(reader, [4]);
        Assert.Equal(card.Model.Atr.ToArray(), await ReceiveAsync(reader));
        Assert.EndsWith("9000", await AskAsync(reader, Select), StringComparison.Ordinal);
        Assert.Equal("9000", await AskAsync(reader, Passcode));
        Assert.Equal("9000", await AskAsync(reader, AskTries));
        foreach (var contact in (byte[])[2, 0, 1])
        {
            await SendAsync(reader, [contact]);
            Assert.EndsWith("9000", await AskAsync(reader, Select), StringComparison.Ordinal);
            Assert.Equal("63C3", await AskAsync(reader, AskTries));
            Assert.Equal("9000", await AskAsync(reader, Passcode));
        }

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => link);
    }

    [Fact]
    public async Task What_no_reader_sends_ends_nothing()
    {
        _ = Start();
        using var reader = await AcceptAsync();

        await SendAsync(reader, []);
        Assert.Equal("6700", Convert.ToHexString(await ReceiveAsync(reader)));
        await SendAsync(reader, [9]);
        Assert.Equal("6700", await AskAsync(reader, "00A4"));
        Assert.EndsWith("9000", await AskAsync(reader, Select), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_card_goes_back_into_a_reader_that_went_away_and_came_back()
    {
        _ = Start();
        using (var reader = await AcceptAsync())
        {
            await AskAsync(reader, Select);
        }

        using var again = await AcceptAsync();
        Assert.Equal("6D00", await AskAsync(again, AskTries));
    }

    [Fact]
    public async Task A_card_that_is_pulled_out_leaves_and_does_not_come_back()
    {
        card.Arm(new CardFault.RemovedAfter(1));
        var link = Start();
        using var reader = await AcceptAsync();

        await SendAsync(reader, Convert.FromHexString(Select));

        await Assert.ThrowsAnyAsync<EndOfStreamException>(() => ReceiveAsync(reader));
        await link;
    }

    [Fact]
    public async Task A_card_that_loses_its_power_for_a_moment_is_in_the_reader_again()
    {
        card.Arm(new CardFault.PowerCutBefore(1));
        var told = 0;
        _ = Start(inserted: () => told++);
        using var reader = await AcceptAsync();

        await SendAsync(reader, Convert.FromHexString(Select));
        await Assert.ThrowsAnyAsync<EndOfStreamException>(() => ReceiveAsync(reader));

        using var again = await AcceptAsync();
        Assert.EndsWith("9000", await AskAsync(again, Select), StringComparison.Ordinal);
        Assert.Equal(2, told);
    }

    [Fact]
    public async Task A_try_is_on_the_disk_before_the_reader_learns_that_it_was_wrong()
    {
        var folder = Directory.CreateTempSubdirectory("cis-card-");
        var file = new VirtualCardFile(Path.Combine(folder.FullName, "card"));
        _ = Start(file: file);
        using var reader = await AcceptAsync();
        await AskAsync(reader, Select);

        Assert.Equal("63C2", await AskAsync(reader, "0020008008303030303030FFFF"));

        using var kept = new VirtualCardFile(Path.Combine(folder.FullName, "card")).Load();
        Assert.Equal(2, kept.Save().Pin.TriesLeft);
        await stop.CancelAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Its_trace_has_no_secret_in_it()
    {
        var lines = new List<string>();
        _ = Start(write: lines.Add);
        using var reader = await AcceptAsync();
        await AskAsync(reader, Select);
        await AskAsync(reader, Passcode);

        Assert.Contains("> 00 20 00 80 Lc=8 Le=-", lines);
        Assert.Contains(lines, line => line.StartsWith("< 0 bytes 9000 (", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("313233", StringComparison.Ordinal));
    }

    private Task Start(VirtualCardFile? file = null, Action? inserted = null, Action<string>? write = null) =>
        new VpcdLink(card, (IPEndPoint)port.LocalEndpoint, TimeProvider.System) { File = file, Inserted = inserted, Write = write }.RunAsync(stop.Token);

    private async Task<NetworkStream> AcceptAsync() => new(await port.AcceptSocketAsync(Ct), ownsSocket: true);

    private static async Task<string> AskAsync(NetworkStream reader, string command)
    {
        await SendAsync(reader, Convert.FromHexString(command));
        return Convert.ToHexString(await ReceiveAsync(reader));
    }

    // As vpcd does it: the length, then the rest.
    private static async Task SendAsync(NetworkStream reader, byte[] body)
    {
        var length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)body.Length);
        await reader.WriteAsync(length, Ct);
        await reader.WriteAsync(body, Ct);
    }

    private static async Task<byte[]> ReceiveAsync(NetworkStream reader)
    {
        var length = new byte[2];
        await reader.ReadExactlyAsync(length, Ct);
        var body = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
        await reader.ReadExactlyAsync(body, Ct);
        return body;
    }
}
