using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Organisations;

public sealed record SetUpRegistrationAuthorityRequest
{
    public required OdsCode Organisation { get; init; }

    /// <summary>How to reach it from today on: no Registration Authority begins without.</summary>
    public required RaEntry Entry { get; init; }

    public required string Reason { get; init; }

    /// <summary>The letter by which its board takes the work on.</summary>
    public string? Evidence { get; init; }
}

/// <summary>
/// An organisation becomes a Registration Authority, in its place of the tree: from then on it looks after everything below it. Its first RA
/// Manager is appointed after that, by the same national Root RA Manager who alone does this (decisions.md §1).
/// </summary>
public sealed class SetUpRegistrationAuthority(CareIdentityDb db, Authority authority, OrganisationTree tree, AuditTrail audit, TimeProvider clock)
{
    private const int MostReason = 1000;
    private const int MostEvidence = 200;

    public async Task<Outcome<Done>> ExecuteAsync(SetUpRegistrationAuthorityRequest request, Actor actor, CancellationToken ct)
    {
        if (await authority.CheckAsync(actor, RaFunction.SetUpRaOrganisation, request.Organisation, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        await using var change = await tree.LockAsync(ct);
        if (await tree.WhyNoRaAsync(request.Organisation, ct) is { } cannot)
        {
            return cannot;
        }

        var entry = request.Entry.Tidy();
        if (entry.Check() is { } wrong)
        {
            return wrong;
        }

        if (string.IsNullOrWhiteSpace(request.Reason) || request.Reason.Length > MostReason || request.Evidence?.Length > MostEvidence)
        {
            return OrganisationRefusals.ReasonMissing;
        }

        var organisation = await db.Organisations.FirstAsync(o => o.Code == request.Organisation, ct);
        organisation.BecomeRegistrationAuthority();
        organisation.ReachedBy(entry, clock.Today(), actor.Name);
        var evidence = string.IsNullOrWhiteSpace(request.Evidence) ? null : request.Evidence.Trim();
        audit.Record(actor, new Reason(request.Reason.Trim()) { Evidence = evidence }, new RegistrationAuthoritySetUp
        {
            Organisation = organisation.Code,
            Name = organisation.Name,
            Entry = entry,
        });

        if (await db.SaveAsync(ct) is { } refused)
        {
            return refused;
        }

        await change.CommitAsync(ct);
        return Done.Instance;
    }
}

public sealed record RegistrationAuthoritySetUp : CareEvent
{
    public required OdsCode Organisation { get; init; }

    public required string Name { get; init; }

    public required RaEntry Entry { get; init; }

    public override string InWords => $"Made {Name} ({Organisation}) a Registration Authority. It looks after everything below it.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Organisation(Organisation)];
}
