using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.People;

public sealed record ReopenProfileRequest
{
    public required Guid ProfileId { get; init; }

    public required string Reason { get; init; }
}

/// <summary>
/// Somebody comes back: the same profile and UUID, verified again where it was. Access does not come back by itself, and duties taken
/// before still bind (decisions.md §2 rule 6, §4).
/// </summary>
public sealed class ReopenProfile(CareIdentityDb db, Authority authority, DutyLedger duties, AuditTrail audit)
{
    public async Task<Outcome<Done>> ExecuteAsync(ReopenProfileRequest request, Actor actor, CancellationToken ct) =>
        (await ApplyAsync(request, actor, ct) ?? await db.SaveAsync(ct)) is { } refused ? refused : Done.Instance;

    /// <summary>All of it but the save: for a request that asks for it, whose acceptance stands in the same commit.</summary>
    internal async Task<Refusal?> ApplyAsync(ReopenProfileRequest request, Actor actor, CancellationToken ct)
    {
        if (await authority.CheckForProfileAsync(actor, RaFunction.ReopenProfile, request.ProfileId, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        if (string.IsNullOrWhiteSpace(request.Reason))
        {
            return ProfileRefusals.ReasonMissing;
        }

        if (await duties.TakeAsync(request.ProfileId, actor.ProfileId, DutySide.Agent, ct) is { } conflict)
        {
            return conflict;
        }

        var profile = await db.Profiles.FirstAsync(p => p.Id == request.ProfileId, ct);
        if (profile.Reopen() is { } refusal)
        {
            return refusal;
        }

        audit.Record(actor, new Reason(request.Reason.Trim()), new ProfileReopened { ProfileId = profile.Id, Uuid = profile.Uuid, Verified = profile.State is ProfileState.Verified });

        return null;
    }
}

public sealed record ProfileReopened : CareEvent
{
    public required Guid ProfileId { get; init; }

    public required UserUuid Uuid { get; init; }

    public required bool Verified { get; init; }

    public override string InWords => $"Reopened the profile {Uuid}, {(Verified ? "verified" : "not verified")} and without any access.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Profile(ProfileId)];
}
