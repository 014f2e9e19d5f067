using System.Text.Json.Serialization;

namespace CareIdentity.Agent.NativeMessaging;

/// <summary>What the extension asks. The origin is the one that the browser gave it, never one that a page said.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "ask", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
[JsonDerivedType(typeof(Status), "status")]
[JsonDerivedType(typeof(SignIn), "sign-in")]
[JsonDerivedType(typeof(Operate), "operate")]
[JsonDerivedType(typeof(Stop), "stop")]
internal abstract record Question(int Version, string Id)
{
    /// <summary>Extension and agent are installed together; the number tells where they were not.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Is there an agent, and which?</summary>
    internal sealed record Status(int Version, string Id) : Question(Version, Id);

    /// <summary>A Web eID token over this nonce.</summary>
    internal sealed record SignIn(int Version, string Id, string Origin, string Nonce) : Question(Version, Id);

    /// <summary>Bring this ticket to the service and lend it the card.</summary>
    internal sealed record Operate(int Version, string Id, string Origin, string Ticket) : Question(Version, Id);

    /// <summary>The page that asked is gone: so is its window.</summary>
    internal sealed record Stop(int Version, string Id) : Question(Version, Id);
}
