namespace CareIdentity.Cards.Workstation;

/// <summary>What the service does to a card, in the words that the person at the workstation reads.</summary>
public enum OperationKind
{
    Issue,
    IssueLocked,
    Unlock,
    ChangePasscode,
    Renew,
    Repair,
    Clear,
    Cancel,
}
