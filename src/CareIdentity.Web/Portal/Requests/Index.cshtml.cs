using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Requests;
using CareIdentity.Web.Nhs;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Requests;

/// <summary>The work-list: to decide (and parts of it), yours, closed.</summary>
public sealed class IndexModel(RequestQueries requests, OwnChangeQueries ownChanges, RaPolicy policy) : PortalPage
{
    private const int MostLetters = 100;

    private static readonly IReadOnlyDictionary<RequestList, string> Names = new Dictionary<RequestList, string>
    {
        [RequestList.Mine] = "mine",
        [RequestList.Everybodys] = "everybody",
        [RequestList.Late] = "late",
        [RequestList.National] = "national",
        [RequestList.SentBack] = "sent-back",
        [RequestList.Yours] = "yours",
        [RequestList.Closed] = "closed",
    };

    public RequestList List { get; private set; }

    /// <summary>Only requests of it; null: every kind.</summary>
    public RequestKind? Kind { get; private set; }

    /// <summary>How far back closed requests are listed.</summary>
    public ClosedWithin Within { get; private set; }

    /// <summary>A name, a UUID, a reference or an ODS code.</summary>
    public string? Text => State.Filter("q") is { } typed ? typed.Length > MostLetters ? typed[..MostLetters] : typed : null;

    /// <summary>Something narrows the list.</summary>
    public bool IsFiltered => Kind is not null || Text is not null || Within is not ClosedWithin.Days;

    /// <summary>All closed requests of all time are only ever read from one end.</summary>
    public bool IsSortable => List is not RequestList.Closed || Within is not ClosedWithin.Ever;

    /// <summary>Who has waited longest was counted from the earliest day: shown as days of waiting, that is descending.</summary>
    public string WaitingDirection => State.Direction("age") switch { "ascending" => "descending", "descending" => "ascending", var none => none };

    public string ClearHref => Names.TryGetValue(List, out var name) ? $"{State.Path}?list={name}" : State.Path;

    public string ExportHref => (State with { Page = 1 }).Href() + "&handler=Export";

    /// <summary>The count stops here, and so do the pages and the file.</summary>
    public bool IsTooMuch => Requests.Total >= RequestQueries.MostListed;

    public ListState State { get; private set; } = null!;

    public RequestPage Requests { get; private set; } = new([], 0);

    public RequestCounts Counts { get; private set; } = new(0, 0, 0);

    /// <summary>What the reader changed of their own contact details, which was never asked of anybody; beside their requests, where it is among what is filtered.</summary>
    public IReadOnlyList<OwnChange> OwnChanges { get; private set; } = [];

    public int ClosedDays => policy.ClosedRequestsListedDays;

    /// <summary>One of the lists of what the reader may decide.</summary>
    public bool IsToDecide => List is not (RequestList.Yours or RequestList.Closed);

    public bool HasParts => IsToDecide && Counts.Open + Counts.SentBack + Counts.National > 0;

    public bool MayAcceptTogether => IsToDecide && Counts.Open > 1 && Session.Can(RaFunction.AssignPosition);

    public bool MayRaise => Session.Can(RaFunction.RaiseRequest);

    public string Caption => List switch
    {
        RequestList.Open => "Requests that you may decide",
        RequestList.Mine => "Requests given to you",
        RequestList.Everybodys => "Requests given to nobody",
        RequestList.Late => $"Requests that wait more than {DateWords.Count(policy.ReplyWorkingDays, "working day")}",
        RequestList.National => "Requests that the national Registration Authority decides",
        RequestList.SentBack => "Requests that are back with who raised them",
        RequestList.Yours => "Requests that you raised",
        _ => $"Requests that were decided{(Within is ClosedWithin.Year ? " in the last 12 months" : "")}",
    } + ", " + (State.Sort, State.Descending, IsToDecide) switch
    {
        ("kind", var down, _) => "by what is asked" + (down ? ", from Z" : ""),
        ("place", var down, _) => "by organisation" + (down ? ", from Z" : ""),
        (_, false, true) => "longest waiting first",
        (_, true, _) => "newest first",
        _ => "oldest first",
    };

