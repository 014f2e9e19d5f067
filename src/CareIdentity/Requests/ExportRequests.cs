using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;

namespace CareIdentity.Requests;

public sealed record ExportRequestsRequest
{
    public required RequestList List { get; init; }

    public required RequestFilter Filter { get; init; }
}

/// <summary>
/// Gives a list of requests away as it is filtered, one after the other. It holds names and numbers of many: that somebody took it is in the audit
/// trail before its first line is. Of what they may see and no more, so that nothing else is asked of who does it.
/// </summary>
public sealed class ExportRequests(CareIdentityDb db, RequestQueries requests, AuditTrail audit)
{
    public async Task<Outcome<IAsyncEnumerable<RequestRow>>> ExecuteAsync(ExportRequestsRequest request, Actor actor, CancellationToken ct)
    {
        var rows = await requests.AllAsync(request.List, request.Filter, actor, ct);

        // Never what was searched for: that may be a name.
        audit.Record(actor, Reason.None, new RequestsExported { List = request.List, Organisation = actor.Organisation });

        return await db.SaveAsync(ct) is { } refused ? refused : Outcome<IAsyncEnumerable<RequestRow>>.FromT(rows);
    }
}

public sealed record RequestsExported : CareEvent
{
    public required RequestList List { get; init; }

    /// <summary>Of the role in which it was done.</summary>
    public required OdsCode? Organisation { get; init; }

    public override string InWords => $"Took away a list of requests: {List switch
    {
        RequestList.Yours => "their own",
        RequestList.Closed => "closed ones",
        RequestList.SentBack => "those sent back",
        _ => "those to decide",
    }}.";

    public override IEnumerable<AuditSubject> Subjects => Organisation is { } here ? [AuditSubject.Organisation(here)] : [];
}
