using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;

namespace CareIdentity.Access;

/// <summary>
/// Gives away the list of who holds what is not to be held together, to be worked through with those who give the positions. It holds names: that
/// somebody took it is in the audit trail before its first line is.
/// </summary>
public sealed class ExportRestricted(CareIdentityDb db, Authority authority, RestrictedReportQueries reports, AuditTrail audit)
{
    public async Task<Outcome<RestrictedReport>> ExecuteAsync(OdsCode below, Actor actor, CancellationToken ct)
    {
        if (await authority.CheckAsync(actor, RaFunction.ViewReports, below, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        var report = await reports.BelowAsync(below, ct);

        audit.Record(actor, Reason.None, new RestrictedExported { Organisation = below, Combinations = report.Rows.Count });

        return await db.SaveAsync(ct) is { } refused ? refused : report;
    }
}

public sealed record RestrictedExported : CareEvent
{
    public required OdsCode Organisation { get; init; }

    public required int Combinations { get; init; }

    public override string InWords => $"Took away the list of who holds what is not held together at {Organisation} and below it.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Organisation(Organisation)];
}
