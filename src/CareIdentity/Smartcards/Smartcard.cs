using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;

namespace CareIdentity.Smartcards;

/// <summary>decisions.md §4: Blank → Issued (Locked or Active) ⇄ Locked → Cancelled → Destroyed, and Issued → Cleared → Blank.</summary>
public enum SmartcardState
{
    /// <summary>In stock: holds nothing of anybody.</summary>
    Blank,

    /// <summary>Issued, and its passcode is blocked: the holder must unlock it before use.</summary>
    Locked,
    Active,

    /// <summary>Emptied for reuse, not yet back in stock.</summary>
    Cleared,
    Cancelled,
    Destroyed,
}

public enum CancelReason
{
    Lost,
    Stolen,
    Damaged,
    Left,
    Superseded,
    NameChanged,
    Misuse,
    Failed,
}

/// <summary>One card, from stock to destruction. What is on it is in <c>Certificates</c>; what it is keyed with in <see cref="CardKeys"/>.</summary>
internal sealed class Smartcard : IVersioned
{
    public required Guid Id { get; init; }

    public required CardSerial Serial { get; init; }

    /// <summary>The Registration Authority whose stock it came from.</summary>
    public required OdsCode StockOf { get; init; }

    public required DateTimeOffset RegisteredAt { get; init; }

    public Guid Version { get; set; }

    public SmartcardState State { get; private set; } = SmartcardState.Blank;

    public Guid? HolderId { get; private set; }

    /// <summary>Null only for the cards that the service itself makes when it is set up.</summary>
    public Guid? IssuedBy { get; private set; }

    /// <summary>Always the agent's side: part of the foreign key to the duty ledger, so the database refuses a sponsor who issues.</summary>
    public DutySide? IssuedBySide { get; private set; }

    public DateTimeOffset? IssuedAt { get; private set; }

    /// <summary>The random identifier of this issue that the chip shows to everybody; null while it is in stock.</summary>
    public Guid? CardUuid { get; private set; }

    /// <summary>Why the holder has this card beside another one.</summary>
    public string? BesideAnother { get; private set; }

    public int SelfRenewals { get; private set; }

    public DateTimeOffset? LockedAt { get; private set; }

    public CancelReason? CancelReason { get; private set; }

    public DateTimeOffset? CancelledAt { get; private set; }

    /// <summary>Since when it may not be used for a while, though it is somebody's.</summary>
    public DateTimeOffset? HeldAt { get; private set; }

    public string? HoldReason { get; private set; }

    public bool IsIssued => State is SmartcardState.Locked or SmartcardState.Active;

    public bool IsOnHold => HeldAt is not null;

    public Refusal? Issue(Guid holder, Guid? issuer, Guid cardUuid, bool locked, string? besideAnother, DateTimeOffset at)
    {
        if (State is not SmartcardState.Blank)
        {
            return SmartcardRefusals.NotBlank(Serial);
        }

        (HolderId, IssuedBy, IssuedBySide, IssuedAt) = (holder, issuer, issuer is null ? null : DutySide.Agent, at);
        (CardUuid, BesideAnother, SelfRenewals) = (cardUuid, besideAnother, 0);
        (State, LockedAt) = locked ? (SmartcardState.Locked, at) : (SmartcardState.Active, default(DateTimeOffset?));
        return null;
    }

    public Refusal? Lock(DateTimeOffset at)
    {
        if (State is not SmartcardState.Active)
        {
            return SmartcardRefusals.NotActive(Serial);
        }

        (State, LockedAt) = (SmartcardState.Locked, at);
        return null;
    }

    /// <summary>Also of a card that the register takes for active: its holder may have locked it where nobody saw.</summary>
    public Refusal? Unlock()
    {
        if (!IsIssued)
        {
            return SmartcardRefusals.NotIssued(Serial);
        }

        (State, LockedAt) = (SmartcardState.Active, null);
        return null;
    }

    /// <summary>New certificates are on it. Renewing without help is counted; with help it is not (decisions.md §3).</summary>
    public Refusal? Renew(bool bySelf)
    {
        if (!IsIssued)
        {
            return SmartcardRefusals.NotIssued(Serial);
        }

        SelfRenewals += bySelf ? 1 : 0;
        return null;
    }

    public Refusal? Hold(string why, DateTimeOffset at)
    {
        if (!IsIssued || IsOnHold)
        {
            return IsOnHold ? SmartcardRefusals.OnHold(Serial) : SmartcardRefusals.NotIssued(Serial);
        }

        (HeldAt, HoldReason) = (at, why);
        return null;
    }

    public Refusal? Release()
    {
        if (!IsOnHold)
        {
            return SmartcardRefusals.NotOnHold(Serial);
        }

        (HeldAt, HoldReason) = (null, null);
        return null;
    }

    /// <summary>Its holder goes on under another profile. Somebody who has one card says why they keep this one beside it.</summary>
    public void FollowHolder(Guid holder, string? besideAnother) => (HolderId, BesideAnother) = (holder, BesideAnother ?? besideAnother);

    /// <summary>Also of a card in stock that was stolen before it was anybody's.</summary>
    public Refusal? Cancel(CancelReason reason, DateTimeOffset at)
    {
        if (State is SmartcardState.Cancelled or SmartcardState.Destroyed)
        {
            return SmartcardRefusals.AlreadyCancelled(Serial);
        }

        (State, CancelReason, CancelledAt) = (SmartcardState.Cancelled, reason, at);
        (HeldAt, HoldReason) = (null, null);
        return null;
    }

    public Refusal? Destroy()
    {
        if (State is not SmartcardState.Cancelled)
        {
            return SmartcardRefusals.CancelFirst(Serial);
        }

        State = SmartcardState.Destroyed;
        return null;
    }

    /// <summary>Its keys and certificates are gone; what it is keyed with stays.</summary>
    public Refusal? Clear()
    {
        if (!IsIssued)
        {
            return SmartcardRefusals.NotIssued(Serial);
        }

        (State, HolderId, IssuedBy, IssuedBySide, IssuedAt) = (SmartcardState.Cleared, null, null, null, null);
        (CardUuid, BesideAnother, LockedAt, SelfRenewals) = (null, null, null, 0);
        (HeldAt, HoldReason) = (null, null);
        return null;
    }

    public Refusal? ReturnToStock()
    {
        if (State is not SmartcardState.Cleared)
        {
            return SmartcardRefusals.NotCleared(Serial);
        }

        State = SmartcardState.Blank;
        return null;
    }
}
