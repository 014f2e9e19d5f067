using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Access;

public sealed record NewAccessProfile(OdsCode Organisation, RCode JobRole, IReadOnlyList<BCode> AddedActivities);

public sealed record CreatePositionRequest
{
    public required OdsCode Organisation { get; init; }

    public required string Name { get; init; }

    public required IReadOnlyList<NewAccessProfile> AccessProfiles { get; init; }

    public bool AssignableBySponsors { get; init; }

    /// <summary>Who approved the position; never its creator. Null only in set-up by the service itself.</summary>
    public Guid? ApprovedBy { get; init; }

    /// <summary>How it was approved and who was involved; mandatory (functions.md §1.3).</summary>
    public required string ApprovalNote { get; init; }
}

/// <summary>Makes a position that can then be assigned (features.md row 43).</summary>
public sealed class CreatePosition(CareIdentityDb db, Authority authority, RbacReferenceSource reference, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<Guid>> ExecuteAsync(CreatePositionRequest request, Actor actor, CancellationToken ct)
    {
        foreach (var organisation in request.AccessProfiles.Select(a => a.Organisation).Append(request.Organisation).Distinct())
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

        if (Decide(request, actor, await reference.GetAsync(ct)) is { } refusal)
        {
            return refusal;
        }

        var position = New(request, actor);
        db.Positions.Add(position);

        audit.Record(actor, new Reason(request.ApprovalNote), new PositionCreated
        {
            PositionId = position.Id,
            Name = position.Name,
            Organisation = position.Organisation,
            ApprovedBy = position.ApprovedBy,
            AccessProfiles = request.AccessProfiles,
        });

        return await db.SaveAsync(ct) is { } refused ? refused : position.Id;
    }

    private static Refusal? Decide(CreatePositionRequest request, Actor actor, RbacReference rbac)
    {
        if (string.IsNullOrWhiteSpace(request.Name) || request.Name.Length > 200)
        {
            return PositionRefusals.NameMissing;
        }

        if (request.AccessProfiles.Count == 0)
        {
            return PositionRefusals.NoAccessProfile;
        }

        if (request.AccessProfiles.FirstOrDefault(a => !rbac.Knows(a.JobRole)) is { } unknownRole)
        {
            return PositionRefusals.UnknownCode(unknownRole.JobRole.Value);
        }

        if (request.AccessProfiles.SelectMany(a => a.AddedActivities).FirstOrDefault(a => !rbac.Knows(a)) is { } unknownActivity)
        {
            return PositionRefusals.UnknownCode(unknownActivity.Value);
        }

        if (string.IsNullOrWhiteSpace(request.ApprovalNote) || (request.ApprovedBy is null && !actor.IsService))
        {
            return PositionRefusals.ApprovalMissing;
        }

        return request.ApprovedBy == actor.ProfileId && !actor.IsService ? AccessRefusals.ApproverIsCreator : null;
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
        foreach (var asked in request.AccessProfiles)
        {
            var access = new AccessProfile { Id = Guid.CreateVersion7(now), PositionId = position.Id, Organisation = asked.Organisation, JobRole = asked.JobRole };
            access.AddedActivities.AddRange(asked.AddedActivities.Distinct().Select(a => new AddedActivity { AccessProfileId = access.Id, Activity = a }));
            position.AccessProfiles.Add(access);
        }

        return position;
    }
}

/// <summary>What can be wrong with a position.</summary>
public static class PositionRefusals
{
    public static readonly Refusal NameMissing = new("position.name-missing", "Give the position a name of at most 200 characters.") { Field = nameof(CreatePositionRequest.Name) };

    public static readonly Refusal NoAccessProfile = new("position.no-access-profile", "A position needs at least one access profile: an organisation and a job role.");

    public static readonly Refusal ApprovalMissing = new("position.approval-missing", "Say how the position was approved and who approved it.")
    {
        Why = "The creator of a position names who approved it and how; the approver is another person.",
        Field = nameof(CreatePositionRequest.ApprovalNote),
    };

    public static Refusal UnknownCode(string code) => new("position.unknown-code", $"The reference data has no job role or activity {code}.");
}

public sealed record PositionCreated : CareEvent
{
    public required Guid PositionId { get; init; }

    public required string Name { get; init; }

    public required OdsCode Organisation { get; init; }

    public Guid? ApprovedBy { get; init; }

    public required IReadOnlyList<NewAccessProfile> AccessProfiles { get; init; }

    public override string InWords => $"Created the position {Name} at {Organisation}.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Position(PositionId), AuditSubject.Organisation(Organisation)];
}
