using CareIdentity.Access;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Requests;

/// <summary>Reads over requests: shown to who raised them and to who may decide them, to nobody else.</summary>
public sealed class RequestQueries(CareIdentityDb db, PositionAuthority authority, OnePerson person, RequestReach reach, RequestSearch search, TimeProvider clock)
{
    /// <summary>Of a list as many are counted, paged through and exported: who has more before them narrows it.</summary>
    public const int MostListed = 10_000;

    /// <summary>A page of what the actor may see, and how many there are, counted as far as <see cref="MostListed"/>.</summary>
    public async Task<RequestPage> ListAsync(RequestList list, RequestFilter filter, Actor actor, int skip, int take, CancellationToken ct)
    {
        var requests = await FilteredAsync(list, filter, actor, ct);
        var total = await Unsorted(requests, list).Take(MostListed).CountAsync(ct);
        var rows = skip >= total ? [] : await Rows(Ordered(requests, list, filter).Skip(skip).Take(Math.Min(take, MostListed - skip))).ToListAsync(ct);
        return new RequestPage(rows, total);
    }

    /// <summary>All of them in the same order, one after the other, at most <see cref="MostListed"/>.</summary>
    public async Task<IAsyncEnumerable<RequestRow>> AllAsync(RequestList list, RequestFilter filter, Actor actor, CancellationToken ct) =>
        Rows(Ordered(await FilteredAsync(list, filter, actor, ct), list, filter).Take(MostListed)).AsAsyncEnumerable();

    /// <summary>Others that wait for a decision or an answer about the same person, among those that the actor may decide.</summary>
    public async Task<IReadOnlyList<OtherRequest>> OthersAboutAsync(Guid profile, Guid except, Actor actor, int take, CancellationToken ct)
    {
        var ids = (await person.IdsAsync(profile, ct)).Select(id => (Guid?)id).ToList();
        return await (await reach.DecidableAsync(actor, ct))
            .Where(r => ids.Contains(r.SubjectId) && r.Id != except && (r.State == RequestState.Open || r.State == RequestState.Returned))
            .OrderBy(r => r.RaisedAt).ThenBy(r => r.Id)
            .Take(take)
            .Select(r => new OtherRequest(r.Reference, r.Kind, r.State, db.Positions.Where(p => p.Id == r.PositionId).Select(p => p.Name).FirstOrDefault(), r.Organisation))
            .ToListAsync(ct);
    }

    /// <summary>What waits for the actor, without what the lists say beside it.</summary>
    public async Task<WaitingRequests> CountWaitingAsync(Actor actor, CancellationToken ct)
    {
        var late = reach.LateSince();
        var open = await (await reach.WithinAsync(RequestList.Open, ClosedWithin.Days, actor, ct))
            .GroupBy(r => r.State)
            .Select(g => new { All = g.Count(), Mine = g.Count(r => r.AssignedTo == actor.ProfileId), Late = g.Count(r => r.CountsFrom <= late) })
            .SingleOrDefaultAsync(ct);
        var yours = await reach.WithinAsync(RequestList.Yours, ClosedWithin.Days, actor, ct);
        return new WaitingRequests(open?.All ?? 0, open?.Late ?? 0, open?.Mine ?? 0, await yours.CountAsync(r => r.State == RequestState.Returned, ct));
    }

    /// <summary>How long every list is.</summary>
    public async Task<RequestCounts> CountAsync(Actor actor, CancellationToken ct)
    {
        var late = reach.LateSince();
        var all = await reach.DecidesAllAsync(actor, ct);
        var undecided = await (await reach.DecidableAsync(actor, ct))
            .Where(r => (r.State == RequestState.Open || r.State == RequestState.Returned) && r.RaisedBy != actor.ProfileId)
            .GroupBy(r => r.State)
            .Select(g => new
            {
                State = g.Key,
                All = g.Count(r => all || r.EscalatedAt == null),
                Mine = g.Count(r => r.AssignedTo == actor.ProfileId && (all || r.EscalatedAt == null)),
                Everybodys = g.Count(r => r.AssignedTo == null && (all || r.EscalatedAt == null)),
                Late = g.Count(r => r.CountsFrom <= late && (all || r.EscalatedAt == null)),
                National = g.Count(r => r.EscalatedAt != null),
                Every = g.Count(),
            })
            .ToListAsync(ct);
        var open = undecided.Find(g => g.State is RequestState.Open);
        var yours = await reach.WithinAsync(RequestList.Yours, ClosedWithin.Days, actor, ct);
        return new RequestCounts(open?.All ?? 0, await yours.CountAsync(ct), await (await reach.WithinAsync(RequestList.Closed, ClosedWithin.Days, actor, ct)).CountAsync(ct))
        {
            Mine = open?.Mine ?? 0,
            Everybodys = open?.Everybodys ?? 0,
            Late = open?.Late ?? 0,
            SentBack = undecided.Find(g => g.State is RequestState.Returned)?.Every ?? 0,
            National = open?.National ?? 0,
            ToComplete = await yours.CountAsync(r => r.State == RequestState.Returned, ct),
        };
    }

