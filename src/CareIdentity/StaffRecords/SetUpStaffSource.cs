using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.StaffRecords;

public sealed record SetUpStaffSourceRequest
{
    public required string Name { get; init; }

    public required IReadOnlyList<OdsCode> Sites { get; init; }

    /// <summary>Names of details that HR looks after from then on.</summary>
    public required IReadOnlyList<string> Owned { get; init; }

    public required string Reason { get; init; }
}

/// <summary>Lets a staff record tell of the people of its sites. What it may ask for is decided by mappings, one by one.</summary>
public sealed class SetUpStaffSource(CareIdentityDb db, Authority authority, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<Guid>> ExecuteAsync(SetUpStaffSourceRequest request, Actor actor, CancellationToken ct)
    {
        var sites = request.Sites.Distinct().ToList();
        if (await authority.CheckAsync(actor, RaFunction.ManageStaffRecords, ct) is { } refused)
        {
            return refused;
        }

        if (Decide(request, sites) is { } wrong)
        {
            return wrong;
        }

        foreach (var site in sites)
        {
            if (await authority.CheckAsync(actor, RaFunction.ManageStaffRecords, site, ct) is { } notAllowed)
            {
                return notAllowed;
            }
        }

        var known = await db.Organisations.AsNoTracking().Where(o => sites.Contains(o.Code)).Select(o => o.Code).ToListAsync(ct);
        if (sites.Find(site => !known.Contains(site)) is { } unknown)
        {
            return OrganisationRefusals.NotFound(unknown.Value) with { Field = "Sites" };
        }

        var source = new StaffSource
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            Name = request.Name.Trim(),
            Organisation = actor.Organisation!,
            OwnedFields = string.Join(',', StaffFields.MayBeOwned.Where(request.Owned.Contains)),
            SetUpAt = clock.GetUtcNow(),
            SetUpBy = actor.ProfileId,
        };
        source.Sites.AddRange(sites.Select(site => new StaffSourceSite { Organisation = site, SourceId = source.Id }));
        db.StaffSources.Add(source);
        audit.Record(actor, new Reason(request.Reason.Trim()), new StaffSourceSetUp { SourceId = source.Id, Name = source.Name, Sites = sites, Owned = source.Owned, Organisation = source.Organisation });

        return await db.SaveAsync(ct) is { } failed ? failed : source.Id;
    }

    private static Refusal? Decide(SetUpStaffSourceRequest request, List<OdsCode> sites) =>
        request.Name.Trim().Length is < 3 or > 80 ? StaffRecordRefusals.NameMissing
        : sites.Count is 0 or > StaffFields.MostSites ? StaffRecordRefusals.SitesMissing
        : request.Owned.Any(field => !StaffFields.MayBeOwned.Contains(field)) ? StaffRecordRefusals.FieldsUnknown
        : string.IsNullOrWhiteSpace(request.Reason) || request.Reason.Length > 1000 ? StaffRecordRefusals.NoteMissing with { Field = "Reason" }
        : null;
}

public sealed record StaffSourceSetUp : CareEvent
{
    public required Guid SourceId { get; init; }

    public required string Name { get; init; }

    public required IReadOnlyList<OdsCode> Sites { get; init; }

    public required IReadOnlyList<string> Owned { get; init; }

    public required OdsCode Organisation { get; init; }

    public override string InWords => $"Set up the staff record {Name} for {Sites.Count} {(Sites.Count == 1 ? "site" : "sites")}.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Organisation(Organisation), .. Sites.Select(AuditSubject.Organisation)];
}
