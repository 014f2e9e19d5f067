using System.Runtime.CompilerServices;
using CareIdentity.Access;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.Search;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Staff;

/// <summary>Which of the RA staff are listed.</summary>
public sealed record StaffFilter
{
    public required OdsCode Organisation { get; init; }

    /// <summary>How far from there.</summary>
    public StaffReach Reach { get; init; }

    /// <summary>Only those for whom something is missing, suspended, or runs out soon.</summary>
    public bool Attention { get; init; }

    /// <summary>Of the name, or a whole UUID; null for all.</summary>
    public string? Text { get; init; }
}

/// <summary>Reads over RA staff: whether the reader may see them is for the page to ask first.</summary>
public sealed class StaffQueries(CareIdentityDb db, RbacReferenceSource reference, RaPolicy policy, TimeProvider clock)
{
    /// <summary>So many are looked up at once where all are given away.</summary>
    private const int AtOnce = 200;

    /// <summary>By name.</summary>
    public async Task<StaffPage> AtAsync(StaffFilter filter, int skip, int take, CancellationToken ct)
    {
        var found = await FoundAsync(filter, ct);
        return new StaffPage(await InOrderAsync(await found.Skip(skip).Take(take).ToListAsync(ct), ct), await found.CountAsync(ct));
    }

    /// <summary>All of them in the same order, one after the other.</summary>
    internal async IAsyncEnumerable<StaffView> AllAsync(StaffFilter filter, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var some in (await (await FoundAsync(filter, ct)).ToListAsync(ct)).Chunk(AtOnce))
        {
            foreach (var view in await InOrderAsync(some, ct))
            {
                yield return view;
            }
        }
    }

    /// <summary>How many want the attention of the organisation: what is below another Registration Authority is for that one to see to.</summary>
    public async Task<int> CountWantingAsync(OdsCode organisation, CancellationToken ct) => await Wanting(await HeldAsync(organisation, StaffReach.Ours, ct)).CountAsync(ct);

    /// <summary>Null where the assignment makes nobody RA staff, or is over.</summary>
    public async Task<StaffView?> FindAsync(Guid assignmentId, CancellationToken ct) =>
        (await ViewsAsync(NotOver().Where(a => a.Id == assignmentId), ct)).FirstOrDefault(view => view.Roles.Count > 0);

    /// <summary>Everything by which one person is RA staff.</summary>
    public async Task<IReadOnlyList<StaffView>> OfPersonAsync(Guid profileId, CancellationToken ct) =>
        [.. (await ViewsAsync(NotOver().Where(a => a.ProfileId == profileId), ct)).Where(view => view.Roles.Count > 0).OrderBy(view => view.PositionName, StringComparer.Ordinal)];

    /// <summary>Every training of a person that is on record, for roles that they hold or not, longest first.</summary>
    public async Task<IReadOnlyList<RoleTraining>> TrainingsAsync(Guid profileId, CancellationToken ct) => await db.RaTrainings.AsNoTracking()
        .Where(t => t.ProfileId == profileId)
        .OrderByDescending(t => t.ExpiresOn)
        .Select(t => new RoleTraining(t.Role, t.CompletedOn, t.ExpiresOn, t.Evidence))
        .ToListAsync(ct);

    /// <summary>Open positions of an organisation that make their holders RA staff.</summary>
    public async Task<IReadOnlyList<PositionName>> PositionsAsync(OdsCode organisation, CancellationToken ct) =>
        await (await PositionsAsync(ct)).Where(p => p.Organisation == organisation).OrderBy(p => p.Name).Select(p => new PositionName(p.Id, p.Name)).Take(200).ToListAsync(ct);

    /// <summary>Ids of the assignments, by the names of who holds them.</summary>
    private async Task<IQueryable<Guid>> FoundAsync(StaffFilter filter, CancellationToken ct)
    {
        var held = await HeldAsync(filter.Organisation, filter.Reach, ct);
        var people = (filter.Attention ? Wanting(held) : held).Join(db.Profiles, a => a.ProfileId, p => p.Id, (a, p) => new { Assignment = a, Person = p });
        if (UserUuid.TryParse(filter.Text, out var uuid))
        {
            people = people.Where(x => x.Person.Uuid == uuid);
        }
        else if (NameText.Joined(filter.Text ?? "") is { Length: > 0 } words)
        {
            people = people.Where(x => x.Person.SortName.Contains(words));
        }

        return people.OrderBy(x => x.Person.SortName).ThenBy(x => x.Assignment.Id).Select(x => x.Assignment.Id);
    }

    private async Task<IReadOnlyList<StaffView>> InOrderAsync(IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        IReadOnlyList<StaffView> found = ids.Count == 0 ? [] : await ViewsAsync(db.PositionAssignments.Where(a => ids.Contains(a.Id)), ct);
        var views = found.ToDictionary(v => v.AssignmentId);
        return [.. ids.Where(views.ContainsKey).Select(id => views[id])];
    }

    private IQueryable<PositionAssignment> NotOver()
    {
        var today = clock.Today();
        return db.PositionAssignments.AsNoTracking().Where(a => a.RemovedAt == null && (a.ExpiresOn == null || a.ExpiresOn >= today));
    }

    private async Task<IQueryable<Position>> PositionsAsync(CancellationToken ct)
    {
        var codes = StaffCodes.Appointed(await reference.GetAsync(ct));
        return db.Positions.AsNoTracking()
            .Where(p => p.State == PositionState.Open && p.AccessProfiles.Any(x => codes.Jobs.Contains(x.JobRole) || x.AddedActivities.Any(a => codes.Activities.Contains(a.Activity))));
    }

    private async Task<IQueryable<PositionAssignment>> HeldAsync(OdsCode organisation, StaffReach reach, CancellationToken ct)
    {
        var (positions, ours) = (await PositionsAsync(ct), Ours(organisation));
        var there = reach switch
        {
            StaffReach.Here => positions.Where(p => p.Organisation == organisation).Select(p => p.Id),
            StaffReach.Ours => positions.Where(p => ours.Contains(p.Organisation)).Select(p => p.Id),
            _ => db.OrganisationAncestors.Where(a => a.Ancestor == organisation).Join(positions, a => a.Organisation, p => p.Organisation, (a, p) => p.Id),
        };
        return NotOver().Where(a => there.Contains(a.PositionId));
    }

    /// <summary>Itself, what is directly below, and everything below that which is no Registration Authority: found from above, few of many.</summary>
    private IQueryable<OdsCode> Ours(OdsCode organisation)
    {
        var below = db.Organisations.Where(o => o.RaParent == organisation);
        var under = db.OrganisationAncestors.Join(below.Where(o => o.Kind != OrganisationKind.RegistrationAuthority), a => a.Ancestor, o => o.Code, (a, o) => a.Organisation);
        return db.Organisations.Where(o => o.Code == organisation).Select(o => o.Code).Concat(below.Select(o => o.Code)).Concat(under);
    }

    private IQueryable<PositionAssignment> Wanting(IQueryable<PositionAssignment> held)
    {
        var soon = clock.Today().AddDays(policy.TrainingNoticeDays);
        var settled = db.RaAppointments.Where(p => p.AgreedAt != null && p.SuspendedAt == null);
        return held.Where(a => !settled.Any(p => p.AssignmentId == a.Id) || !db.RaTrainings.Any(t => t.ProfileId == a.ProfileId && t.ExpiresOn >= soon));
    }

    private async Task<IReadOnlyList<StaffView>> ViewsAsync(IQueryable<PositionAssignment> some, CancellationToken ct)
    {
        var rows = await some.AsNoTracking()
            .Join(db.Positions.Where(p => p.State == PositionState.Open), a => a.PositionId, p => p.Id, (a, p) => new { Assignment = a, Position = p })
            .Join(db.Profiles, x => x.Assignment.ProfileId, p => p.Id, (x, p) => new { x.Assignment, x.Position, Person = p })
            .LeftJoin(db.RaAppointments, x => x.Assignment.Id, p => p.AssignmentId, (x, p) => new StaffFound(
                x.Assignment,
                x.Position,
                x.Person.Uuid,
                x.Person.GivenName + " " + x.Person.FamilyName,
                db.Organisations.Where(o => o.Code == x.Position.Organisation).Select(o => o.Name).First(),
                p,
                db.Profiles.Where(r => r.Id == p!.RecordedBy).Select(r => r.GivenName + " " + r.FamilyName).FirstOrDefault()))
            .ToListAsync(ct);
        if (rows.Count == 0)
        {
            return [];
        }

        var (positions, people) = (rows.ConvertAll(r => r.Position.Id), rows.ConvertAll(r => r.Assignment.ProfileId));
        var gives = (await db.AccessProfiles.AsNoTracking().Include(a => a.AddedActivities).Where(a => positions.Contains(a.PositionId)).ToListAsync(ct)).ToLookup(a => a.PositionId);
        var trainings = (await db.RaTrainings.AsNoTracking().Where(t => people.Contains(t.ProfileId)).ToListAsync(ct)).ToLookup(t => t.ProfileId);
        var rbac = await reference.GetAsync(ct);
        return
        [
            .. rows.Select(row => row.View(StaffCodes.AppointedRoles(rbac, gives[row.Position.Id].Select(a => a.AsTerms()), policy), trainings[row.Assignment.ProfileId].ToList()))
                .Select(view => view with { State = view.StateOn(clock.Today(), policy.TrainingNoticeDays) }),
        ];
    }
}

