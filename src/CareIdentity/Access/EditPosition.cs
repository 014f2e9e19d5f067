using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Access;

public sealed record EditPositionRequest
{
    public required Guid PositionId { get; init; }

    /// <summary>The version whose effect was shown; a change in between refuses this one.</summary>
    public required Guid Version { get; init; }

    public required string Name { get; init; }

    /// <summary>All that it shall have; one that is left out is taken away.</summary>
    public required IReadOnlyList<NewAccessProfile> AccessProfiles { get; init; }

    /// <summary>All that it shall include; null leaves that as it is.</summary>
    public IReadOnlyList<Guid>? Included { get; init; }

    public required bool AssignableBySponsors { get; init; }

    public Guid? ApprovedBy { get; init; }

    public required string ApprovalNote { get; init; }
}

/// <summary>
/// Changes a position, and with it what everybody may do who holds it or one that includes it (features.md row 44), in one commit. Whoever
/// makes a change that gives more grants it to each holder: they take the agent's side for all of them, and are refused where they stand on another.
/// </summary>
public sealed class EditPosition(
    CareIdentityDb db, Authority authority, Appointments appointments, PositionReaches reaches, PositionChangeRules rules, RbacReferenceSource reference, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<Done>> ExecuteAsync(EditPositionRequest request, Actor actor, CancellationToken ct)
    {
        var position = await db.Positions
            .Include(p => p.Inclusions)
            .Include(p => p.AccessProfiles).ThenInclude(a => a.AddedActivities)
            .FirstOrDefaultAsync(p => p.Id == request.PositionId, ct);
        if (position is null)
        {
            return AccessRefusals.PositionNotFound;
        }

        var included = request.Included?.Distinct().ToList() ?? position.Inclusions.ConvertAll(i => i.IncludedId);
        var reach = await reaches.OfAsync(position, request.AccessProfiles, included, ct);
        if (await MayAsync(position, request, reach, actor, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        var rbac = await reference.GetAsync(ct);
        var refusal = Decide(position, request, included, actor, rbac) ?? reach.Refusal ?? await rules.CheckAsync(reach, request, actor, ct);
        if (refusal is not null)
        {
            return refusal;
        }

        var changed = Changed(position, request, reach, await rules.TakeDutiesAsync(reach, actor, ct));
        await LeaveWorkgroupsAsync(position, request, ct);
        Apply(position, request, reach, actor);

        audit.Record(actor, new Reason(request.ApprovalNote), changed);

        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }

    /// <summary>At every organisation in which it gives access, before and after; and nobody appoints, or dismisses, above their own level.</summary>
    private async Task<Refusal?> MayAsync(Position position, EditPositionRequest request, PositionReach reach, Actor actor, CancellationToken ct)
    {
        var gives = reach.Changed.TermsBefore.Concat(reach.Changed.TermsAfter).Concat(request.AccessProfiles).ToList();
        foreach (var organisation in gives.Select(a => a.Organisation).Append(position.Organisation).Distinct())
        {
            if (await authority.CheckAsync(actor, RaFunction.CreatePosition, organisation, ct) is { } notAllowed)
            {
                return notAllowed;
            }
        }

        foreach (var including in reach.Including.Where(r => r.Position.State is PositionState.Open).Select(r => r.Position))
        {
            if (await authority.CheckAsync(actor, RaFunction.CreatePosition, including.Organisation, ct) is { } notThere)
            {
                return notThere with { Why = $"The position {including.Name} at {including.Organisation} includes this one, so its holders would change too." };
            }
        }

        foreach (var organisation in request.AccessProfiles.Select(a => a.Organisation).Except(position.AccessProfiles.Select(a => a.Organisation)))
        {
            if (!await db.Organisations.AnyAsync(o => o.Code == organisation && o.Status != OrganisationStatus.Closed, ct))
            {
                return OrganisationRefusals.NotFound(organisation.Value);
            }
        }

        return await appointments.CheckAsync(gives, actor, ct);
    }

    private static Refusal? Decide(Position position, EditPositionRequest request, List<Guid> included, Actor actor, RbacReference rbac) =>
        position.State is PositionState.Closed ? PositionRefusals.AlreadyClosed
        : position.Version != request.Version ? SaveRefusals.ChangedBySomeoneElse
        : PositionRules.Check(request.Name, request.AccessProfiles, request.ApprovedBy, request.ApprovalNote, actor, rbac) is { } wrong ? wrong
        : request.ApprovedBy == actor.ProfileId ? PositionRefusals.ApproverChangesIt
        : IsUnchanged(position, request, included) ? PositionRefusals.Unchanged
        : null;

    private static bool IsUnchanged(Position position, EditPositionRequest request, List<Guid> included) =>
        position.Name == request.Name.Trim()
        && position.AssignableBySponsors == request.AssignableBySponsors
        && position.Inclusions.Select(i => i.IncludedId).ToHashSet().SetEquals(included)
        && Lines(position.OwnTerms).SetEquals(Lines(request.AccessProfiles));

    private static HashSet<string> Lines(IEnumerable<NewAccessProfile> profiles) => [.. profiles.Select(Line)];

    private static string Line(NewAccessProfile profile) =>
        $"{profile.Organisation} {profile.JobRole}{string.Concat(profile.AddedActivities.Select(a => a.Value).Concat(profile.AreasOfWork.Select(a => a.Value)).Distinct().Order(StringComparer.Ordinal).Select(code => $" +{code}"))}";

    /// <summary>An access profile that goes takes its places in workgroups with it.</summary>
    private async Task LeaveWorkgroupsAsync(Position position, EditPositionRequest request, CancellationToken ct)
    {
        var gone = position.OwnProfiles.Where(a => !request.AccessProfiles.Any(b => IsSame(a, b))).Select(a => a.Id).ToList();
        if (gone.Count > 0)
        {
            db.RemoveRange(await db.WorkgroupMembers.Where(m => gone.Contains(m.AccessProfileId)).ToListAsync(ct));
        }
    }

    /// <summary>An access profile of the same organisation and job role stays the same one, so that whoever works in it goes on working.</summary>
    private void Apply(Position position, EditPositionRequest request, PositionReach reach, Actor actor)
    {
        var now = clock.GetUtcNow();
        foreach (var gone in position.OwnProfiles.Where(a => !request.AccessProfiles.Any(b => IsSame(a, b))).ToList())
        {
            reaches.Unfollow(reach, gone.Id);
            db.RemoveRange(gone.AddedActivities);
            db.RemoveRange(gone.AreasOfWork);
            db.Remove(gone);
            position.AccessProfiles.Remove(gone);
        }

        foreach (var asked in request.AccessProfiles)
        {
            if (position.AccessProfiles.Find(a => a.IncludedFrom is null && IsSame(a, asked)) is { } kept)
            {
                db.RemoveRange(kept.Become(asked));
            }
            else
            {
                var added = AccessProfile.Of(asked, position.Id, now);
                position.AccessProfiles.Add(added);
                db.AccessProfiles.Add(added);
            }
        }

        reaches.Follow(reach, position, now);
        position.Name = request.Name.Trim();
        position.AssignableBySponsors = request.AssignableBySponsors;
        position.Changed(actor.ProfileId, request.ApprovedBy, request.ApprovalNote.Trim(), now);
        db.Entry(position).State = EntityState.Modified; // Also where only its profiles changed within a tick of the clock: the version must move.
    }

    private static bool IsSame(AccessProfile one, NewAccessProfile other) => one.Organisation == other.Organisation && one.JobRole == other.JobRole;

    private static PositionChanged Changed(Position position, EditPositionRequest request, PositionReach reach, IReadOnlyList<Guid> holders)
    {
        var (before, after) = (Lines(position.OwnTerms), Lines(request.AccessProfiles));
        var (included, difference) = (position.Inclusions.ConvertAll(i => i.IncludedId), reach.Changed.Difference);
        return new PositionChanged
        {
            PositionId = position.Id,
            Organisation = position.Organisation,
            Name = request.Name.Trim(),
            NameBefore = position.Name == request.Name.Trim() ? null : position.Name,
            AssignableBySponsors = request.AssignableBySponsors,
            AssignableBefore = position.AssignableBySponsors == request.AssignableBySponsors ? null : position.AssignableBySponsors,
            ApprovedBy = request.ApprovedBy,
            AccessProfilesAdded = [.. after.Except(before).Order(StringComparer.Ordinal)],
            AccessProfilesRemoved = [.. before.Except(after).Order(StringComparer.Ordinal)],
            IncludedAdded = reach.Names(reach.Included.Except(included)),
            IncludedRemoved = reach.Names(included.Except(reach.Included)),
            Including = [.. reach.Including.Select(r => r.Id)],
            Gained = difference.Gained.Count,
            Lost = difference.Lost.Count,
            Holders = holders,
        };
    }
}

/// <summary>A position gives something else from now on. In the history of everybody whose access changed with it.</summary>
public sealed record PositionChanged : CareEvent
{
    public required Guid PositionId { get; init; }

    public required OdsCode Organisation { get; init; }

    public required string Name { get; init; }

    /// <summary>Null where the name stayed.</summary>
    public string? NameBefore { get; init; }

    public required bool AssignableBySponsors { get; init; }

    /// <summary>Null where it stayed.</summary>
    public bool? AssignableBefore { get; init; }

    public Guid? ApprovedBy { get; init; }

    /// <summary>"FW844 R8003 +B0820", one for each access profile that is new or has become so.</summary>
    public required IReadOnlyList<string> AccessProfilesAdded { get; init; }

    public required IReadOnlyList<string> AccessProfilesRemoved { get; init; }

    /// <summary>Positions that it includes from now on, as they are called.</summary>
    public IReadOnlyList<string> IncludedAdded { get; init; } = [];

    public IReadOnlyList<string> IncludedRemoved { get; init; } = [];

    /// <summary>Positions that include it and changed with it: subjects too.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IReadOnlyList<Guid> Including { get; init; } = [];

    /// <summary>Job roles and activities that it gives and did not give.</summary>
    public required int Gained { get; init; }

    public required int Lost { get; init; }

    /// <summary>Whose access changed; they are subjects, and not repeated in the detail, which has a limit.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IReadOnlyList<Guid> Holders { get; init; } = [];

    public override string InWords =>
        $"Changed the position {Name} at {Organisation}:"
        + (NameBefore is null ? "" : $" it was called {NameBefore};")
        + (AssignableBefore is null ? "" : AssignableBySponsors ? " sponsors may now give it themselves;" : " sponsors can no longer give it themselves;")
        + (IncludedAdded.Count == 0 ? "" : $" it includes {string.Join(", ", IncludedAdded)};")
        + (IncludedRemoved.Count == 0 ? "" : $" it no longer includes {string.Join(", ", IncludedRemoved)};")
        + $" {Things(Gained)} gained, {Things(Lost)} lost.";

    public override IEnumerable<AuditSubject> Subjects =>
        [AuditSubject.Position(PositionId), AuditSubject.Organisation(Organisation), .. Including.Select(AuditSubject.Position), .. Holders.Select(AuditSubject.Profile)];

    private static string Things(int number) => number == 1 ? "1 role or activity" : $"{number} roles or activities";
}
