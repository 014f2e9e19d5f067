using CareIdentity.Certificates;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Pki.Revocation;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Smartcards;

/// <summary>
/// Whether this actor may do this work on this card now. Everything that would refuse the work is asked here, before anything is done to a
/// card, again when its ticket is shown, and once more right before it becomes true.
/// </summary>
public sealed class CardAuthority(CareIdentityDb db, Authority authority, DutyLedger duties, OnePerson person, RaPolicy policy, TimeProvider clock)
{
    private const int NeededAssurance = 3;

    /// <summary>By role and reach; holders on their own cards by having signed in with one.</summary>
    public async Task<Refusal?> CheckAsync(CardOperationKind kind, Guid profileId, Guid? smartcardId, Actor actor, CancellationToken ct)
    {
        if (CardOperation.IsSelfService(kind) && actor.ProfileId == profileId)
        {
            return actor.AssuranceLevel >= NeededAssurance ? null : SmartcardRefusals.SignInWithCard;
        }

        var function = kind is CardOperationKind.Renew && await HasEndedAsync(smartcardId, ct)
            ? RaFunction.RenewExpiredCertificates
            : FunctionOf(kind);
        return await authority.CheckForProfileAsync(actor, function, profileId, ct);
    }

    /// <summary>The rules on person, card and duties. Writes the duty that the agent's work is; the caller saves.</summary>
    internal async Task<Refusal?> DecideAsync(CardOperation operation, Actor actor, CancellationToken ct) =>
        await RulesAsync(operation, actor, ct)
        ?? (operation.IsAgentsWork && !actor.IsService ? await duties.TakeAsync(operation.ProfileId, actor.ProfileId, DutySide.Agent, ct) : null);

    /// <summary>
    /// Once more, right before it becomes true: what the run has in hand may be minutes old, and the card may have been cancelled or its holder
    /// have left since. Whoever changes the card between this and the commit makes the commit fail.
    /// </summary>
    internal async Task<Refusal?> DecideAgainAsync(CardRun run, CancellationToken ct)
    {
        await db.Entry(run.Holder).ReloadAsync(ct);
        await db.Entry(run.Card).ReloadAsync(ct);
        db.Entry(run.Card).State = EntityState.Modified;
        return await CheckAsync(run.Operation.Kind, run.Holder.Id, run.Card.Id, run.Actor, ct) ?? await DecideAsync(run.Operation, run.Actor, ct);
    }

    /// <summary>Whether a card may end so that another takes its place.</summary>
    internal async Task<Refusal?> CheckReplacedAsync(Guid smartcardId, Guid profileId, Actor actor, CancellationToken ct) =>
        await db.Smartcards.AnyAsync(c => c.Id == smartcardId && c.HolderId == profileId, ct)
            ? await authority.CheckForProfileAsync(actor, RaFunction.CancelSmartcard, profileId, ct)
            : SmartcardRefusals.NotFound;

    /// <summary>What work of this kind on a card would be answered now, writing nothing.</summary>
    internal async Task<Refusal?> WouldRefuseAsync(CardOperation planned, Actor actor, CancellationToken ct) =>
        await CheckAsync(planned.Kind, planned.ProfileId, planned.SmartcardId, actor, ct)
        ?? await RulesAsync(planned, actor, ct)
        ?? (planned.IsAgentsWork ? await duties.WouldRefuseAsync(planned.ProfileId, actor.ProfileId, DutySide.Agent, ct) : null);

    private async Task<Refusal?> RulesAsync(CardOperation operation, Actor actor, CancellationToken ct)
    {
        var profile = await db.Profiles.FirstOrDefaultAsync(p => p.Id == operation.ProfileId, ct);
        if (profile is null)
        {
            return ProfileRefusals.NotFound;
        }

        var bySelf = (await person.IdsAsync(actor.ProfileId, ct)).Contains(profile.Id);
        if (bySelf && !CardOperation.IsSelfService(operation.Kind))
        {
            return ProfileRefusals.OwnProfile;
        }

        return operation.IsIssue ? await MayReceiveAsync(profile, operation, ct) : await MayWorkOnAsync(profile, operation, bySelf, ct);
    }

