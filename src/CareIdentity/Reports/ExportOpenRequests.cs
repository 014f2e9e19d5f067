using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;

namespace CareIdentity.Reports;

/// <summary>
/// Gives the open requests of an organisation away, one after the other: all of them to who decides there, their own to who only asks. They hold
/// names of many: that somebody took them is in the audit trail before the first line is.
/// </summary>
public sealed class ExportOpenRequests(CareIdentityDb db, Authority authority, AtOrganisationQueries queries, AuditTrail audit)
{
    public async Task<Outcome<IAsyncEnumerable<RequestHere>>> ExecuteAsync(OdsCode organisation, Actor actor, CancellationToken ct)
    {
        if ((await RequestsInSight.OfAsync(authority, organisation, actor, ct)).IsRefused(out var notAllowed, out var seen))
        {
            return notAllowed;
        }

        audit.Record(actor, Reason.None, new OpenRequestsExported { Organisation = organisation, OwnOnly = seen.OwnOnly });

        return await db.SaveAsync(ct) is { } refused
            ? refused
            : Outcome<IAsyncEnumerable<RequestHere>>.FromT(queries.AllOpenRequests(organisation, seen.RaisedBy));
    }
}

public sealed record OpenRequestsExported : CareEvent
{
    public required OdsCode Organisation { get; init; }

    /// <summary>Those that the actor raised.</summary>
    public required bool OwnOnly { get; init; }

    public override string InWords => $"Took away the list of {(OwnOnly ? "their own open requests" : "the open requests")} at {Organisation}.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Organisation(Organisation)];
}
