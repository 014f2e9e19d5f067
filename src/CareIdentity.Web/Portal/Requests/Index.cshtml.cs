using CareIdentity.Kernel;
using CareIdentity.Requests;
using CareIdentity.Web.Nhs;

namespace CareIdentity.Web.Portal.Requests;

/// <summary>The work-list: to decide (and parts of it), yours, closed.</summary>
public sealed class IndexModel(RequestQueries requests, RaPolicy policy) : PortalPage
{
    public RequestList List { get; private set; }

    /// <summary>Only requests of it; null: every kind.</summary>
    public RequestKind? Kind { get; private set; }

    public ListState State { get; private set; } = null!;

    public RequestPage Requests { get; private set; } = new([], 0);

    public RequestCounts Counts { get; private set; } = new(0, 0, 0);

    public int ClosedDays => policy.ClosedRequestsListedDays;

    /// <summary>One of the lists of what the reader may decide.</summary>
    public bool IsToDecide => List is not (RequestList.Yours or RequestList.Closed);

    public bool HasParts => IsToDecide && Counts.Open + Counts.SentBack + Counts.National > 0;

    public bool MayAcceptTogether => IsToDecide && Counts.Open > 1 && Session.Can(RaFunction.AssignPosition);

    public bool MayRaise => Session.Can(RaFunction.RaiseRequest);

    public string Caption => List switch
    {
        RequestList.Open => "Requests that you may decide, longest waiting first",
        RequestList.Mine => "Requests given to you, longest waiting first",
        RequestList.Everybodys => "Requests given to nobody, longest waiting first",
        RequestList.Late => $"Requests that wait more than {DateWords.Count(policy.ReplyWorkingDays, "working day")}, longest first",
        RequestList.National => "Requests that the national Registration Authority decides, longest waiting first",
        RequestList.SentBack => "Requests that are back with who raised them",
        RequestList.Yours => "Requests that you raised, newest first",
        _ => "Requests that were decided, newest first",
    };

    public EmptyView Empty => Kind is { } kind ? new EmptyView($"No such request here: {RequestWords.Kind(kind).ToLowerInvariant()}.") { How = "Choose every kind to see the others." } : List switch
    {
        RequestList.Open => new EmptyView("No request waits for you.") { How = "What sponsors of your organisations ask for appears here." },
        RequestList.Mine => new EmptyView("No request was given to you.") { How = "A colleague can give you one, or you take one over on its page." },
        RequestList.Everybodys => new EmptyView("Every request was given to somebody."),
        RequestList.Late => new EmptyView($"No request waits more than {DateWords.Count(policy.ReplyWorkingDays, "working day")}.") { How = "Weekends, bank holidays and the time for which a request is sent back do not count." },
        RequestList.National => new EmptyView("No request is with the national Registration Authority.") { How = "What a Registration Authority cannot decide itself, it sends there." },
        RequestList.SentBack => new EmptyView("No request is sent back.") { How = "What you send back to a sponsor appears here until they send it again." },
        RequestList.Yours => new EmptyView("You have raised no request.") { How = MayRaise ? "Ask for a profile or a position for somebody who works at your organisation." : "Sponsors raise requests." },
        _ => new EmptyView($"No request was decided in the last {ClosedDays} days."),
    };

    public async Task OnGetAsync()
    {
        State = ListState.Of(Request, ["list", "kind"], ["raised"]);
        Kind = RequestKinds.All.FirstOrDefault(row => string.Equals(row.Kind.ToString(), State.Filter("kind"), StringComparison.OrdinalIgnoreCase))?.Kind;
        List = State.Filter("list") switch
        {
            "mine" => RequestList.Mine,
            "everybody" => RequestList.Everybodys,
            "late" => RequestList.Late,
            "national" => RequestList.National,
            "sent-back" => RequestList.SentBack,
            "yours" => RequestList.Yours,
            "closed" => RequestList.Closed,
            _ => RequestList.Open,
        };
        Counts = await requests.CountAsync(Actor, Aborted);
        Requests = await requests.ListAsync(List, Kind, Actor, State.Skip, ListState.PageSize, Aborted);
    }

    public string Waited(RequestRow request) => RequestWords.Waited(request.State, request.CountsFrom, request.DecidedAt, policy, Today);
}