    public EmptyView Empty => Text is { } text ? new EmptyView($"No request in this list matches “{text}”.")
    {
        How = List is RequestList.Closed ? "Try part of the name, or look further back." : "Try part of the name, or look among the closed requests.",
        First = new LinkView("Clear the search", ClearHref),
    }
    : Kind is { } kind ? new EmptyView($"No such request here: {RequestWords.Kind(kind).ToLowerInvariant()}.") { How = "Choose every kind to see the others." } : List switch
    {
        RequestList.Open => new EmptyView("No request waits for you.") { How = "What sponsors of your organisations ask for appears here." },
        RequestList.Mine => new EmptyView("No request was given to you.") { How = "A colleague can give you one, or you take one over on its page." },
        RequestList.Everybodys => new EmptyView("Every request was given to somebody."),
        RequestList.Late => new EmptyView($"No request waits more than {DateWords.Count(policy.ReplyWorkingDays, "working day")}.") { How = "Weekends, bank holidays and the time for which a request is sent back do not count." },
        RequestList.National => new EmptyView("No request is with the national Registration Authority.") { How = "What a Registration Authority cannot decide itself, it sends there." },
        RequestList.SentBack => new EmptyView("No request is sent back.") { How = "What you send back to a sponsor appears here until they send it again." },
        RequestList.Yours => new EmptyView("You have raised no request.") { How = MayRaise ? "Ask for a profile or a position for somebody who works at your organisation." : "Sponsors raise requests." },
        _ => Within switch
        {
            ClosedWithin.Ever => new EmptyView("No request was ever decided here."),
            ClosedWithin.Year => new EmptyView("No request was decided in the last 12 months."),
            _ => new EmptyView($"No request was decided in the last {ClosedDays} days.") { How = "Choose a longer time to see older ones." },
        },
    };

    public async Task OnGetAsync()
    {
        var filter = Read();
        Counts = await requests.CountAsync(Actor, Aborted);
        Requests = await requests.ListAsync(List, filter, Actor, State.Skip, ListState.PageSize, Aborted);
        OwnChanges = State.Skip == 0 ? await OwnChangesAsync() : [];
    }

    /// <summary>Exactly what is filtered, in the same order.</summary>
    public async Task<IActionResult> OnGetExportAsync([FromServices] ExportRequests export)
    {
        var filter = Read();
        if ((await export.ExecuteAsync(new ExportRequestsRequest { List = List, Filter = filter }, Actor, Aborted)).IsRefused(out var refusal, out var rows))
        {
            return await RefusePageAsync(refusal);
        }

        await using var writer = CsvRows.Begin(Response, $"requests-{Names.GetValueOrDefault(List, "to-decide")}-{Today:yyyy-MM-dd}.csv");
        await writer.WriteAsync(["Reference", "What is asked", "For", "UUID", "ODS code", "Organisation", "Asked by", "Asked on", "Source", "State", "Waiting", "Decided on"]);
        await foreach (var row in rows.WithCancellation(Aborted))
        {
            await writer.WriteAsync(
                [
                    row.Reference.Value, RequestWords.Kind(row.Kind), row.SubjectName, row.SubjectUuid?.Value ?? "", row.Organisation.Value, row.OrganisationName, row.RaisedBy,
                    $"{ClockDates.OnDay(row.RaisedAt):yyyy-MM-dd}", RequestWords.Source(row.Source), RequestWords.State(row).Word, Waited(row), Decided(row) is { } day ? $"{day:yyyy-MM-dd}" : "",
                ]);
        }

        foreach (var change in await OwnChangesAsync())
        {
            var day = $"{ClockDates.OnDay(change.At):yyyy-MM-dd}";
            await writer.WriteAsync(["", RequestWords.Kind(RequestKind.ChangeDetails), Actor.Name, "", "", "", Actor.Name, day, "", RequestWords.Completed.Word, "", day]);
        }

        return new EmptyResult();
    }

    /// <summary>Sent back is not decided.</summary>
    public static DateOnly? Decided(RequestRow request) =>
        request.State is not (RequestState.Open or RequestState.Returned) && request.DecidedAt is { } at ? ClockDates.OnDay(at) : null;

    public string Waited(RequestRow request) => RequestWords.Waited(request.State, request.CountsFrom, request.DecidedAt, policy, Today);

    private async Task<IReadOnlyList<OwnChange>> OwnChangesAsync() =>
        List is RequestList.Yours && Text is null && Kind is null or RequestKind.ChangeDetails ? await ownChanges.OfAsync(Actor, Aborted) : [];

    /// <summary>The address holds the whole state: the same list, and the file that is made from it.</summary>
    private RequestFilter Read()
    {
        State = ListState.Of(Request, ["list", "kind", "q", "within"], ["age", "kind", "place"]);
        Kind = RequestKinds.All.FirstOrDefault(row => string.Equals(row.Kind.ToString(), State.Filter("kind"), StringComparison.OrdinalIgnoreCase))?.Kind;
        List = Names.FirstOrDefault(name => name.Value == State.Filter("list")).Key;
        Within = List is not RequestList.Closed ? ClosedWithin.Days : State.Filter("within") switch { "year" => ClosedWithin.Year, "ever" => ClosedWithin.Ever, _ => ClosedWithin.Days };
        if (string.IsNullOrEmpty(Request.Query["sort"]) || (!IsSortable && State.Sort != "age"))
        {
            State = State with { Sort = "age", Descending = !IsToDecide };
        }

        return new RequestFilter
        {
            Kind = Kind,
            Text = Text,
            Closed = Within,
            Order = State.Sort switch { "kind" => RequestOrder.Kind, "place" => RequestOrder.Organisation, _ => RequestOrder.Age },
            Descending = State.Descending,
        };
    }
}
