using System.Text;
using CareIdentity.Cards.Virtual;

namespace CareIdentity.Tests.Smartcards.Faults;

/// <summary>What may never be seen between service and card, in any run, finished or not.</summary>
internal static class CommandTrace
{
    private const byte ChangeReference = 0x24;
    private const byte ResetRetryCounter = 0x2C;
    private const byte SetManagementKey = 0xFF;

    /// <summary>As a card is given them, padded: the digits alone turn up by chance in eight random ones.</summary>
    private static readonly byte[][] Passcodes = [[.. Encoding.ASCII.GetBytes("482916"), 0xFF, 0xFF], [.. Encoding.ASCII.GetBytes("736251"), 0xFF, 0xFF]];

    public static IEnumerable<string> Broken(IReadOnlyList<FailingReader> readers, VirtualCardSnapshot held)
    {
        var seen = readers.SelectMany(reader => reader.Seen).ToList();
        foreach (var command in seen)
        {
            if (Passcodes.Any(passcode => command.Sent.Data.Span.IndexOf(passcode) >= 0))
            {
                yield return $"the service sent the holder's passcode in {command.InWords}";
            }

            // It is given to the card once, by the one command that sets it; it is proved ever after without being sent.
            if (command.Sent.Ins != SetManagementKey && command.Sent.Data.Span.IndexOf(held.ManagementKey) >= 0)
            {
                yield return $"the management key was in {command.InWords}";
            }

            if (command is { Sent: { Ins: ResetRetryCounter }, Answer.IsSuccess: true } && command.Sent.Data.Span[..8].SequenceEqual(held.Puk.Block))
            {
                yield return "the unblocking key that opened the card is still its key";
            }
        }

        var opened = seen.FindLastIndex(command => command is { Sent.Ins: ResetRetryCounter, Answer.IsSuccess: true });
        if (opened >= 0 && !seen.Skip(opened).Any(command => command is { Sent: { Ins: ChangeReference, P2: 0x81 }, Answer.IsSuccess: true }))
        {
            yield return "the unblocking key was used and not replaced in the same operation";
        }
    }
}
