using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Access;

public sealed record CreateSharedProfileRequest
{
    public required ProfileKind Kind { get; init; }

    public required OdsCode Organisation { get; init; }

    /// <summary>What it is called behind the ODS code and TAC or RPA.</summary>
    public required string Name { get; init; }

    /// <summary>Who answers for it: the manager of a card, the owner of a robot.</summary>
    public EmailAddress? Email { get; init; }

    public string? Mobile { get; init; }

    public string Notes { get; init; } = "";

    /// <summary>Who asked for it and agrees; another person than the one who makes it.</summary>
    public Guid? SponsorId { get; init; }
}

/// <summary>
/// Makes a Temporary Access Card or a robot profile (features.md rows 24, 26). There is no identity to check; two people answer for it: who makes
/// it, and the sponsor who asked, on their sides of it for good.
/// </summary>
public sealed class CreateSharedProfile(
    CareIdentityDb db, Authority authority, SponsorOffers sponsors, ProfileRegistration registration, DutyLedger duties, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<UserUuid>> ExecuteAsync(CreateSharedProfileRequest request, Actor actor, CancellationToken ct)
    {
        if (await authority.CheckAsync(actor, RaFunction.CreateSharedProfile, request.Organisation, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        var organisation = await db.Organisations.AsNoTracking().FirstOrDefaultAsync(o => o.Code == request.Organisation, ct);
        if (organisation is not { IsOpen: true })
        {
            return organisation is null ? OrganisationRefusals.NotFound(request.Organisation.Value) : OrganisationRefusals.Closed(organisation.Code, organisation.Name);
        }

        var offer = await sponsors.OfAsync(request.Organisation, actor.ProfileId, ct);
        if (Decide(request, offer) is { } refusal)
        {
            return refusal;
        }

        var profile = await registration.NewAsync(request.Kind, SharedProfileRules.Details(request.Kind, request.Organisation, request.Name, request.Email, request.Mobile), request.Organisation, ct);
        profile.Note(request.Notes);
        profile.Verify(clock.GetUtcNow());
        var conflict = await duties.TakeAsync(profile.Id, request.SponsorId!.Value, DutySide.Sponsor, ct) ?? await duties.TakeAsync(profile.Id, actor.ProfileId, DutySide.Agent, ct);
        if (conflict is not null)
        {
            return conflict;
        }

        audit.Record(actor, new Reason(request.Notes.Trim()), new SharedProfileCreated
        {
            ProfileId = profile.Id,
            Uuid = profile.Uuid,
            Kind = request.Kind,
            Name = profile.FullName,
            Organisation = request.Organisation,
            SponsorId = request.SponsorId.Value,
        });

        return await db.SaveAsync(ct) is { } refused ? refused : profile.Uuid;
    }

    private static Refusal? Decide(CreateSharedProfileRequest request, SponsorOffer offer) =>
        SharedProfileRules.Check(request.Kind, request.Name, request.Notes)
        ?? (request.SponsorId is not { } sponsor ? RegistrationRefusals.SponsorNeeded
            : !offer.Has(sponsor) ? RegistrationRefusals.NotSponsorThere
            : null);
}

public sealed record SharedProfileCreated : CareEvent
{
    public required Guid ProfileId { get; init; }

    public required UserUuid Uuid { get; init; }

    public required ProfileKind Kind { get; init; }

    public required string Name { get; init; }

    public required OdsCode Organisation { get; init; }

    public required Guid SponsorId { get; init; }

    public override string InWords => $"Created the {(Kind is ProfileKind.Robot ? "robot" : "Temporary Access Card")} {Name} ({Uuid}).";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Profile(ProfileId), AuditSubject.Organisation(Organisation)];
}