    /// <summary>Null where there is none or it is not the actor's to see: the two look alike from outside.</summary>
    public async Task<RequestView?> FindAsync(RequestReference reference, Actor actor, CancellationToken ct)
    {
        var found = await db.AccessRequests.AsNoTracking()
            .Where(r => r.Reference == reference)
            .Select(r => new
            {
                Request = r,
                OrganisationName = db.Organisations.Where(o => o.Code == r.Organisation).Select(o => o.Name).First(),
                SubjectUuid = db.Profiles.Where(p => p.Id == r.SubjectId).Select(p => p.Uuid).FirstOrDefault(),
                RaisedBy = db.Profiles.Where(p => p.Id == r.RaisedBy).Select(p => p.GivenName + " " + p.FamilyName).First(),
                DecidedBy = db.Profiles.Where(p => p.Id == r.DecidedBy).Select(p => p.GivenName + " " + p.FamilyName).FirstOrDefault(),
                AssignedTo = db.Profiles.Where(p => p.Id == r.AssignedTo).Select(p => p.GivenName + " " + p.FamilyName).FirstOrDefault(),
                PositionName = db.Positions.Where(p => p.Id == r.PositionId).Select(p => p.Name).FirstOrDefault(),
                WaitsFor = db.AccessRequests.Where(w => w.Id == r.WaitsFor).Select(w => w.Reference).FirstOrDefault(),
            })
            .FirstOrDefaultAsync(ct);
        if (found is null)
        {
            return null;
        }

        var r = found.Request;
        if (!(await person.IdsAsync(actor.ProfileId, ct)).Contains(r.RaisedBy) && await authority.CheckAsync(actor, RequestRules.FunctionToDecide(r.Kind), r.Organisation, ct) is not null)
        {
            return null;
        }

        return new RequestView(
            r.Id, r.Reference, r.Kind, r.State, r.Organisation, found.OrganisationName, r.SubjectId, found.SubjectUuid, r.SubjectName,
            r.RaisedBy, found.RaisedBy, r.RaisedAs, r.RaisedAt, r.Note, await PersonAsync(r, ct),
            r.PositionId, found.PositionName, r.StartsOn, r.ExpiresOn, found.WaitsFor, r.WaitsFor is not null && r.SubjectId is null,
            found.DecidedBy, r.DecidedAt, r.DecisionReason, r.CountsFrom, r.Round, r.AssignedTo, found.AssignedTo, r.EscalatedAt)
        {
            Source = r.Source,
            Changes = r is { Kind: RequestKind.ChangeDetails, Details: { } changes } ? RequestJson.ReadChanges(changes) : [],
            AssignmentId = r.AssignmentId,
            Need = r.Kind is RequestKind.ReplaceCard && Enum.TryParse<CardNeed>(r.Details, out var need) ? need : null,
        };
    }

    /// <summary>Who shall be registered; or, where details shall change, the person as they would be.</summary>
    private async Task<PersonalDetails?> PersonAsync(AccessRequest asked, CancellationToken ct) => asked switch
    {
        { Kind: RequestKind.CreateProfile, Details: { } person } => RequestJson.Read(person),
        { Kind: RequestKind.ChangeDetails, Details: { } changes } =>
            DetailsChange.Apply((await db.Profiles.AsNoTracking().FirstAsync(p => p.Id == asked.SubjectId, ct)).Described, RequestJson.ReadChanges(changes)),
        _ => null,
    };

    /// <summary>Ids of the requests about a person, for the history of their profile; whether the reader may is decided there.</summary>
    public async Task<IReadOnlyList<Guid>> AboutAsync(Guid profile, CancellationToken ct)
    {
        var ids = (await person.IdsAsync(profile, ct)).Select(id => (Guid?)id).ToList();
        return await db.AccessRequests.AsNoTracking().Where(r => ids.Contains(r.SubjectId)).Select(r => r.Id).ToListAsync(ct);
    }

