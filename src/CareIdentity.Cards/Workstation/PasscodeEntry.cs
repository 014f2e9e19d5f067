using System.Security.Cryptography;
using CareIdentity.Cards.Iso7816;

namespace CareIdentity.Cards.Workstation;

/// <summary>
/// Asks for passcodes, checks them here, puts them into the one command that carries them, and zeroes every buffer they were in. The passcode
/// of a card is asked for once: a wrong one is the card's answer, never a reason to try again by itself.
/// </summary>
internal sealed class PasscodeEntry(ICardSession session, IPasscodePrompt prompt)
{
    /// <summary>How often something that no card was shown may be typed anew.</summary>
    private const int MaxAttempts = 5;

    private const int HeaderLength = 5; // CLA INS P1 P2 Lc: a passcode command is always short and asks for nothing back

    private static readonly CommandApdu AskTries = new(0x00, 0x20, 0x00, 0x80); // VERIFY without data, SP 800-73-4 Part 2 §3.2.1

    private static readonly PasscodeEntryOutcome.NotGiven Declined = new(StopCode.PasscodeNotGiven, "No passcode was entered.");

    public async ValueTask<PasscodeEntryOutcome> SendAsync(PasscodeCommand command, PasscodeContext context, CancellationToken ct)
    {
        var needsCurrent = command.Places.Any(place => place.Kind == PasscodeKind.Current);
        if (needsCurrent)
        {
            context = context with { TriesLeft = await TriesLeftAsync(ct).ConfigureAwait(false) };
            if (await MayTryAsync(context, ct).ConfigureAwait(false) is { } stop)
            {
                return stop;
            }
        }

        if (session is IPinPad pad && command.Places is [{ Offset: 0, Kind: PasscodeKind.Current }])
        {
            return await TypeOnPadAsync(pad, command.Template, context, ct).ConfigureAwait(false);
        }

        using var current = needsCurrent ? await AskCurrentAsync(context, ct).ConfigureAwait(false) : null;
        if (needsCurrent && current is null)
        {
            return Declined;
        }

        using var chosen = command.Places.Any(place => place.Kind == PasscodeKind.New)
            ? await AskNewAsync(command.Template, current, context, ct).ConfigureAwait(false)
            : null;
        return command.Places.Any(place => (place.Kind == PasscodeKind.Current ? current : chosen?.First) is null)
            ? Declined
            : await FillAndSendAsync(command, current, chosen?.First, ct).ConfigureAwait(false);
    }

    private async ValueTask<int?> TriesLeftAsync(CancellationToken ct) =>
        ResponseApdu.Decode((await session.TransmitAsync(AskTries.Encode(), ct).ConfigureAwait(false)).Span).Status.TriesRemaining;

    private async ValueTask<PasscodeEntryOutcome.NotGiven?> MayTryAsync(PasscodeContext context, CancellationToken ct) => context switch
    {
        { TriesLeft: 0 } => new(StopCode.CardLocked, "The card is locked. It has to be unlocked before its passcode can be used."),
        { IsLastTry: true } when !await prompt.ConfirmLastTryAsync(context, ct).ConfigureAwait(false) =>
            new(StopCode.LastTryNotTaken, "One try was left before the card locks. It was not used."),
        _ => null,
    };

    private async ValueTask<PasscodeEntryOutcome> TypeOnPadAsync(IPinPad pad, CommandApdu template, PasscodeContext context, CancellationToken ct)
    {
        using var typed = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var pointing = prompt.PointToPinPadAsync(context, typed.Token).AsTask();
        try
        {
            return await pad.VerifyAsync(template, ct).ConfigureAwait(false) is { } status ? new PasscodeEntryOutcome.Answered(status) : Declined;
        }
        finally
        {
            await typed.CancelAsync().ConfigureAwait(false);
            await pointing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async ValueTask<TypedPasscode?> AskCurrentAsync(PasscodeContext context, CancellationToken ct)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var typed = await prompt.AskCurrentAsync(context, ct).ConfigureAwait(false);
            if (typed is null || PasscodeRules.CheckCurrent(typed) is not { } violation)
            {
                return typed;
            }

            typed.Dispose();
            context = context with { Violation = violation };
        }

        return null;
    }

    private async ValueTask<NewPasscode?> AskNewAsync(CommandApdu template, TypedPasscode? current, PasscodeContext context, CancellationToken ct)
    {
        context = context with { TriesLeft = null, Violation = null };
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var typed = await prompt.AskNewAsync(context, ct).ConfigureAwait(false);
            if (typed is null || PasscodeRules.CheckNew(typed, current is null ? OldIn(template) : current.Digits) is not { } violation)
            {
                return typed;
            }

            typed.Dispose();
            context = context with { Violation = violation };
        }

        return null;
    }

    /// <summary>The first half of CHANGE REFERENCE DATA is the old passcode, of RESET RETRY COUNTER the PUK.</summary>
    private static ReadOnlySpan<byte> OldIn(CommandApdu template) =>
        template.Ins == 0x24 ? template.Data.Span[..PasscodePlace.Length].TrimEnd((byte)0xFF) : [];

    private async ValueTask<PasscodeEntryOutcome> FillAndSendAsync(
        PasscodeCommand command, TypedPasscode? current, TypedPasscode? chosen, CancellationToken ct)
    {
        var template = (command.Template with { Le = null }).Encode();
        var bytes = GC.AllocateUninitializedArray<byte>(template.Length, pinned: true);
        try
        {
            template.CopyTo(bytes, 0);
            foreach (var place in command.Places)
            {
                (place.Kind == PasscodeKind.Current ? current : chosen)!.CopyPaddedTo(bytes.AsSpan(HeaderLength + place.Offset));
            }

            var answer = await session.TransmitAsync(bytes, ct).ConfigureAwait(false);
            return new PasscodeEntryOutcome.Answered(ResponseApdu.Decode(answer.Span).Status);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
            CryptographicOperations.ZeroMemory(template);
        }
    }
}
