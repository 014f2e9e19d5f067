using System.Security.Cryptography;
using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.People;

public sealed record ReplacePhotoRequest
{
    public required Guid ProfileId { get; init; }

    public required Photo Photo { get; init; }

    /// <summary>Whoever replaces it has seen the person, and that they are the one of the former photo or of their documents.</summary>
    public required bool Compared { get; init; }

    public required string Reason { get; init; }
}

/// <summary>
/// Another photo of somebody whose identity is verified: people grow older. A face is what a card is handed over by, so it is for whoever may
/// check an identity, with the side that an ID checker takes, and never one's own. Cards in use keep the former one until they are replaced.
/// </summary>
public sealed class ReplacePhoto(CareIdentityDb db, Authority authority, DutyLedger duties, AuditTrail audit, TimeProvider clock)
{
    private const int MostReason = 1000;

    public async Task<Outcome<Done>> ExecuteAsync(ReplacePhotoRequest request, Actor actor, CancellationToken ct)
    {
        if (await authority.CheckForProfileAsync(actor, RaFunction.VerifyIdentity, request.ProfileId, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        var profile = await db.Profiles.AsNoTracking().FirstAsync(p => p.Id == request.ProfileId, ct);
        if ((PhotoRules.WhyNot(profile.Kind, profile.State, profile.FullName) ?? Decide(request) ?? await duties.TakeAsync(profile.Id, actor.ProfileId, DutySide.Agent, ct)) is { } refusal)
        {
            return refusal;
        }

        var photo = await db.ProfilePhotos.FindAsync([profile.Id], ct);
        var before = photo is null ? null : Digest(photo.Content);
        if (photo is null)
        {
            photo = new ProfilePhoto { ProfileId = profile.Id, Content = request.Photo.Content, ContentType = request.Photo.ContentType, TakenAt = clock.GetUtcNow() };
            db.ProfilePhotos.Add(photo);
        }
        else
        {
            (photo.Content, photo.ContentType, photo.TakenAt) = (request.Photo.Content, request.Photo.ContentType, clock.GetUtcNow());
        }

        audit.Record(actor, new Reason(request.Reason.Trim()), new PhotoReplaced { ProfileId = profile.Id, Before = before, After = Digest(photo.Content) });

        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }

    private static Refusal? Decide(ReplacePhotoRequest request) =>
        !request.Compared ? ProfileRefusals.PhotoNotCompared
        : string.IsNullOrWhiteSpace(request.Reason) || request.Reason.Length > MostReason ? ProfileRefusals.ReasonMissing
        : null;

    private static string Digest(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}

/// <summary>Whose photo can be replaced: for the verb, and for pages that say so beforehand.</summary>
public static class PhotoRules
{
    /// <summary>Null where it can. A profile that nobody has verified gets its photo with the check of the documents.</summary>
    public static Refusal? WhyNot(ProfileKind kind, ProfileState state, string fullName) =>
        kind is not ProfileKind.Person ? ProfileRefusals.PhotoOfNobody
        : state is ProfileState.Closed ? ProfileRefusals.Closed(fullName)
        : state is ProfileState.Unverified ? ProfileRefusals.NotVerified(fullName)
        : null;
}

/// <summary>The photos themselves are not in the trail; their SHA-256 is.</summary>
public sealed record PhotoReplaced : CareEvent
{
    public required Guid ProfileId { get; init; }

    /// <summary>Null: there was none.</summary>
    public string? Before { get; init; }

    public required string After { get; init; }

    public override string InWords => Before is null ? "Added a photo." : "Replaced the photo.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Profile(ProfileId)];
}
