using CareIdentity.Kernel;

namespace CareIdentity.Requests;

/// <summary>Decisions over requests.</summary>
public static class RequestRules
{
    /// <summary>Of a comment, a reason, an answer.</summary>
    public const int MostLetters = 1000;

    /// <summary>Something must be said, and it must not be a book.</summary>
    public static Refusal? CheckWords(string? words, Refusal missing) =>
        string.IsNullOrWhiteSpace(words) ? missing
        : words.Trim().Length > MostLetters ? RequestRefusals.TooLong with { Field = missing.Field } : null;

    /// <summary>As below, and the national Registration Authority alone what was sent to it.</summary>
    public static RaFunction FunctionToDecide(RequestKind kind, bool national) => national ? RaFunction.DecideEscalated : FunctionToDecide(kind);

    /// <summary>Who may do the thing may decide the request for it.</summary>
    public static RaFunction FunctionToDecide(RequestKind kind) => RequestKinds.Of(kind).DecidedBy;

    /// <summary>Working days (bank holidays left out) since it was raised; a reply is expected within two (decisions.md §3).</summary>
    public static int WorkingDaysWaited(DateOnly raised, DateOnly today)
    {
        var days = 0;
        for (var day = raised.AddDays(1); day <= today && days < 400; day = day.AddDays(1))
        {
            if (BankHolidays.IsWorkingDay(day))
            {
                days++;
            }
        }

        return days;
    }

    /// <summary>The last day from which <paramref name="days"/> working days have passed today: the other way round than <see cref="WorkingDaysWaited"/>.</summary>
    public static DateOnly DayThatWaited(int days, DateOnly today)
    {
        var day = today;
        for (var counted = 0; counted < days; day = day.AddDays(-1))
        {
            if (BankHolidays.IsWorkingDay(day))
            {
                counted++;
            }
        }

        return day;
    }

    /// <summary>What counts from this day or an earlier one waits longer than a reply may take.</summary>
    public static DateOnly LateSince(RaPolicy policy, DateOnly today) => DayThatWaited(policy.ReplyWorkingDays + 1, today);

    /// <summary>Whether a step gives the request to somebody else; what is said and shown does not.</summary>
    public static bool Moves(RequestStepKind kind) => kind is not (RequestStepKind.Comment or RequestStepKind.Attached);

    /// <summary>Who had a request and how long, from the steps that moved it, oldest first.</summary>
    public static IReadOnlyList<RequestTurn> Turns(DateTimeOffset raisedAt, string requester, IEnumerable<RequestStepView> steps, DateTimeOffset? endedAt)
    {
        var turns = new List<RequestTurn>();
        string? holder = null;
        var national = false;
        var since = raisedAt;
        foreach (var step in steps.Where(step => Moves(step.Kind)))
        {
            turns.Add(new RequestTurn(holder, since, step.At, national && holder is null));
            national = step.Kind switch { RequestStepKind.Escalated => true, RequestStepKind.GivenBack => false, _ => national };
            (holder, since) = (step.Kind is RequestStepKind.SentBack ? requester : step.GivenTo, step.At);
        }

        return [.. turns, new RequestTurn(holder, since, endedAt, national && holder is null)];
    }

    /// <summary>Whoever moves a request on or decides it has closed it, even where the lock would have lasted longer.</summary>
    public static DateTimeOffset LookedUntil(RequestLookView look, IEnumerable<RequestStepView> steps, DateTimeOffset? endedAt) =>
        steps.Where(step => Moves(step.Kind)).Select(step => step.At)
            .Append(endedAt ?? look.Until)
            .Where(at => at >= look.Since)
            .Append(look.Until)
            .Min();
}
