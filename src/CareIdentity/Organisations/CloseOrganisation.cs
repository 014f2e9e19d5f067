using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Organisations;

public sealed record CloseOrganisationRequest
{
    public required OdsCode Organisation { get; init; }

    public required string Reason { get; init; }

    public string? Evidence { get; init; }
}

/// <summary>
/// An organisation closes: its positions close, everybody loses them, its open requests end, in this commit. People keep their profile and
/// their card. Also finishes the closure of one that the organisation file closed. Open organisations below it come first.
/// </summary>
public sealed class CloseOrganisation(
    CareIdentityDb db, Authority authority, OrganisationTree tree, IEnumerable<IEndsWithOrganisation> endings, OrganisationEndingQueries preview, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<Done>> ExecuteAsync(CloseOrganisationRequest request, Actor actor, CancellationToken ct)
    {
        if (await ClosingAuthority.CheckAsync(db, authority, actor, request.Organisation, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        // Nothing is moved below it meanwhile.
        await using var change = await tree.LockAsync(ct);
        var organisation = await db.Organisations.FirstAsync(o => o.Code == request.Organisation, ct);
        var ends = (await preview.OfAsync(organisation.Code, ct)).Where(line => line.Ends).ToList();
        if (await DecideAsync(organisation, request, ends.Count, ct) is { } refusal)
        {
            return refusal;
        }

        var reason = new Reason(request.Reason.Trim()) { Evidence = request.Evidence };
        audit.Record(actor, reason, new OrganisationClosed
        {
            Organisation = organisation.Code,
            Name = organisation.Name,
            Ended = [.. ends.Select(line => $"{line.What}: {line.Count}")],
        });
        organisation.Close(clock.GetUtcNow(), clock.Today());
        foreach (var ending in endings)
        {
            if (await ending.EndAsync(organisation.Code, actor, reason, ct) is { } cannot)
            {
                return cannot;
            }
        }

        if (await db.SaveAsync(ct) is { } refused)
        {
            return refused;
        }

        await change.CommitAsync(ct);
        return Done.Instance;
    }

    private async Task<Refusal?> DecideAsync(Organisation organisation, CloseOrganisationRequest request, int toEnd, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(request.Reason) || request.Reason.Length > 1000)
        {
            return OrganisationRefusals.ReasonMissing;
        }

        if (organisation.ClosedHereAt is not null && toEnd == 0)
        {
            return OrganisationRefusals.AlreadyClosed(organisation.Code, organisation.Name);
        }

        var below = await db.Organisations.CountAsync(o => o.RaParent == organisation.Code && o.Status != OrganisationStatus.Closed, ct);
        return below > 0 ? OrganisationRefusals.HasChildren(below) : null;
    }
}

/// <summary>Who closes and reopens: the RA Manager above; what the whole nation stands on only the Root RA Manager. Nobody where they work.</summary>
internal static class ClosingAuthority
{
    public static async Task<Refusal?> CheckAsync(CareIdentityDb db, Authority authority, Actor actor, OdsCode organisation, CancellationToken ct)
    {
        if (await authority.CheckAsync(actor, RaFunction.CloseOrganisation, organisation, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        var kind = await db.Organisations.Where(o => o.Code == organisation).Select(o => (OrganisationKind?)o.Kind).FirstOrDefaultAsync(ct);
        return kind is null ? OrganisationRefusals.NotFound(organisation.Value)
            : actor.Organisation == organisation ? OrganisationRefusals.ClosesOwn
            : kind is OrganisationKind.RegistrationAuthority or OrganisationKind.NationalLocumPharmacy
                ? await authority.CheckAsync(actor, RaFunction.SetUpRaOrganisation, organisation, ct)
                : null;
    }
}

public sealed record OrganisationClosed : CareEvent
{
    public required OdsCode Organisation { get; init; }

    public required string Name { get; init; }

    /// <summary>What ended with it, in words and numbers.</summary>
    public required IReadOnlyList<string> Ended { get; init; }

    public override string InWords => $"Closed {Name} ({Organisation}). {(Ended.Count == 0 ? "Nothing was left to end" : string.Join("; ", Ended))}.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Organisation(Organisation)];
}
