using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;

namespace CareIdentity.Smartcards;

/// <summary>
/// From this commit on new keys of cards are derived from a new master key. Cards are given theirs one by one as they are seen: when they are
/// issued, renewed, repaired, cleared or cancelled, and their unblocking key when they are unlocked. Until then the earlier master key opens them.
/// </summary>
public sealed class ChangeCardMasterKey(CareIdentityDb db, Authority authority, CardMasterSecret secrets, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<int>> ExecuteAsync(Reason reason, Actor actor, CancellationToken ct)
    {
        if (await authority.CheckAsync(actor, RaFunction.ChangeCardMasterKey, ct) is { } refusal)
        {
            return refusal;
        }

        if (string.IsNullOrWhiteSpace(reason.Text))
        {
            return SmartcardRefusals.ReasonMissing;
        }

        // The secret first: a crash before the commit leaves one that nothing was derived from, and the next attempt takes it up.
        var next = await secrets.CurrentAsync(ct) + 1;
        await secrets.EnsureAsync(next, ct);
        db.CardMasterKeys.Add(new CardMasterKey { Generation = next, MadeAt = clock.GetUtcNow(), MadeBy = actor.IsService ? null : actor.ProfileId });
        audit.Record(actor, reason, new CardMasterKeyChanged { Generation = next });
        return await db.SaveAsync(ct) is { } refused ? refused : next;
    }
}

public sealed record CardMasterKeyChanged : CareEvent
{
    public required int Generation { get; init; }

    public override string InWords => $"Changed the master key of the smartcards: from now on keys are derived from master key {Generation}.";

    public override IEnumerable<AuditSubject> Subjects => [];
}
