using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Access;

public sealed record RegisterPersonRequest
{
    public required OdsCode Organisation { get; init; }

    public required VerifiedPerson Person { get; init; }

    /// <summary>Who asked for it: a sponsor of the organisation, or a second person of the Registration Authority where it has none.</summary>
    public Guid? SponsorId { get; init; }

    /// <summary>The professional number was looked up on its public register; needed where a colleague stands in for a sponsor.</summary>
    public bool NumberChecked { get; init; }

    public required string Reason { get; init; }
}

public sealed record RegisteredPerson(Guid ProfileId, UserUuid Uuid);

/// <summary>
/// The person stands at the counter and nobody has raised a request: an ID checker or RA Agent registers them at once (features.md row 16),
/// by the same rules as a request, for a sponsor whom they name.
/// </summary>
public sealed class RegisterPerson(CareIdentityDb db, Authority authority, SponsorOffers sponsors, ProfileRegistration registration, AuditTrail audit)
{
    public async Task<Outcome<RegisteredPerson>> ExecuteAsync(RegisterPersonRequest request, Actor actor, CancellationToken ct)
    {
        if (await authority.CheckAsync(actor, RaFunction.CreateProfile, request.Organisation, ct) is { } notAllowed)
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

        var registered = await registration.RegisterAsync(request.Person, request.Organisation, request.SponsorId!.Value, actor.ProfileId, ct);
        if (registered.IsRefused(out var wrong, out var profile))
        {
            return wrong;
        }

        audit.Record(actor, new Reason(request.Reason.Trim()), new PersonRegistered
        {
            ProfileId = profile.Id,
            Uuid = profile.Uuid,
            SponsorId = request.SponsorId.Value,
            SponsorName = offer.People.First(holder => holder.ProfileId == request.SponsorId).FullName,
            InPlaceOfSponsor = offer.InPlaceOfSponsor,
            Organisation = request.Organisation,
            Documents = [.. request.Person.Documents.Select(d => d.Kind.Name)],
            Manner = request.Person.Manner,
            NotTheSameAs = request.Person.NotTheSameAs,
        });

        return await db.SaveAsync(ct) is { } refused ? refused : new RegisteredPerson(profile.Id, profile.Uuid);
    }

    private static Refusal? Decide(RegisterPersonRequest request, SponsorOffer offer) =>
        request.SponsorId is not { } sponsor ? RegistrationRefusals.SponsorNeeded
        : !offer.Has(sponsor) ? RegistrationRefusals.NotSponsorThere
        : offer.CheckRegister(request.Organisation, request.Person.Details.ProfessionalNumber, request.NumberChecked)
            ?? (string.IsNullOrWhiteSpace(request.Reason) ? ProfileRefusals.ReasonMissing : null);
}

/// <summary>What keeps somebody from being registered without a request.</summary>
public static class RegistrationRefusals
{
    public static readonly Refusal SponsorNeeded = new("registration.sponsor-needed", "Name who asked for this registration.")
    {
        Why = "Who asks for a person is never who checks their identity.",
        Field = nameof(RegisterPersonRequest.SponsorId),
    };

    public static readonly Refusal NotSponsorThere = new("registration.not-a-sponsor", "The person named cannot ask for a registration here.")
    {
        Why = "It takes a sponsor of the organisation who is not the checker; where it has none, a second person of its Registration Authority.",
        Next = "Choose one of those listed.",
        Field = nameof(RegisterPersonRequest.SponsorId),
    };
}

public sealed record PersonRegistered : CareEvent
{
    public required Guid ProfileId { get; init; }

    public required UserUuid Uuid { get; init; }

    public required Guid SponsorId { get; init; }

    public required string SponsorName { get; init; }

    /// <summary>The sponsor named is of the Registration Authority, because the organisation has none; the professional number was checked.</summary>
    public required bool InPlaceOfSponsor { get; init; }

    public required OdsCode Organisation { get; init; }

    public required IReadOnlyList<string> Documents { get; init; }

    public required CheckManner Manner { get; init; }

    public required IReadOnlyList<Guid> NotTheSameAs { get; init; }

    public override string InWords =>
        $"Checked the identity {(Manner is CheckManner.FaceToFace ? "face to face" : "by video")} ({string.Join(", ", Documents)}) and registered {Uuid} at {Organisation} without a request, for {SponsorName}{(InPlaceOfSponsor ? ", in place of a sponsor; the professional number was checked" : "")}.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Profile(ProfileId), AuditSubject.Organisation(Organisation)];
}
