namespace CareIdentity.Cards.Workstation;

/// <summary>How an instruction of an operation may carry a passcode.</summary>
public enum PasscodeForm
{
    /// <summary>The data is the service's own; it carries no passcode of a holder.</summary>
    ServiceData,

    /// <summary>No data at all: VERIFY without data only asks how many tries are left (SP 800-73-4 Part 2 §3.2.1).</summary>
    NoData,

    /// <summary>Eight bytes, typed: the passcode that the card knows.</summary>
    TypedCurrent,

    /// <summary>Sixteen bytes, both typed: the passcode that the card knows, then the new one.</summary>
    TypedCurrentAndNew,

    /// <summary>Sixteen bytes: what the service knows (a factory passcode or a PUK), then the new passcode, typed.</summary>
    TypedNew,
}
