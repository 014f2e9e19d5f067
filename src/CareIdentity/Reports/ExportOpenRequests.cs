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
        var notDeciding = await authority.CheckAsync(actor, RaFunction.DecideRequest, organisation, ct);
        if (notDeciding is not null && await authority.CheckAsync(actor, RaFunction.RaiseRequest, organisation, ct) is not null)
        {
            return notDeciding;
        }

        var ownOnly = notDeciding is not null;

        audit.Record(actor, Reason.None, new OpenRequestsExported { Organisation = organisation, OwnOnly = ownOnly });

        return await db.SaveAsync(ct) is { } refused
            ? refused
            : Outcome<IAsyncEnumerable<RequestHere>>.FromT(queries.AllOpenRequests(organisation, ownOnly ? actor.ProfileId : null));
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
