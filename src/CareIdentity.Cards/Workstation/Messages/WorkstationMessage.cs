using System.Text.Json.Serialization;

namespace CareIdentity.Cards.Workstation.Messages;

/// <summary>What a workstation says to the service.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
[JsonDerivedType(typeof(Hello), "hello")]
[JsonDerivedType(typeof(Response), "response")]
[JsonDerivedType(typeof(Stopped), "stopped")]
[JsonDerivedType(typeof(CardGone), "cardGone")]
public abstract record WorkstationMessage
{
    /// <summary>What is wrong with the values, which the types alone do not say; null when nothing is.</summary>
    internal virtual string? Fault() => null;
}
