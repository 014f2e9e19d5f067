using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Access;

/// <summary>
/// Answers from the real assignment, at the moment of acting: within its dates, position open, profile open and verified, terms accepted,
/// appointed by letter, agreement signed, not suspended, trained, session at AAL3. Never for a card that is lent, nor for a robot: who decides is a person. Nothing is remembered between two questions.
/// </summary>
public sealed class PositionAuthority(CareIdentityDb db, RbacReferenceSource reference, RaPolicy policy, TimeProvider clock) : Authority
{
    private const int NeededAssurance = 3;

    public override async Task<Refusal?> CheckAsync(Actor actor, RaFunction task, OdsCode organisation, CancellationToken ct)
    {
        if (actor.IsService)
        {
            return null;
        }

        var held = await HeldRolesAsync(actor, ct);
        if (held.IsRefused(out var refusal, out var roles))
        {
            return refusal;
        }

        var able = roles.Roles.Where(AuthorityTable.RolesFor(task).Contains).ToList();
        if (able.Count == 0)
        {
            return AccessRefusals.NotAllowed(task, organisation, actor.ActingAs);
        }

        var reaching = new List<RaRole>();
        foreach (var role in able)
        {
            if (await ReachesAsync(role, roles.Organisation, organisation, ct))
            {
                reaching.Add(role);
            }
        }

        return reaching.Count == 0
            ? AccessRefusals.OutOfScope(task, organisation, actor.ActingAs)
            : reaching.Exists(role => roles.WhyNot(role) is null) ? null : roles.WhyNot(reaching[0]);
    }

    public override async Task<Refusal?> CheckForProfileAsync(Actor actor, RaFunction task, Guid profileId, CancellationToken ct)
    {
        if (actor.IsService)
        {
            return null;
        }

        var organisations = await OrganisationsOfAsync(profileId, ct);
        if (organisations.Count == 0)
        {
            return ProfileRefusals.NotFound;
        }

        Refusal? last = null;
        foreach (var organisation in organisations)
        {
            last = await CheckAsync(actor, task, organisation, ct);
            if (last is null)
            {
                return null;
            }
        }

        return last;
    }

    /// <summary>The roles that the selected position gives now, for the menu: what could never be done is not offered.</summary>
    public async Task<IReadOnlySet<RaRole>> RolesNowAsync(Actor actor, CancellationToken ct) =>
        (await HeldRolesAsync(actor, ct)).Match(held => held.Roles, _ => new HashSet<RaRole>());

    /// <summary>Of these, the roles that work today: for lists of what somebody may see, which must not show more than a check of each row would.</summary>
    public async Task<IReadOnlySet<RaRole>> RolesInForceAsync(Actor actor, CancellationToken ct) =>
        (await HeldRolesAsync(actor, ct)).Match(held => held.Roles.Where(role => held.WhyNot(role) is null).ToHashSet(), _ => []);

    private async Task<Outcome<HeldRoles>> HeldRolesAsync(Actor actor, CancellationToken ct)
    {
        if (actor.AssignmentId is not { } assignmentId || actor.AccessProfileId is not { } accessProfileId)
        {
            return AccessRefusals.SignInFirst;
        }

        if (actor.AssuranceLevel < NeededAssurance)
        {
            return AccessRefusals.AssuranceTooLow;
        }

        var today = clock.Today();
        var found = await db.PositionAssignments.AsNoTracking()
            .Where(a => a.Id == assignmentId && a.ProfileId == actor.ProfileId && a.RemovedAt == null && a.StartsOn <= today && (a.ExpiresOn == null || a.ExpiresOn >= today))
            .Join(db.Positions.Where(p => p.State == PositionState.Open), a => a.PositionId, p => p.Id, (a, p) => new { Assignment = a, Position = p })
            .Join(db.AccessProfiles.Where(x => x.Id == accessProfileId), x => x.Position.Id, x => x.PositionId, (x, access) => new { x.Assignment, Access = access })
            .Join(db.Profiles.Where(p => p.State == ProfileState.Verified && p.Kind == ProfileKind.Person), x => x.Assignment.ProfileId, p => p.Id, (x, person) => new { x.Assignment, x.Access, person.TermsVersion })
            .Join(db.Organisations.Where(o => o.ClosedHereAt == null), x => x.Access.Organisation, o => o.Code, (x, organisation) => new { x.Assignment, x.Access, x.TermsVersion, organisation.Kind })
            .LeftJoin(db.RaAppointments, x => x.Assignment.Id, p => p.AssignmentId, (x, appointment) => new
            {
                x.TermsVersion,
                x.Access.JobRole,
                x.Access.Organisation,
                x.Kind,
                Appointment = appointment == null ? null : new AppointmentFacts(appointment.TrainingDueOn, appointment.AgreedAt != null, appointment.SuspendedBecause),
            })
            .FirstOrDefaultAsync(ct);
        if (found is null)
        {
            return AccessRefusals.RoleNotYours;
        }

        if (found.TermsVersion is null)
        {
            return AccessRefusals.TermsNotAccepted;
        }

        // Two statements of one row each: with the first one, SQLite would plan its six tables again for either.
        var added = await db.AccessProfiles.AsNoTracking().Where(x => x.Id == accessProfileId).SelectMany(x => x.AddedActivities).Select(a => a.Activity).ToListAsync(ct);
        var activities = (await reference.GetAsync(ct)).Of(found.JobRole, added).Select(a => a.Code).ToHashSet();
        var roles = RaRoles.Of(found.JobRole, activities, found.Kind, policy);
        List<RaRole> trained = found.Appointment is null || !roles.Any(role => role.NeedsTraining())
            ? []
            : await StaffStanding.Trained(db, today).AsNoTracking().Where(t => t.ProfileId == actor.ProfileId).Select(t => t.Role).ToListAsync(ct);
        return new HeldRoles(roles, role => StaffStanding.WhyNot(role, found.Appointment, trained.Contains(role), today), found.Organisation);
    }

    private async Task<bool> ReachesAsync(RaRole role, OdsCode from, OdsCode to, CancellationToken ct) => role.Reach() switch
    {
        RoleReach.Everywhere => true,
        RoleReach.Tree => await db.OrganisationAncestors.AnyAsync(a => a.Organisation == to && a.Ancestor == from, ct),
        _ => from == to,
    };

    /// <summary>Where the person works or has worked, and where they were registered: nearest work first.</summary>
    private async Task<List<OdsCode>> OrganisationsOfAsync(Guid profileId, CancellationToken ct)
    {
        var today = clock.Today();
        var working = await db.PositionAssignments.AsNoTracking()
            .Where(a => a.ProfileId == profileId && a.RemovedAt == null && (a.ExpiresOn == null || a.ExpiresOn >= today))
            .Join(db.Positions, a => a.PositionId, p => p.Id, (a, p) => p.Organisation)
            .Distinct()
            .OrderBy(code => code)
            .Take(100)
            .ToListAsync(ct);
        var registered = await db.Profiles.AsNoTracking().Where(p => p.Id == profileId).Select(p => p.RegisteredAt).ToListAsync(ct);
        return [.. working.Union(registered)];
    }

    private sealed record HeldRoles(IReadOnlySet<RaRole> Roles, Func<RaRole, Refusal?> WhyNot, OdsCode Organisation);
}