    private async Task<IQueryable<AccessRequest>> FilteredAsync(RequestList list, RequestFilter filter, Actor actor, CancellationToken ct)
    {
        var requests = await reach.WithinAsync(list, filter.Closed, actor, ct);
        if (filter.Kind is { } kind)
        {
            requests = requests.Where(r => r.Kind == kind);
        }

        return string.IsNullOrWhiteSpace(filter.Text)
            ? requests
            : await search.MatchingAsync(requests, filter.Text.Trim(), undecided: list is not RequestList.Closed, ct);
    }

    /// <summary>
    /// To be counted: of undecided requests, of which a list has one state, in the order of that state, which is none; so the engine counts along whichever index is
    /// the shortest. Others along the index of their list: no order of the reader's makes the count sort.
    /// </summary>
    private IQueryable<AccessRequest> Unsorted(IQueryable<AccessRequest> requests, RequestList list) =>
        list is RequestList.Yours or RequestList.Closed ? Ordered(requests, list, RequestFilter.None) : requests.OrderBy(r => r.State);

    /// <summary>Each with an end that makes the order whole, so that no page shows again what was on another.</summary>
    private IQueryable<AccessRequest> Ordered(IQueryable<AccessRequest> requests, RequestList list, RequestFilter filter)
    {
        var down = filter.Descending ?? list is RequestList.Yours or RequestList.Closed;
        return (list, list is RequestList.Closed && filter.Closed is ClosedWithin.Ever ? RequestOrder.Age : filter.Order, down) switch
        {
            // Kinds as their names are read: "Change details" before "Change the end of a position".
            (_, RequestOrder.Kind, false) => requests.OrderBy(r => r.Kind == RequestKind.ChangeAssignment ? RequestKind.ChangeDetails : r.Kind).ThenByDescending(r => r.Kind).ThenBy(r => r.RaisedAt).ThenBy(r => r.Id),
            (_, RequestOrder.Kind, true) => requests.OrderByDescending(r => r.Kind == RequestKind.ChangeAssignment ? RequestKind.ChangeDetails : r.Kind).ThenBy(r => r.Kind).ThenBy(r => r.RaisedAt).ThenBy(r => r.Id),
            (_, RequestOrder.Organisation, false) => requests.OrderBy(r => db.Organisations.Where(o => o.Code == r.Organisation).Select(o => o.SortName).First()).ThenBy(r => r.RaisedAt).ThenBy(r => r.Id),
            (_, RequestOrder.Organisation, true) => requests.OrderByDescending(r => db.Organisations.Where(o => o.Code == r.Organisation).Select(o => o.SortName).First()).ThenBy(r => r.RaisedAt).ThenBy(r => r.Id),
            (RequestList.Yours, _, true) => requests.OrderByDescending(r => r.State == RequestState.Returned).ThenByDescending(r => r.RaisedAt).ThenByDescending(r => r.Id),
            (RequestList.Yours, _, false) => requests.OrderBy(r => r.RaisedAt).ThenBy(r => r.Id),
            (RequestList.Closed, _, true) => requests.OrderByDescending(r => r.DecidedAt).ThenByDescending(r => r.Id),
            (RequestList.Closed, _, false) => requests.OrderBy(r => r.DecidedAt).ThenBy(r => r.Id),
            (_, _, true) => requests.OrderByDescending(r => r.CountsFrom).ThenByDescending(r => r.RaisedAt).ThenByDescending(r => r.Id),
            _ => requests.OrderBy(r => r.CountsFrom).ThenBy(r => r.RaisedAt).ThenBy(r => r.Id),
        };
    }

    private IQueryable<RequestRow> Rows(IQueryable<AccessRequest> requests)
    {
        var now = clock.GetUtcNow();
        return requests.Select(r => new RequestRow(
            r.Id,
            r.Reference,
            r.Kind,
            r.State,
            r.SubjectName,
            r.Organisation,
            db.Organisations.Where(o => o.Code == r.Organisation).Select(o => o.Name).First(),
            db.Profiles.Where(p => p.Id == r.RaisedBy).Select(p => p.GivenName + " " + p.FamilyName).First(),
            r.RaisedAt,
            r.WaitsFor != null && r.SubjectId == null,
            r.LockedUntil > now ? db.Profiles.Where(p => p.Id == r.LockedBy).Select(p => p.GivenName + " " + p.FamilyName).FirstOrDefault() : null,
            r.CountsFrom,
            r.DecidedAt,
            db.Profiles.Where(p => p.Id == r.AssignedTo).Select(p => p.GivenName + " " + p.FamilyName).FirstOrDefault(),
            r.EscalatedAt != null)
        {
            Source = r.Source,
            SubjectUuid = db.Profiles.Where(p => p.Id == r.SubjectId).Select(p => p.Uuid).FirstOrDefault(),
        });
    }
}
