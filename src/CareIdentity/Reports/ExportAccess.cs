using System.Runtime.CompilerServices;
using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Reports;

/// <summary>One line: who works where today, in which position, with which job role, since and until when.</summary>
public sealed record AccessLine(
    OdsCode Organisation,
    string OrganisationName,
    UserUuid Uuid,
    string FullName,
    ProfessionalNumber? ProfessionalNumber,
    string Position,
    RCode JobRole,
    string JobRoleName,
    DateOnly StartsOn,
    DateOnly? ExpiresOn);

/// <summary>
/// Everybody who has access today at an organisation and below it, with their roles: for all of them a million lines and more. Gives them away one
/// after the other, some organisations at a time along the index, so that the first line is there at once and memory is the same for any number.
/// That somebody took the list away is in the audit trail before its first line is.
/// </summary>
public sealed class ExportAccess(CareIdentityDb db, Authority authority, RbacReferenceSource reference, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Whole organisations, of any size: a trust among them gives some ten thousand lines at once, which are sorted and streamed.</summary>
    private const int OrganisationsAtOnce = 200;

    /// <summary>Whoever waits sees the first lines sooner.</summary>
    private const int OrganisationsAtFirst = 10;

    public async Task<Outcome<IAsyncEnumerable<AccessLine>>> ExecuteAsync(OdsCode top, Actor actor, CancellationToken ct)
    {
        if (await authority.CheckAsync(actor, RaFunction.ViewReports, top, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        audit.Record(actor, Reason.None, new AccessExported { Organisation = top });
        return await db.SaveAsync(ct) is { } refused ? refused : Outcome<IAsyncEnumerable<AccessLine>>.FromT(LinesAsync(top, await reference.GetAsync(ct), ct));
    }

    private async IAsyncEnumerable<AccessLine> LinesAsync(OdsCode top, RbacReference rbac, [EnumeratorCancellation] CancellationToken ct)
    {
        for (var codes = await NextAsync(top, "", OrganisationsAtFirst, ct); codes.Count > 0; codes = await NextAsync(top, codes[^1].Value, OrganisationsAtOnce, ct))
        {
            await foreach (var row in Rows(codes).WithCancellation(ct))
            {
                yield return new AccessLine(
                    row.Organisation, row.OrganisationName, row.Uuid, $"{row.GivenName} {row.FamilyName}".Trim(), row.ProfessionalNumber, row.Position, row.JobRole,
                    rbac.JobRoleName(row.JobRole), row.StartsOn, row.ExpiresOn);
            }
        }
    }

    /// <summary>In SQL: a comparison of the converted value would become one of a cast, which no index serves.</summary>
    private Task<List<OdsCode>> NextAsync(OdsCode top, string after, int most, CancellationToken ct) =>
        db.OrganisationAncestors
            .FromSql($"select * from organisation_ancestors where ancestor = {top.Value} and organisation > {after}")
            .AsNoTracking()
            .OrderBy(a => a.Organisation)
            .Select(a => a.Organisation)
            .Take(most)
            .ToListAsync(ct);

    /// <summary>By organisation, then by name.</summary>
    private IAsyncEnumerable<Row> Rows(List<OdsCode> codes)
    {
        var today = clock.Today();
        return db.AccessProfiles.AsNoTracking()
            .Where(x => codes.Contains(x.Organisation))
            .Join(db.Positions.Where(p => p.State == PositionState.Open), x => x.PositionId, p => p.Id, (x, p) => new { Access = x, Position = p })
            .Join(
                db.PositionAssignments.Where(a => a.RemovedAt == null && a.StartsOn <= today && (a.ExpiresOn == null || a.ExpiresOn >= today)),
                x => x.Position.Id,
                a => a.PositionId,
                (x, a) => new { x.Access, x.Position, Assignment = a })
            .Join(db.Profiles.Where(p => p.State == ProfileState.Verified), x => x.Assignment.ProfileId, p => p.Id, (x, p) => new { x.Access, x.Position, x.Assignment, Person = p })
            .Join(db.Organisations, x => x.Access.Organisation, o => o.Code, (x, o) => new { x.Access, x.Position, x.Assignment, x.Person, Organisation = o })
            .OrderBy(x => x.Access.Organisation).ThenBy(x => x.Person.SortName).ThenBy(x => x.Assignment.Id).ThenBy(x => x.Access.Id)
            .Select(x => new Row(
                x.Access.Organisation, x.Organisation.Name, x.Person.Uuid, x.Person.GivenName, x.Person.FamilyName, x.Person.ProfessionalNumber, x.Position.Name, x.Access.JobRole,
                x.Assignment.StartsOn, x.Assignment.ExpiresOn))
            .AsAsyncEnumerable();
    }

    private sealed record Row(
        OdsCode Organisation,
        string OrganisationName,
        UserUuid Uuid,
        string GivenName,
        string FamilyName,
        ProfessionalNumber? ProfessionalNumber,
        string Position,
        RCode JobRole,
        DateOnly StartsOn,
        DateOnly? ExpiresOn);
}

public sealed record AccessExported : CareEvent
{
    public required OdsCode Organisation { get; init; }

    public override string InWords => $"Took away the list of everybody with access at {Organisation} and below it, with their roles.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Organisation(Organisation)];
}
