using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.People;

/// <summary>The holder accepts the terms that are in force. Self-service: nobody can do it for another.</summary>
public sealed class AcceptTerms(CareIdentityDb db, AuditTrail audit, RaPolicy policy, TimeProvider clock)
{
    public async Task<Outcome<Done>> ExecuteAsync(Actor actor, CancellationToken ct)
    {
        var profile = await db.Profiles.FirstOrDefaultAsync(p => p.Id == actor.ProfileId, ct);
        if (profile is null)
        {
            return ProfileRefusals.NotFound;
        }

        if (profile.AcceptTerms(policy.TermsVersion, clock.GetUtcNow()) is { } refusal)
        {
            return refusal;
        }

        audit.Record(actor, Reason.None, new TermsAccepted { ProfileId = profile.Id, TermsVersion = policy.TermsVersion });

        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }
}

public sealed record TermsAccepted : CareEvent
{
    public required Guid ProfileId { get; init; }

    public required string TermsVersion { get; init; }

    public override string InWords => $"Accepted the terms and conditions, version {TermsVersion}.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Profile(ProfileId)];
}
