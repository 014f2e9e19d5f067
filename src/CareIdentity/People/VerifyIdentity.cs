using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.People;

public sealed record VerifyIdentityRequest
{
    public required Guid ProfileId { get; init; }

    public required VerifiedPerson Person { get; init; }
}

/// <summary>
/// A profile that was taken over from another service is checked with three documents (features.md row 19). Until then it is restricted: no
/// position is given, no card issued, and what it holds does not work.
/// </summary>
public sealed class VerifyIdentity(CareIdentityDb db, Authority authority, ProfileRegistration registration, AuditTrail audit)
{
    public async Task<Outcome<Done>> ExecuteAsync(VerifyIdentityRequest request, Actor actor, CancellationToken ct)
    {
        if (await authority.CheckForProfileAsync(actor, RaFunction.VerifyIdentity, request.ProfileId, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        var profile = await db.Profiles.FirstAsync(p => p.Id == request.ProfileId, ct);
        var changes = DetailsChange.Between(profile.Described, request.Person.Details);
        var place = actor.Organisation ?? profile.RegisteredAt;
        if (await registration.VerifyAsync(profile, request.Person, place, actor.ProfileId, ct) is { } refusal)
        {
            return refusal;
        }

        audit.Record(actor, Reason.None, new IdentityVerified
        {
            ProfileId = profile.Id,
            Uuid = profile.Uuid,
            Organisation = place,
            Manner = request.Person.Manner,
            Documents = [.. request.Person.Documents.Select(d => d.Kind.Name)],
            Changes = changes,
            NotTheSameAs = request.Person.NotTheSameAs,
        });

        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }
}

public sealed record IdentityVerified : CareEvent
{
    public required Guid ProfileId { get; init; }

    public required UserUuid Uuid { get; init; }

    public required OdsCode Organisation { get; init; }

    public required CheckManner Manner { get; init; }

    public required IReadOnlyList<string> Documents { get; init; }

    /// <summary>Details that the documents put right.</summary>
    public required IReadOnlyList<DetailsChange> Changes { get; init; }

    /// <summary>Profiles that were compared and found to be other people.</summary>
    public IReadOnlyList<Guid> NotTheSameAs { get; init; } = [];

    public override string InWords =>
        $"Verified the identity of {Uuid} {Manner.InWords()} with {string.Join(", ", Documents)}; the restrictions of the profile ended.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Profile(ProfileId), AuditSubject.Organisation(Organisation)];
}
