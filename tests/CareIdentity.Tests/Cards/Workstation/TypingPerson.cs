using CareIdentity.Cards.Workstation;
using CareIdentity.Cards.Workstation.Messages;

namespace CareIdentity.Tests.Cards.Workstation;

/// <summary>Somebody at a workstation: types what they were told to, one after the other, stops when there is nothing left, and remembers what they saw.</summary>
internal sealed class TypingPerson(params IEnumerable<string> typed) : IPasscodePrompt, IOperationDisplay
{
    private readonly Queue<string> toType = new(typed);
    private readonly List<TypedPasscode> given = [];

    public List<PasscodeContext> Asked { get; } = [];

    public List<PasscodeContext> Warned { get; } = [];

    public List<Operation> Operations { get; } = [];

    public List<StepBegun> Steps { get; } = [];

    public RelayOutcome? End { get; private set; }

    public bool AgreesToOperation { get; init; } = true;

    public bool TakesLastTry { get; init; } = true;

    /// <summary>Runs when a passcode is asked for, before it is typed.</summary>
    public Action? BeforeTyping { get; init; }

    /// <summary>Sits there and types nothing until the window closes.</summary>
    public bool Hesitates { get; init; }

    public bool ForgotEverything => given.All(one => !one.Digits.ContainsAnyExcept((byte)0));

    public ValueTask<bool> ConfirmLastTryAsync(PasscodeContext context, CancellationToken ct)
    {
        Warned.Add(context);
        return new(TakesLastTry);
    }

    public async ValueTask<TypedPasscode?> AskCurrentAsync(PasscodeContext context, CancellationToken ct)
    {
        await AskedAsync(context, ct);
        return Next();
    }

    /// <summary>"193746" is typed twice; "193746/193747" is mistyped.</summary>
    public async ValueTask<NewPasscode?> AskNewAsync(PasscodeContext context, CancellationToken ct)
    {
        await AskedAsync(context, ct);
        if (!toType.TryDequeue(out var both))
        {
            return null;
        }

        var halves = both.Split('/');
        return new NewPasscode(Given(halves[0]), Given(halves[^1]));
    }

    public ValueTask<bool> BeginAsync(string origin, Operation operation, CardInReader card, CancellationToken ct)
    {
        Operations.Add(operation);
        return new(AgreesToOperation);
    }

    public void ShowStep(StepBegun begun) => Steps.Add(begun);

    public void ShowEnd(RelayOutcome outcome) => End = outcome;

    private async ValueTask AskedAsync(PasscodeContext context, CancellationToken ct)
    {
        Asked.Add(context);
        BeforeTyping?.Invoke();
        if (Hesitates)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
        }
    }

    private TypedPasscode? Next() => toType.TryDequeue(out var next) ? Given(next) : null;

    private TypedPasscode Given(string digits)
    {
        var one = new TypedPasscode(digits);
        given.Add(one);
        return one;
    }
}
