using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using CareIdentity.Cards.Virtual;
using CareIdentity.Tool.CommandLine;

namespace CareIdentity.Tool.Cards;

/// <summary>A virtual card in a reader of vpcd until it is stopped or, without a file, forgotten.</summary>
internal sealed class VirtualCardRun
{
    private const string Usual = "09";

    public required int Port { get; init; }

    public required string? File { get; init; }

    public required string? Series { get; init; }

    public required bool IsTraced { get; init; }

    public async Task<int> RunAsync(CancellationToken ct)
    {
        var file = File is null ? null : new VirtualCardFile(File);
        using var card = Take(file);
        var link = new VpcdLink(card, new IPEndPoint(IPAddress.Loopback, Port), TimeProvider.System)
        {
            File = file,
            Inserted = () => Say(Console.Out, $"Card {card.Serial} is in the reader at port {Port}. Ctrl-C takes it out."),
            NobodyWaits = () => Say(Console.Error, $"No reader waits for a card at port {Port} yet: is pcscd running, with the driver of the package vsmartcard-vpcd?"),
            Write = IsTraced ? line => Console.Out.WriteLine(line) : null,
        };
        try
        {
            await link.RunAsync(ct);
        }
        catch (OperationCanceledException)
        {
            Say(Console.Out, $"Card {card.Serial} is out of the reader.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ToolFailure($"the card cannot be kept: {e.Message}");
        }

        return 0;
    }

    private VirtualCard Take(VirtualCardFile? file)
    {
        try
        {
            if (file is not { Exists: true })
            {
                var blank = new VirtualCard(NewSerial(Series ?? Usual));
                file?.Keep(blank);
                return blank;
            }

            var card = file.Load();
            return Series is null || card.Model.Series == Series
                ? card
                : throw new ToolFailure($"{File} holds a card of series {card.Model.Series}; leave --series out, or name another file.");
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new ToolFailure(e.Message);
        }
    }

    private static string NewSerial(string series) =>
        series + RandomNumberGenerator.GetInt32(100_000_000).ToString("D8", CultureInfo.InvariantCulture);

    private static void Say(TextWriter to, FormattableString sentence) => to.WriteLine(sentence.ToString(CultureInfo.InvariantCulture));
}
