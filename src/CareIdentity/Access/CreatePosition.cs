using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Access;

public sealed record NewAccessProfile(OdsCode Organisation, RCode JobRole, IReadOnlyList<BCode> AddedActivities)
{
    public IReadOnlyList<AreaCode> AreasOfWork { get; init; } = [];
}

public sealed record CreatePositionRequest
{
    public required OdsCode Organisation { get; init; }

    public required string Name { get; init; }

    public required IReadOnlyList<NewAccessProfile> AccessProfiles { get; init; }

    public bool AssignableBySponsors { get; init; }

    /// <summary>Open workgroups that its access profiles belong to, each at the organisation of one of them.</summary>
    public IReadOnlyCollection<Guid> Workgroups { get; init; } = [];

    /// <summary>Positions whose holders' access its holders have too.</summary>
    public IReadOnlyCollection<Guid> Included { get; init; } = [];

    /// <summary>Who approved the position; never its creator. Null only in set-up by the service itself.</summary>
    public Guid? ApprovedBy { get; init; }

    /// <summary>How it was approved and who was involved; mandatory (functions.md §1.3).</summary>
    public required string ApprovalNote { get; init; }
}

/// <summary>Makes a position that can then be assigned (features.md row 43).</summary>
public sealed class CreatePosition(CareIdentityDb db, Authority authority, RbacReferenceSource reference, PositionReaches reaches, Combinations combinations, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<Guid>> ExecuteAsync(CreatePositionRequest request, Actor actor, CancellationToken ct)
    {
        if (await authority.CheckAsync(actor, RaFunction.CreatePosition, request.Organisation, ct) is { } notHere)
        {
            return notHere;
        }

        var reach = await reaches.OfNewAsync(request.Organisation, request.AccessProfiles, [.. request.Included.Distinct()], ct);
        if (reach.Refusal is { } cannotInclude)
        {
            return cannotInclude;
        }

        var gives = reach.Changed.After.ConvertAll(given => given.Terms);
        foreach (var organisation in gives.Select(a => a.Organisation).Append(request.Organisation).Distinct())
        {
            if (await authority.CheckAsync(actor, RaFunction.CreatePosition, organisation, ct) is { } notAllowed)
            {
                return notAllowed;
            }

            if (!await db.Organisations.AnyAsync(o => o.Code == organisation && o.Status != OrganisationStatus.Closed, ct))
            {
                return OrganisationRefusals.NotFound(organisation.Value);
            }
        }

        if (PositionRules.Check(request.Name, request.AccessProfiles, request.ApprovedBy, request.ApprovalNote, actor, await reference.GetAsync(ct)) is { } refusal)
        {
            return refusal;
        }

        if (request.ApprovedBy == actor.ProfileId && !actor.IsService)
        {
            return AccessRefusals.ApproverIsCreator;
        }

        if (request.ApprovedBy is { } approver && !await db.Profiles.AnyAsync(p => p.Id == approver && p.State == ProfileState.Verified, ct))
        {
            return PositionRefusals.ApproverUnknown;
        }

        // The service's own set-up may make what shows a refusal, such as a position that nobody could be given.
        if (!actor.IsService && await combinations.CheckAsync(gives, ct) is { } restricted)
        {
            return restricted;
        }

        var position = New(request, actor);
        db.Positions.Add(position);
        reaches.Follow(reach, position, clock.GetUtcNow());
        if (await PlaceAsync(position, request.Workgroups, ct) is { } cannot)
        {
            return cannot;
        }

        audit.Record(actor, new Reason(request.ApprovalNote), new PositionCreated
        {
            PositionId = position.Id,
            Name = position.Name,
            Organisation = position.Organisation,
            ApprovedBy = position.ApprovedBy,
            AccessProfiles = request.AccessProfiles,
            Workgroups = [.. request.Workgroups.Distinct()],
            Included = reach.Names(request.Included),
        });

        return await db.SaveAsync(ct) is { } refused ? refused : position.Id;
    }

    /// <summary>The actor may create at the organisation of every access profile, and so place there.</summary>
    private async Task<Refusal?> PlaceAsync(Position position, IReadOnlyCollection<Guid> workgroups, CancellationToken ct)
    {
        var wanted = workgroups.Distinct().ToList();
        if (wanted.Count == 0)
        {
            return null;
        }

        var groups = await db.Workgroups.Where(w => wanted.Contains(w.Id) && w.State == WorkgroupState.Open).ToListAsync(ct);
        foreach (var group in groups)
        {
            var there = position.OwnProfiles.Where(access => access.Organisation == group.Organisation).ToList();
            if (there.Count == 0)
            {
                return WorkgroupRefusals.NotThere;
            }

            db.Entry(group).Property(w => w.Version).IsModified = true; // A workgroup that is closed at the same moment takes nobody in.
            db.WorkgroupMembers.AddRange(there.Select(access => new WorkgroupMember { WorkgroupId = group.Id, AccessProfileId = access.Id }));
        }

        return groups.Count == wanted.Count ? null : WorkgroupRefusals.NotFound;
    }

    private Position New(CreatePositionRequest request, Actor actor)
    {
        var now = clock.GetUtcNow();
        var position = new Position
        {
            Id = Guid.CreateVersion7(now),
            Organisation = request.Organisation,
            Name = request.Name.Trim(),
            AssignableBySponsors = request.AssignableBySponsors,
            CreatedBy = actor.ProfileId,
            ApprovedBy = request.ApprovedBy,
            ApprovalNote = request.ApprovalNote.Trim(),
            CreatedAt = now,
        };
        position.AccessProfiles.AddRange(request.AccessProfiles.Select(asked => AccessProfile.Of(asked, position.Id, now)));
        return position;
    }
}

public sealed record PositionCreated : CareEvent
{
    public required Guid PositionId { get; init; }

    public required string Name { get; init; }

    public required OdsCode Organisation { get; init; }

    public Guid? ApprovedBy { get; init; }

    public required IReadOnlyList<NewAccessProfile> AccessProfiles { get; init; }

    public IReadOnlyList<Guid> Workgroups { get; init; } = [];

    /// <summary>Positions that it includes, as they were called then.</summary>
    public IReadOnlyList<string> Included { get; init; } = [];

    public override string InWords => $"Created the position {Name} at {Organisation}.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Position(PositionId), AuditSubject.Organisation(Organisation)];
}
