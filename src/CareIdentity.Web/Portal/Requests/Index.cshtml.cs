using CareIdentity.Kernel;
using CareIdentity.Requests;
using CareIdentity.Web.Nhs;

namespace CareIdentity.Web.Portal.Requests;

/// <summary>The work-list: to decide, yours, closed.</summary>
public sealed class IndexModel(RequestQueries requests, RaPolicy policy) : PortalPage
{
    public RequestList List { get; private set; }

    public ListState State { get; private set; } = null!;

    public RequestPage Requests { get; private set; } = new([], 0);

    public RequestCounts Counts { get; private set; } = new(0, 0, 0);

    public int ClosedDays => policy.ClosedRequestsListedDays;

    public bool MayRaise => Session.Can(RaFunction.RaiseRequest);

    public string Caption => List switch
    {
        RequestList.Open => "Requests that you may decide, longest waiting first",
        RequestList.Yours => "Requests that you raised, newest first",
        _ => "Requests that were decided, newest first",
    };

    public EmptyView Empty => List switch
    {
        RequestList.Open => new EmptyView("No request waits for you.") { How = "What sponsors of your organisations ask for appears here." },
        RequestList.Yours => new EmptyView("You have raised no request.") { How = MayRaise ? "Ask for a profile or a position for somebody who works at your organisation." : "Sponsors raise requests." },
        _ => new EmptyView($"No request was decided in the last {ClosedDays} days."),
    };

    public async Task OnGetAsync()
    {
        State = ListState.Of(Request, ["list"], ["raised"]);
        List = State.Filter("list") switch
        {
            "yours" => RequestList.Yours,
            "closed" => RequestList.Closed,
            _ => RequestList.Open,
        };
        Counts = await requests.CountAsync(Actor, Aborted);
        Requests = await requests.ListAsync(List, Actor, State.Skip, ListState.PageSize, Aborted);
    }

    /// <summary>Against the expected reply: "3 working days, late".</summary>
    public string Waited(RequestRow request)
    {
        if (request.State is not RequestState.Open)
        {
            return "–";
        }

        var days = RequestRules.WorkingDaysWaited(ClockDates.OnDay(request.RaisedAt), Today);
        return days == 0 ? "Since today" : DateWords.Count(days, "working day") + (days > policy.ReplyWorkingDays ? ", late" : "");
    }
}
