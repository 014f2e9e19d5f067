using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Access;

public sealed record ChangeRestrictionRequest
{
    public required string Code { get; init; }

    /// <summary>As it was shown; null for a new one.</summary>
    public Restriction? Before { get; init; }

    /// <summary>As it shall be; null to take it away.</summary>
    public Restriction? After { get; init; }

    public required string Reason { get; init; }
}

/// <summary>
/// Adds, changes or takes away one restricted combination. It holds for what is given from now on; what is held already stays, and is shown
/// in the report. The separation of duties is not policy and is not here.
/// </summary>
public sealed class ChangeRestriction(CareIdentityDb db, Authority authority, RbacReferenceSource reference, AuditTrail audit)
{
    private const int MostReason = 1000;

    public async Task<Outcome<Done>> ExecuteAsync(ChangeRestrictionRequest request, Actor actor, CancellationToken ct)
    {
        if (await authority.CheckAsync(actor, RaFunction.AdministerReferenceData, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        if (string.IsNullOrWhiteSpace(request.Reason) || request.Reason.Trim().Length > MostReason)
        {
            return RestrictionRefusals.ReasonMissing;
        }

        var row = await db.RestrictedCombinations.FirstOrDefaultAsync(r => r.Code == request.Code, ct);
        if (Check(request, row?.AsRestriction(), await reference.GetAsync(ct)) is { } refusal)
        {
            return refusal;
        }

        audit.Record(actor, new Reason(request.Reason.Trim()), Apply(request, row));

        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }

    private static Refusal? Check(ChangeRestrictionRequest request, Restriction? now, RbacReference rbac) =>
        request.Before is null && now is not null ? RestrictionRefusals.CodeTaken
        : request.Before is null && request.After is null ? RestrictionRefusals.NotFound
        : request.Before is not null && now is null ? RestrictionRefusals.NotFound
        : request.Before != now ? SaveRefusals.ChangedBySomeoneElse
        : request.After is null ? null
        : request.After == now ? RestrictionRefusals.Unchanged
        : RestrictionRefusals.Wrong(request.After, rbac);

    private RestrictionsChanged Apply(ChangeRestrictionRequest request, RestrictedCombination? row)
    {
        if (request.After is not { } after)
        {
            db.RestrictedCombinations.Remove(row!);
            return new RestrictionsChanged { Added = [], Changed = [], Removed = [request.Code] };
        }

        if (row is null)
        {
            db.RestrictedCombinations.Add(RestrictedCombination.Of(after));
            return new RestrictionsChanged { Added = [after.Line], Changed = [], Removed = [] };
        }

        row.Become(after);
        return new RestrictionsChanged { Added = [], Changed = [after.Line], Removed = [] };
    }
}
