using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.People;

public sealed record CloseProfileRequest
{
    public required Guid ProfileId { get; init; }

    public required string Reason { get; init; }
}

/// <summary>Somebody leaves health and care, or died: everything that lets them in ends in this commit (features.md row 22).</summary>
public sealed class CloseProfile(CareIdentityDb db, Authority authority, IEnumerable<IEndsWithProfile> endings, EndingQueries preview, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<Done>> ExecuteAsync(CloseProfileRequest request, Actor actor, CancellationToken ct) =>
        (await ApplyAsync(request, actor, ct) ?? await db.SaveAsync(ct)) is { } refused ? refused : Done.Instance;

    /// <summary>All of it but the save: for a request that asks for it, whose acceptance stands in the same commit.</summary>
    internal async Task<Refusal?> ApplyAsync(CloseProfileRequest request, Actor actor, CancellationToken ct)
    {
        if (await authority.CheckForProfileAsync(actor, RaFunction.CloseProfile, request.ProfileId, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        if (request.ProfileId == actor.ProfileId)
        {
            return ProfileRefusals.OwnProfile;
        }

        var profile = await db.Profiles.FirstAsync(p => p.Id == request.ProfileId, ct);
        if (string.IsNullOrWhiteSpace(request.Reason))
        {
            return ProfileRefusals.ReasonMissing;
        }

        if (await preview.WhyNotAsync(profile.Id, actor, ct) is { } notTheirs)
        {
            return notTheirs;
        }

        if (profile.Close(clock.GetUtcNow()) is { } refusal)
        {
            return refusal;
        }

        var reason = new Reason(request.Reason.Trim());
        var ended = await preview.OfProfileAsync(profile.Id, ct);
        audit.Record(actor, reason, new ProfileClosed { ProfileId = profile.Id, Uuid = profile.Uuid, Ended = ended });
        foreach (var ending in endings)
        {
            await ending.EndAsync(profile.Id, actor, reason, ct);
        }

        return null;
    }
}

public sealed record ProfileClosed : CareEvent
{
    public required Guid ProfileId { get; init; }

    public required UserUuid Uuid { get; init; }

    /// <summary>What ended with it, in words.</summary>
    public required IReadOnlyList<string> Ended { get; init; }

    public override string InWords => $"Closed the profile {Uuid}; {Ended.Count} {(Ended.Count == 1 ? "thing" : "things")} ended with it.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Profile(ProfileId)];
}
