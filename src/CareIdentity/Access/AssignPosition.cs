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

    /// <summary>The professional number was looked up on its public register; needed where a colleague stands in for a sponsor.</summary>
    public bool NumberChecked { get; init; }

    public required string Reason { get; init; }
}

/// <summary>
/// Gives a position without a request: an RA Agent for a sponsor who is named, or, where the site has none, for a colleague (decisions.md §2); a
/// sponsor where the position was approved as assignable by sponsors.
/// </summary>
public sealed class AssignPosition(
    CareIdentityDb db, Authority authority, Appointments appointments, AssignableBySponsor assignable, AssignmentGranting granting, SponsorOffers sponsors, AuditTrail audit)
{
    public async Task<Outcome<Guid>> ExecuteAsync(AssignPositionRequest request, Actor actor, CancellationToken ct)
    {
        var position = await db.Positions.AsNoTracking().FirstOrDefaultAsync(p => p.Id == request.PositionId, ct);
        if (position is null)
        {
            return AccessRefusals.PositionNotFound;
        }

        var asAgent = await authority.CheckForAssignmentAsync(actor, RaFunction.AssignPosition, position.Organisation, request.ProfileId, ct);
        if (asAgent is not null && await assignable.WhyNotAsync(position, actor, asAgent, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        if (await appointments.CheckAsync(position.Id, actor, ct) is { } notTheirs)
        {
            return notTheirs;
        }

        var offer = asAgent is null ? await sponsors.OfAsync(position.Organisation, request.ProfileId, actor.ProfileId, ct) : null;
        if (offer is not null && Decide(request, position, await NumberOfAsync(request.ProfileId, ct), offer) is { } noSponsor)
        {
            return noSponsor;
        }

        var by = offer is null ? new GrantedBy(actor.ProfileId, DutySide.Sponsor, actor.ProfileId) : new GrantedBy(actor.ProfileId, DutySide.Agent, request.SponsorId);
        var granted = await granting.GrantAsync(request.ProfileId, request.PositionId, request.StartsOn, request.ExpiresOn, by, ct);
        if (granted.IsRefused(out var refusal, out var assignment))
        {
            return refusal;
        }

        audit.Record(actor, new Reason(request.Reason), PositionAssigned.From(assignment, position) with { InPlaceOfSponsor = offer?.InPlaceOfSponsor is true });

        return await db.SaveAsync(ct) is { } refused ? refused : assignment.Id;
    }

    private Task<ProfessionalNumber?> NumberOfAsync(Guid profile, CancellationToken ct) =>
        db.Profiles.AsNoTracking().Where(p => p.Id == profile).Select(p => p.ProfessionalNumber).FirstOrDefaultAsync(ct);

    private static Refusal? Decide(AssignPositionRequest request, Position position, ProfessionalNumber? number, SponsorOffer offer) =>
        request.SponsorId is not { } sponsor ? AccessRefusals.SponsorNeeded
        : !offer.Has(sponsor) ? AccessRefusals.NotSponsorThere
        : offer.CheckRegister(position.Organisation, number, request.NumberChecked);
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

    /// <summary>The sponsor named is of the Registration Authority, because the organisation has none; the professional number was checked.</summary>
    public bool InPlaceOfSponsor { get; init; }

    public override string InWords =>
        $"Assigned the position {PositionName} at {Organisation} from {StartsOn:d MMMM yyyy}{(ExpiresOn is { } end ? $" to {end:d MMMM yyyy}" : "")}{(InPlaceOfSponsor ? ", for a colleague in place of a sponsor; the professional number was checked" : "")}.";

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
