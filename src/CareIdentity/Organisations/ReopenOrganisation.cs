using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Organisations;

public sealed record ReopenOrganisationRequest
{
    public required OdsCode Organisation { get; init; }

    public required string Reason { get; init; }
}

/// <summary>Opens a closed organisation again, in its place of the RA tree. Positions and access do not come back by themselves.</summary>
public sealed class ReopenOrganisation(CareIdentityDb db, Authority authority, AuditTrail audit)
{
    public async Task<Outcome<Done>> ExecuteAsync(ReopenOrganisationRequest request, Actor actor, CancellationToken ct)
    {
        if (await ClosingAuthority.CheckAsync(db, authority, actor, request.Organisation, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        var organisation = await db.Organisations.FirstAsync(o => o.Code == request.Organisation, ct);
        if (organisation.Status is not OrganisationStatus.Closed)
        {
            return OrganisationRefusals.NotClosed;
        }

        if (string.IsNullOrWhiteSpace(request.Reason) || request.Reason.Length > 1000)
        {
            return OrganisationRefusals.ReasonMissing;
        }

        var parent = organisation.RaParent;
        if (await db.Organisations.AsNoTracking().FirstOrDefaultAsync(o => o.Code == parent && o.Status == OrganisationStatus.Closed, ct) is { } closed)
        {
            return OrganisationRefusals.Closed(closed.Code, closed.Name);
        }

        organisation.Reopen();
        audit.Record(actor, new Reason(request.Reason.Trim()), new OrganisationReopened { Organisation = organisation.Code, Name = organisation.Name });

        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }
}

public sealed record OrganisationReopened : CareEvent
{
    public required OdsCode Organisation { get; init; }

    public required string Name { get; init; }

    public override string InWords => $"Opened {Name} ({Organisation}) again. Its positions and access stay ended.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Organisation(Organisation)];
}
