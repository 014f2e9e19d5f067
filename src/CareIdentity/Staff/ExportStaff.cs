using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;

namespace CareIdentity.Staff;

/// <summary>
/// Gives the list of RA staff away as it is filtered, with how each of them stands, one after the other. It holds the names of many: that somebody
/// took it is in the audit trail before its first line is.
/// </summary>
public sealed class ExportStaff(CareIdentityDb db, Authority authority, StaffQueries staff, AuditTrail audit)
{
    public async Task<Outcome<IAsyncEnumerable<StaffView>>> ExecuteAsync(StaffFilter filter, Actor actor, CancellationToken ct)
    {
        if (await authority.CheckAsync(actor, RaFunction.ViewReports, filter.Organisation, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        // Never what was searched for: that may be a name.
        audit.Record(actor, Reason.None, new StaffExported { Organisation = filter.Organisation, Reach = filter.Reach });
        return await db.SaveAsync(ct) is { } refused ? refused : Outcome<IAsyncEnumerable<StaffView>>.FromT(staff.AllAsync(filter, ct));
    }
}

public sealed record StaffExported : CareEvent
{
    public required OdsCode Organisation { get; init; }

    public required StaffReach Reach { get; init; }

    public override string InWords => $"Took away the list of RA staff at {Organisation}{Reach switch { StaffReach.Ours => " and where no other Registration Authority is nearer", StaffReach.Below => " and below it", _ => "" }}.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Organisation(Organisation)];
}
