using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Organisations;

public sealed record ResolveWrongEntryRequest
{
    public required Guid ReportId { get; init; }

    /// <summary>What was done about it.</summary>
    public required string Answer { get; init; }
}

/// <summary>The Registration Authority has looked at a report about its entry and says what it did.</summary>
public sealed class ResolveWrongEntry(CareIdentityDb db, Authority authority, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<Done>> ExecuteAsync(ResolveWrongEntryRequest request, Actor actor, CancellationToken ct)
    {
        var report = await db.WrongEntryReports.FirstOrDefaultAsync(r => r.Id == request.ReportId, ct);
        if (report is null)
        {
            return DirectoryRefusals.ReportNotFound;
        }

        if (await authority.CheckAsync(actor, RaFunction.MaintainRaEntry, report.Organisation, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        var answer = request.Answer.Trim();
        if (answer.Length is 0 or > 1000)
        {
            return DirectoryRefusals.AnswerMissing;
        }

        if (report.Resolve(clock.GetUtcNow(), actor.Name, answer) is { } refusal)
        {
            return refusal;
        }

        audit.Record(actor, new Reason(answer), new WrongEntryResolved { Organisation = report.Organisation, ReportId = report.Id });

        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }
}

public sealed record WrongEntryResolved : CareEvent
{
    public required OdsCode Organisation { get; init; }

    public required Guid ReportId { get; init; }

    public override string InWords => $"Resolved a report about the entry of {Organisation} in the RA directory.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Organisation(Organisation)];
}
