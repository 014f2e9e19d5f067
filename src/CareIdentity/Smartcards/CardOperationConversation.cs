using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Workstation;
using CareIdentity.Cards.Workstation.Messages;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Smartcards;

/// <summary>
/// The service's side of one connection from a workstation: takes its ticket, agrees on the card, carries the operation out and says how
/// it ended. Whoever calls only brings the pipe.
/// </summary>
public sealed class CardOperationConversation(CareIdentityDb db, CardOperationRunner runner, TimeProvider clock)
{
    private static readonly RemoteCardTimeouts Timeouts = new();

    /// <summary>The outcome as recorded; the workstation was told the same in words.</summary>
    public async Task<Outcome<Kernel.Done>> RunAsync(IMessagePipe pipe, CancellationToken ct)
    {
        RemoteCardChannel channel;
        try
        {
            channel = await RemoteCardChannel.AcceptAsync(pipe, Timeouts, clock, ct);
        }
        catch (Exception e) when (e is CardProtocolException or CardLinkLostException or OperationCanceledException)
        {
            // Nothing was begun: no ticket was taken.
            return SmartcardRefusals.WorkstationGone;
        }

        if ((await runner.RedeemAsync(channel.Hello.Ticket, ct)).IsRefused(out var refusal, out var briefing))
        {
            await channel.DoneAsync(OperationOutcome.Refused, InWords(refusal), ct);
            return refusal;
        }

        var outcome = await CarryOutAsync(briefing, channel, ct);

        // Also when the caller has given up: the person at the workstation is still there.
        await channel.DoneAsync(
            outcome.Refusal is null ? OperationOutcome.Completed : OperationOutcome.Interrupted,
            outcome.Refusal is null ? Completed(briefing) : InWords(outcome.Refusal),
            CancellationToken.None);
        return outcome;
    }

    private async Task<Outcome<Kernel.Done>> CarryOutAsync(OperationBriefing briefing, RemoteCardChannel channel, CancellationToken ct)
    {
        if ((await ChooseAsync(briefing, channel.Hello.Cards, ct)).IsRefused(out var refusal, out var card))
        {
            return await runner.InterruptAsync(briefing, refusal);
        }

        await channel.AnnounceAsync(
            new Operation(
                Operation.CurrentVersion,
                KindOf(briefing.Kind),
                InWords(briefing),
                briefing.HolderName,
                card.Reader,
                card.State is CardState.Blank && briefing.Card is null ? null : card.Serial,
                CardSteps.Of(briefing.Kind).Count),
            ct);
        return await runner.RunAsync(briefing, channel, ct);
    }

    /// <summary>
    /// The card that the operation is for; for a first issue a blank one. A card that was half written and given up is blank to the
    /// register though not to the eye: it will do, by its number.
    /// </summary>
    private async Task<Outcome<CardInReader>> ChooseAsync(OperationBriefing briefing, IReadOnlyList<CardInReader> cards, CancellationToken ct)
    {
        var choice = CardChoice.Choose(cards, briefing.Card?.Value);
        if (choice is CardChoice.OtherCards others && briefing.Card is null)
        {
            var fitting = new List<CardInReader>();
            foreach (var card in others.Cards.Where(card => card.State is CardState.Ours))
            {
                if (CardSerial.TryParse(card.Serial, out var serial) && await db.Smartcards.AnyAsync(c => c.Serial == serial && c.State == SmartcardState.Blank, ct))
                {
                    fitting.Add(card);
                }
            }

            return fitting is [var only] ? only : Without(others.Cards) ?? SmartcardRefusals.NoBlankCard;
        }

        return choice switch
        {
            CardChoice.Chosen chosen => chosen.Card,
            CardChoice.Several => SmartcardRefusals.SeveralCards,
            CardChoice.OtherCards without when Without(without.Cards) is { } trouble => trouble,
            _ when briefing.Card is { } serial => SmartcardRefusals.PutCardIn(serial),
            _ => SmartcardRefusals.NoBlankCard,
        };
    }

    /// <summary>Where what is in the readers cannot be looked at: then nobody knows whether it is the right card.</summary>
    private static Refusal? Without(IReadOnlyList<CardInReader> cards) =>
        cards.Any(card => card.State is CardState.InUse) ? SmartcardRefusals.ReaderInUse
        : cards.All(card => card.State is CardState.Unknown) ? SmartcardRefusals.NoSerial
        : null;

    private static OperationKind KindOf(CardOperationKind kind) => kind switch
    {
        CardOperationKind.Issue => OperationKind.Issue,
        CardOperationKind.IssueLocked => OperationKind.IssueLocked,
        CardOperationKind.Unlock => OperationKind.Unlock,
        CardOperationKind.ChangePasscode => OperationKind.ChangePasscode,
        CardOperationKind.Renew => OperationKind.Renew,
        CardOperationKind.Repair => OperationKind.Repair,
        CardOperationKind.Clear => OperationKind.Clear,
        CardOperationKind.Cancel => OperationKind.Cancel,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static string InWords(OperationBriefing briefing) => briefing.Kind switch
    {
        CardOperationKind.Issue => $"Issue a smartcard to {briefing.HolderName}",
        CardOperationKind.IssueLocked => $"Issue a locked smartcard to {briefing.HolderName}",
        CardOperationKind.ChangePasscode => $"Change the passcode of the smartcard of {briefing.HolderName}",
        CardOperationKind.Renew => $"Renew the smartcard of {briefing.HolderName}",
        CardOperationKind.Repair => $"Repair the smartcard of {briefing.HolderName}",
        CardOperationKind.Clear => $"Clear the smartcard of {briefing.HolderName} for reuse",
        CardOperationKind.Cancel => $"Empty the cancelled smartcard of {briefing.HolderName}",
        _ => $"Unlock the smartcard of {briefing.HolderName}",
    };

    private static string Completed(OperationBriefing briefing) => briefing.Kind switch
    {
        CardOperationKind.Issue => $"The smartcard of {briefing.HolderName} is ready.",
        CardOperationKind.IssueLocked => $"The smartcard of {briefing.HolderName} is written and locked.",
        CardOperationKind.ChangePasscode => $"The smartcard of {briefing.HolderName} has its new passcode.",
        CardOperationKind.Renew => $"The smartcard of {briefing.HolderName} is renewed.",
        CardOperationKind.Repair => $"The smartcard of {briefing.HolderName} is repaired.",
        CardOperationKind.Clear => "The card is cleared. Nothing of its holder is left on it.",
        CardOperationKind.Cancel => "The cancelled card is emptied and locked.",
        _ => $"The smartcard of {briefing.HolderName} is unlocked.",
    };

    private static string InWords(Refusal refusal) => refusal.Next is null ? refusal.Message : $"{refusal.Message} {refusal.Next}";
}
