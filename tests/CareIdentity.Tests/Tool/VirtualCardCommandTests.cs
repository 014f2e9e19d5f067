using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using CareIdentity.Testing;
using Xunit;

namespace CareIdentity.Tests.Tool;

/// <summary><c>./cis virtual-card</c> as it is typed: a program of its own, stopped by its own process id.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class VirtualCardCommandTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cis-virtual-card-");
    private readonly TcpListener reader = new(IPAddress.Loopback, 0);

    public VirtualCardCommandTests() => reader.Start();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string CardFile => Path.Combine(folder.FullName, "my.card");

    private int Port => ((IPEndPoint)reader.LocalEndpoint).Port;

    public void Dispose()
    {
        reader.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task It_says_one_line_when_the_card_is_in_and_one_when_Ctrl_C_takes_it_out()
    {
        await using var command = Start("--port", $"{Port}", "--series", "10");
        using var connection = await AcceptAsync();
        var first = await command.LineAsync();

        await command.SignalAsync("INT");
        var ended = await command.EndAsync();

        Assert.Matches($"^Card 10[0-9]{{8}} is in the reader at port {Port}\\. ", first);
        Assert.Matches("^Card 10[0-9]{8} is out of the reader\\.\n$", ended.Output);
        Assert.Equal((0, ""), (ended.Code, ended.Error));
    }

    [Fact]
    public async Task A_card_in_a_file_is_the_same_card_the_next_time()
    {
        var lines = new List<string?>();
        for (var time = 0; time < 2; time++)
        {
            await using var command = Start("--port", $"{Port}", "--file", CardFile);
            using var connection = await AcceptAsync();
            lines.Add(await command.LineAsync());
            await command.SignalAsync("INT");
            await command.EndAsync();
        }

        Assert.StartsWith("Card 09", lines[0], StringComparison.Ordinal);
        Assert.Equal(lines[0], lines[1]);
    }

    [Fact]
    public async Task A_card_of_another_series_and_a_file_that_is_no_card_are_refused()
    {
        await using (var command = Start("--port", $"{Port}", "--file", CardFile, "--series", "08"))
        {
            using var connection = await AcceptAsync();
            await command.LineAsync();
            await command.SignalAsync("INT");
            await command.EndAsync();
        }

        var other = await RefusedAsync(1, "--file", CardFile, "--series", "09");
        await File.WriteAllTextAsync(CardFile, "not a card", Ct);
        var none = await RefusedAsync(1, "--file", CardFile);

        Assert.Contains("holds a card of series 08", other, StringComparison.Ordinal);
        Assert.Contains("holds no virtual card", none, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_line_is_wrong_use()
    {
        Assert.Contains("--series wants one of", await RefusedAsync(2, "--series", "42"), StringComparison.Ordinal);
        Assert.Contains("--port wants a number", await RefusedAsync(2, "--port", "reader"), StringComparison.Ordinal);
    }

    private static StartedProgram Start(params string[] words) => StartedProgram.Start("dotnet", [Path.Combine(AppContext.BaseDirectory, "cis.dll"), "virtual-card", .. words]);

    private async Task<Socket> AcceptAsync() => await reader.AcceptSocketAsync(Ct).AsTask().WaitAsync(StartedProgram.Patience, Ct);

    private static async Task<string> RefusedAsync(int code, params string[] words)
    {
        await using var command = Start(words);
        var ended = await command.EndAsync();
        Assert.Equal(code, ended.Code);
        return ended.Error;
    }
}
