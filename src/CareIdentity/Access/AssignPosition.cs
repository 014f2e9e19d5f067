using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Access;

public sealed record AssignPositionRequest
{
    public required Guid ProfileId { get; init; }

    public required Guid PositionId { get; init; }

    public required DateOnly StartsOn { get; init; }

    /// <summary>The last day; null for no end.</summary>
    public DateOnly? ExpiresOn { get; init; }

    /// <summary>The sponsor who asked for it, where an RA Agent assigns directly.</summary>
    public Guid? SponsorId { get; init; }

    public required string Reason { get; init; }
}

/// <summary>
/// Gives a position without a request: an RA Agent for a sponsor who is named, or a sponsor where the position was approved as
/// assignable by sponsors.
/// </summary>
public sealed class AssignPosition(CareIdentityDb db, Authority authority, Appointments appointments, AssignmentGranting granting, SponsorQueries sponsors, PositionReaches reaches, OnePerson person, AuditTrail audit)
{
    public async Task<Outcome<Guid>> ExecuteAsync(AssignPositionRequest request, Actor actor, CancellationToken ct)
    {
        var position = await db.Positions.AsNoTracking().FirstOrDefaultAsync(p => p.Id == request.PositionId, ct);
        if (position is null)
        {
            return AccessRefusals.PositionNotFound;
        }

        var locum = position.Organisation == OdsCode.NationalLocumPharmacy;
        var asAgent = await authority.CheckForAssignmentAsync(actor, RaFunction.AssignPosition, position.Organisation, request.ProfileId, ct);
        if (asAgent is not null
            && (!position.AssignableBySponsors || locum || await authority.CheckAsync(actor, RaFunction.AssignAssignablePosition, position.Organisation, ct) is not null))
        {
            return asAgent;
        }

        if (await appointments.CheckAsync(position.Id, actor, ct) is { } notTheirs)
        {
            return notTheirs;
        }

        GrantedBy by;
        if (asAgent is null)
        {
            if (request.SponsorId is not { } sponsorId)
            {
                return AccessRefusals.SponsorNeeded;
            }

            if (!await sponsors.IsSponsorAsync(sponsorId, position.Organisation, request.ProfileId, ct))
            {
                return AccessRefusals.NotSponsorThere;
            }

            by = new GrantedBy(actor.ProfileId, DutySide.Agent, sponsorId);
        }
        else if (await reaches.WasMadeByAsync(position, [.. await person.IdsAsync(actor.ProfileId, ct)], ct))
        {
            return PositionRefusals.MakerMayNotGive;
        }
        else
        {
            by = new GrantedBy(actor.ProfileId, DutySide.Sponsor, actor.ProfileId);
        }

        var granted = await granting.GrantAsync(request.ProfileId, request.PositionId, request.StartsOn, request.ExpiresOn, by, ct);
        if (granted.IsRefused(out var refusal, out var assignment))
        {
            return refusal;
        }

        audit.Record(actor, new Reason(request.Reason), PositionAssigned.From(assignment, position));

        return await db.SaveAsync(ct) is { } refused ? refused : assignment.Id;
    }
}

public sealed record PositionAssigned : CareEvent
{
    public required Guid AssignmentId { get; init; }

    public required Guid ProfileId { get; init; }

    public required Guid PositionId { get; init; }

    public required string PositionName { get; init; }

    public required OdsCode Organisation { get; init; }

    public required DateOnly StartsOn { get; init; }

    public DateOnly? ExpiresOn { get; init; }

    public Guid? SponsorId { get; init; }

    public override string InWords => $"Assigned the position {PositionName} at {Organisation} from {StartsOn:d MMMM yyyy}{(ExpiresOn is { } end ? $" to {end:d MMMM yyyy}" : "")}.";

    public override IEnumerable<AuditSubject> Subjects =>
        [AuditSubject.Profile(ProfileId), AuditSubject.Position(PositionId), AuditSubject.Organisation(Organisation)];

    internal static PositionAssigned From(PositionAssignment assignment, Position position) => new()
    {
        AssignmentId = assignment.Id,
        ProfileId = assignment.ProfileId,
        PositionId = position.Id,
        PositionName = position.Name,
        Organisation = position.Organisation,
        StartsOn = assignment.StartsOn,
        ExpiresOn = assignment.ExpiresOn,
        SponsorId = assignment.SponsoredBy,
    };
}
