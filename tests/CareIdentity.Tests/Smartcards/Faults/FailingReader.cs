using System.Security.Cryptography;
using System.Text;
using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Virtual;
using CareIdentity.Cards.Workstation;

namespace CareIdentity.Tests.Smartcards.Faults;

/// <summary>One command as the service sent it, before any passcode was typed into it, and what the service was answered.</summary>
public sealed record SeenCommand(CommandApdu Sent, StatusWord? Answer)
{
    public string InWords => $"{Sent.Cla:X2} {Sent.Ins:X2} {Sent.P1:X2} {Sent.P2:X2}";
}

/// <summary>
/// A reader whose guard lets through only what the kind of operation needs, with a card in it, somebody who types, and one thing that goes
/// wrong at one command.
/// </summary>
public sealed class FailingReader(VirtualCard card, OperationKind kind, string current, string next) : ICardChannel
{
    private static readonly StatusWord[] Lies =
    [
        StatusWord.NoPreciseDiagnosis, new(0x63C1), StatusWord.AuthenticationMethodBlocked, StatusWord.Success, StatusWord.SecurityStatusNotSatisfied,
    ];

    private readonly OperationGuard guard = new(kind, card.Serial.ToString());

    public List<SeenCommand> Seen { get; } = [];

    /// <summary>Half of the kinds of work go in long commands, so that both ways are interrupted.</summary>
    public bool TakesLongCommands => kind is OperationKind.IssueLocked or OperationKind.Repair or OperationKind.Cancel;

    public (int At, CardFailure What)? Fails { get; init; }

    public ValueTask<ResponseApdu> TransmitAsync(CommandApdu command, CancellationToken ct)
    {
        Assert.Null(guard.Refuse(command));
        return Exchange(command, command, isTyped: false);
    }

    public ValueTask<ResponseApdu> TransmitAsync(PasscodeCommand command, CancellationToken ct)
    {
        Assert.Null(guard.Refuse(command));
        var filled = command.Template.Data.ToArray();
        foreach (var place in command.Places)
        {
            filled.AsSpan(place.Offset, PasscodePlace.Length).Fill(0xFF);
            Encoding.ASCII.GetBytes(place.Kind is PasscodeKind.New ? next : current, filled.AsSpan(place.Offset));
        }

        return Exchange(command.Template, command.Template with { Data = filled }, isTyped: true);
    }

    private ValueTask<ResponseApdu> Exchange(CommandApdu sent, CommandApdu whole, bool isTyped)
    {
        // A copy: the service zeroes what was secret when the command has come back.
        sent = sent with { Data = sent.Data.ToArray() };
        var at = Seen.Count + 1;
        var answer = Fails is { } fails && fails.At == at ? Fail(fails.What, at, sent, whole, isTyped) : Send(whole);
        Seen.Add(new SeenCommand(sent, answer.Status));
        return ValueTask.FromResult(answer);
    }

    private ResponseApdu Send(CommandApdu command) => ResponseApdu.Decode(card.Transmit(command.Encode()));

    private ResponseApdu Fail(CardFailure what, int at, CommandApdu sent, CommandApdu whole, bool isTyped)
    {
        var answer = what is CardFailure.LinkDropped or CardFailure.PowerCutBefore or CardFailure.WrongStatus ? null : Send(whole);
        Seen.Add(new SeenCommand(sent, answer?.Status));
        switch (what)
        {
            case CardFailure.PowerCut or CardFailure.PowerCutBefore:
                card.Reset();
                throw new CardRemovedException();
            case CardFailure.LinkDropped or CardFailure.LinkDroppedAfter:
                throw new CardLinkLostException("The connection was dropped.");
            case CardFailure.ServiceKilled:
                throw new ServiceKilledException();
            case CardFailure.Garbage:
                Seen.RemoveAt(Seen.Count - 1);
                return new ResponseApdu(RandomNumberGenerator.GetBytes(1 + (at % 60)), StatusWord.Success);
            default:
                Seen.RemoveAt(Seen.Count - 1);

                // A card that says that it took what the holder typed, and did not, is found out when the holder types it next: not here.
                var lie = Lies[at % Lies.Length];
                return new ResponseApdu(lie.IsSuccess && isTyped ? StatusWord.NoPreciseDiagnosis : lie);
        }
    }
}
