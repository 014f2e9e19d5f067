using System.Text.Json.Serialization;

namespace CareIdentity.Agent.NativeMessaging;

/// <summary>What the agent answers: to each question one, with its id.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "outcome")]
[JsonDerivedType(typeof(Status), "status")]
[JsonDerivedType(typeof(Token), "token")]
[JsonDerivedType(typeof(WrongPasscode), "wrong-passcode")]
[JsonDerivedType(typeof(Locked), "locked")]
[JsonDerivedType(typeof(NoCard), "no-card")]
[JsonDerivedType(typeof(Stopped), "stopped")]
[JsonDerivedType(typeof(CardError), "card-error")]
[JsonDerivedType(typeof(Operated), "operated")]
[JsonDerivedType(typeof(Refused), "refused")]
internal abstract record Answer(string Id)
{
    internal sealed record Status(string Id, int Version, string Agent) : Answer(Id);

    /// <param name="Token">A Web eID 1.0 token as JSON text.</param>
    internal sealed record Token(string Id, [property: JsonPropertyName("token")] string Json) : Answer(Id);

    internal sealed record WrongPasscode(string Id, int? TriesLeft) : Answer(Id);

    internal sealed record Locked(string Id, byte[] Certificate) : Answer(Id);

    internal sealed record NoCard(string Id) : Answer(Id);

    internal sealed record Stopped(string Id, string Reason) : Answer(Id);

    internal sealed record CardError(string Id, string Reason) : Answer(Id);

    /// <param name="Completed">False where it was refused or interrupted; the service's journal says more.</param>
    internal sealed record Operated(string Id, bool Completed, string Message) : Answer(Id);

    /// <summary>Nothing was done.</summary>
    /// <param name="Code">For programs; never changes.</param>
    /// <param name="Reason">What is wrong and what to do, for people.</param>
    internal sealed record Refused(string Id, string Code, string Reason) : Answer(Id);
}
