using CareIdentity.Cards.Workstation;
using CareIdentity.Cards.Workstation.Messages;

namespace CareIdentity.Web.TrainingDesk;

public enum DeskQuestionKind
{
    CurrentPasscode,
    NewPasscode,
    LastTry,
    Agree,
}

/// <summary>What the desk's own window asks. The window is a frame of another origin: no script of the page can read what is typed in it.</summary>
public sealed record DeskQuestion(
    int Id, DeskQuestionKind Kind, string Origin, string InWords, string? Holder, string Reader, string Why, int? TriesLeft, string? Wrong);

/// <summary>Asks one thing at a time and waits for the person; taking the card out or stopping ends the wait.</summary>
public sealed class PasscodeWindow(Action changed, Action<string> say) : IPasscodePrompt, IOperationDisplay
{
    private readonly Lock gate = new();
    private TaskCompletionSource<DeskAnswer?>? waiting;
    private int lastId;

    public DeskQuestion? Question { get; private set; }

    /// <summary>What was agreed to last: tells the wallet whose card a blank one has become.</summary>
    public Operation? Agreed { get; private set; }

    public async ValueTask<bool> ConfirmLastTryAsync(PasscodeContext context, CancellationToken ct)
    {
        using var answer = await AskAsync(DeskQuestionKind.LastTry, context, ct);
        return answer is not null;
    }

    public async ValueTask<TypedPasscode?> AskCurrentAsync(PasscodeContext context, CancellationToken ct)
    {
        using var answer = await AskAsync(DeskQuestionKind.CurrentPasscode, context, ct);
        return answer is null ? null : new TypedPasscode(answer.First);
    }

    public async ValueTask<NewPasscode?> AskNewAsync(PasscodeContext context, CancellationToken ct)
    {
        using var answer = await AskAsync(DeskQuestionKind.NewPasscode, context, ct);
        return answer is null ? null : new NewPasscode(new TypedPasscode(answer.First), new TypedPasscode(answer.Second));
    }

    public async ValueTask<bool> BeginAsync(string origin, Operation operation, CardInReader card, CancellationToken ct)
    {
        say($"{card.Reader}: {origin} wants to do this: {operation.InWords}.");
        var context = new PasscodeContext { Origin = origin, InWords = operation.InWords, Holder = operation.Holder, Reader = card.Reader, Why = "Allow this on the card in the reader?" };
        using var answer = await AskAsync(DeskQuestionKind.Agree, context, ct);
        Agreed = answer is null ? null : operation;
        return answer is not null;
    }

    public void ShowStep(StepBegun begun) => say($"Step {begun.N}: {begun.Text}.");

    public void ShowEnd(RelayOutcome outcome) => say(outcome.Message);

    /// <summary>False where the question is not asked any more.</summary>
    public bool Answer(int id, DeskAnswer? answer)
    {
        lock (gate)
        {
            if (Question?.Id != id || waiting is null)
            {
                answer?.Dispose();
                return false;
            }

            return waiting.TrySetResult(answer);
        }
    }

    private async Task<DeskAnswer?> AskAsync(DeskQuestionKind kind, PasscodeContext context, CancellationToken ct)
    {
        TaskCompletionSource<DeskAnswer?> wait = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            waiting = wait;
            Question = new DeskQuestion(
                ++lastId, kind, context.Origin, context.InWords, context.Holder, context.Reader, context.Why, context.TriesLeft, context.Violation?.Message);
        }

        changed();
        try
        {
            return await wait.Task.WaitAsync(ct);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        finally
        {
            lock (gate)
            {
                (Question, waiting) = (null, null);
            }

            changed();
        }
    }
}

/// <summary>What was typed; zeroed when it has been used.</summary>
public sealed class DeskAnswer(char[] first, char[] second) : IDisposable
{
    public ReadOnlySpan<char> First => first;

    public ReadOnlySpan<char> Second => second;

    public void Dispose()
    {
        Array.Clear(first);
        Array.Clear(second);
    }
}