    internal static RaFunction FunctionOf(CardOperationKind kind) => kind switch
    {
        CardOperationKind.Issue or CardOperationKind.IssueLocked => RaFunction.IssueSmartcard,
        CardOperationKind.Unlock or CardOperationKind.ChangePasscode => RaFunction.UnlockSmartcard,
        CardOperationKind.Renew => RaFunction.RenewExpiringCertificates,
        CardOperationKind.Repair => RaFunction.RepairSmartcard,
        CardOperationKind.Clear => RaFunction.ClearSmartcard,
        CardOperationKind.Cancel => RaFunction.CancelSmartcard,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private async Task<Refusal?> MayReceiveAsync(Profile profile, CardOperation operation, CancellationToken ct)
    {
        var today = clock.Today();
        var ids = await person.IdsAsync(profile.Id, ct);
        var worksSomewhere =
            await db.PositionAssignments.AnyAsync(a => a.ProfileId == profile.Id && a.RemovedAt == null && (a.ExpiresOn == null || a.ExpiresOn >= today), ct)
            || await db.IdentityChecks.AnyAsync(c => ids.Contains(c.ProfileId), ct);

        // One that ends in this very commit is not one beside.
        var ending = db.Smartcards.Local.Where(c => c.State is SmartcardState.Cancelled).Select(c => c.Id).ToList();
        var hasCard = await db.Smartcards.AnyAsync(
            c => c.HolderId == profile.Id && (c.State == SmartcardState.Active || c.State == SmartcardState.Locked) && !ending.Contains(c.Id), ct);
        return SmartcardRules.MayReceive(profile, worksSomewhere, hasCard, operation.BesideAnother);
    }

    private async Task<Refusal?> MayWorkOnAsync(Profile profile, CardOperation operation, bool bySelf, CancellationToken ct)
    {
        var card = await db.Smartcards.FirstOrDefaultAsync(c => c.Id == operation.SmartcardId && c.HolderId == profile.Id, ct);
        if (card is null)
        {
            return SmartcardRefusals.NotFound;
        }

        return SmartcardRules.MayWorkOn(operation.Kind, card, profile, policy)
            ?? (operation.Kind is CardOperationKind.Renew
                ? SmartcardRules.MayRenew(card, await LastDayAsync(card.Id, ct), operation.Attempt > 0, bySelf, !string.IsNullOrWhiteSpace(operation.Evidence), clock.Today(), policy)
                : null);
    }

    /// <summary>
    /// Also while a renewal is interrupted, when the old certificates are already superseded and the new ones not yet active: who might not
    /// begin it may not finish it either.
    /// </summary>
    private async Task<bool> HasEndedAsync(Guid? smartcardId, CancellationToken ct) =>
        smartcardId is { } id && (await LastDayAsync(id, ct) ?? await LastDayBeforeAsync(id, ct)) is { } last && clock.Today() > last;

    private async Task<DateOnly?> LastDayAsync(Guid smartcardId, CancellationToken ct) =>
        await db.Certificates
            .Where(c => c.SmartcardId == smartcardId && c.Status == CertificateStatus.Active && c.Kind == CertificateKind.Authentication)
            .MaxAsync(c => (DateTimeOffset?)c.NotAfter, ct) is { } end
            ? ClockDates.OnDay(end)
            : null;

    private async Task<DateOnly?> LastDayBeforeAsync(Guid smartcardId, CancellationToken ct) =>
        await db.Certificates
            .Where(c => c.SmartcardId == smartcardId && c.Status == CertificateStatus.Revoked && c.Reason == RevocationReason.Superseded && c.Kind == CertificateKind.Authentication)
            .MaxAsync(c => (DateTimeOffset?)c.NotAfter, ct) is { } end
            ? ClockDates.OnDay(end)
            : null;
}