/// <summary>From an organisation, how far below it.</summary>
public enum StaffReach
{
    Here,

    /// <summary>And wherever no other Registration Authority is nearer; of those directly below, their own staff.</summary>
    Ours,

    /// <summary>And at every organisation below it.</summary>
    Below,
}

/// <summary>A position to choose.</summary>
public sealed record PositionName(Guid Id, string Name);

/// <summary>As the database has it.</summary>
internal sealed record StaffFound(
    PositionAssignment Assignment, Position Position, UserUuid Uuid, string FullName, string OrganisationName, RaAppointment? Appointment, string? RecordedBy)
{
    public StaffView View(IReadOnlySet<RaRole> roles, List<RaTraining> trainings) => new()
    {
        AssignmentId = Assignment.Id,
        ProfileId = Assignment.ProfileId,
        Uuid = Uuid,
        FullName = FullName,
        PositionId = Position.Id,
        PositionName = Position.Name,
        Organisation = Position.Organisation,
        OrganisationName = OrganisationName,
        StartsOn = Assignment.StartsOn,
        ExpiresOn = Assignment.ExpiresOn,
        Letter = Appointment?.Letter,
        RecordedBy = RecordedBy,
        TrainingDueOn = Appointment?.TrainingDueOn,
        AgreementVersion = Appointment?.AgreementVersion,
        AgreedAt = Appointment?.AgreedAt,
        SuspendedBecause = Appointment?.SuspendedBecause,
        SuspendedAt = Appointment?.SuspendedAt,
        Roles =
        [
            .. roles.Order().Select(role => trainings.Find(t => t.Role == role) is { } training
                ? new RoleTraining(role, training.CompletedOn, training.ExpiresOn, training.Evidence)
                : new RoleTraining(role, null, null, null)),
        ],
    };
}
