using System.Text.Json.Serialization;

namespace CareIdentity.Cards.Workstation.Messages;

/// <summary>What the service says to a workstation.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
[JsonDerivedType(typeof(Operation), "operation")]
[JsonDerivedType(typeof(StepBegun), "step")]
[JsonDerivedType(typeof(Apdu), "apdu")]
[JsonDerivedType(typeof(PasscodeWanted), "passcode")]
[JsonDerivedType(typeof(Done), "done")]
public abstract record ServiceMessage
{
    /// <summary>What is wrong with the values, which the types alone do not say; null when nothing is.</summary>
    internal virtual string? Fault() => null;
}
