using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Smartcards;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Tests.Smartcards.Faults;

/// <summary>
/// Holds a card's state and the work done on it against the trail: nothing became true without the event that says so, and no event says what
/// did not. By counts, because a clock that stands still puts events in no order.
/// </summary>
internal static class CardHistory
{
    public static async Task<IReadOnlyList<string>> BrokenAsync(CareIdentityDb db, Smartcard card)
    {
        var key = AuditSubject.Smartcard(card.Id).Key;
        var told = await db.AuditEventSubjects
            .Where(s => s.Kind == SubjectKind.Smartcard && s.Key == key)
            .Join(db.AuditEvents, s => s.EventId, e => e.Id, (s, e) => e.Type)
            .GroupBy(type => type)
            .Select(group => new { Type = group.Key, Times = group.Count() })
            .ToDictionaryAsync(group => group.Type, group => group.Times);
        var done = await db.CardOperations
            .Where(o => o.SmartcardId == card.Id && o.State == CardOperationState.Done)
            .GroupBy(o => o.Kind)
            .Select(group => new { Kind = group.Key, Times = group.Count() })
            .ToDictionaryAsync(group => group.Kind, group => group.Times);
        int Told(string type) => told.GetValueOrDefault(type);
        int Done(params CardOperationKind[] kinds) => kinds.Sum(kind => done.GetValueOrDefault(kind));
        (string What, bool Holds)[] rules =
        [
            ($"it is {card.State}", StateIsTold(card.State, Told)),
            ("it was issued", Told(nameof(SmartcardIssued)) == Done(CardOperationKind.Issue, CardOperationKind.IssueLocked)),
            ("it was unlocked", Told(nameof(SmartcardUnlocked)) == Done(CardOperationKind.Unlock)),
            ("its passcode was changed", Told(nameof(PasscodeChanged)) == Done(CardOperationKind.ChangePasscode)),
            ("it was renewed", Told(nameof(SmartcardRenewed)) == Done(CardOperationKind.Renew, CardOperationKind.Repair)),
            ("it was cleared", Told(nameof(SmartcardCleared)) == Done(CardOperationKind.Clear)),
            ("it was emptied", Told(nameof(CancelledSmartcardEmptied)) == Done(CardOperationKind.Cancel)),
        ];
        return [.. rules.Where(rule => !rule.Holds).Select(rule => $"{rule.What}, and its history says otherwise")];
    }

    private static bool StateIsTold(SmartcardState state, Func<string, int> told)
    {
        var (issued, cleared, returned) = (told(nameof(SmartcardIssued)), told(nameof(SmartcardCleared)), told(nameof(SmartcardReturnedToStock)));
        return state switch
        {
            SmartcardState.Blank => issued == cleared && cleared == returned,
            SmartcardState.Active or SmartcardState.Locked => issued == cleared + 1 && cleared == returned,
            SmartcardState.Cleared => issued == cleared && cleared == returned + 1,
            SmartcardState.Cancelled => told(nameof(SmartcardCancelled)) == 1,
            _ => told(nameof(SmartcardDestroyed)) == 1,
        };
    }
}
