using CareIdentity.Audit;

namespace CareIdentity.Smartcards;

/// <summary>Something that became true of one card and of its holder.</summary>
public abstract record CardEvent : CareEvent
{
    public required Guid ProfileId { get; init; }

    public required Guid SmartcardId { get; init; }

    public required CardSerial Card { get; init; }

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Profile(ProfileId), AuditSubject.Smartcard(SmartcardId)];
}

public sealed record SmartcardIssued : CardEvent
{
    public required bool Locked { get; init; }

    public required string AuthenticationSerial { get; init; }

    public required string SigningSerial { get; init; }

    public required DateOnly WorksUntil { get; init; }

    public override string InWords => Locked
        ? $"Issued smartcard {Card.Spoken}, locked; it works until {WorksUntil:d MMMM yyyy}."
        : $"Issued smartcard {Card.Spoken}; it works until {WorksUntil:d MMMM yyyy}.";
}

public sealed record SmartcardUnlocked : CardEvent
{
    public override string InWords => $"Unlocked smartcard {Card.Spoken} with its holder, who chose a new passcode.";
}

public sealed record PasscodeChanged : CardEvent
{
    public override string InWords => $"The holder of smartcard {Card.Spoken} chose a new passcode.";
}

/// <summary>New keys and certificates took the place of the old ones.</summary>
public sealed record SmartcardRenewed : CardEvent
{
    public required bool Repaired { get; init; }

    public required string AuthenticationSerial { get; init; }

    public required string SigningSerial { get; init; }

    public required DateOnly WorksUntil { get; init; }

    public override string InWords => $"{(Repaired ? "Repaired" : "Renewed")} smartcard {Card.Spoken}; it works until {WorksUntil:d MMMM yyyy}.";
}

public sealed record SmartcardCleared : CardEvent
{
    public override string InWords => $"Cleared smartcard {Card.Spoken}: nothing of its holder is left on it.";
}

public sealed record CancelledSmartcardEmptied : CardEvent
{
    public override string InWords => $"Emptied the cancelled smartcard {Card.Spoken} and locked it.";
}
