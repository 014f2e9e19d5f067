using CareIdentity.Kernel;

namespace CareIdentity.Smartcards;

/// <summary>
/// Whether whoever started a card operation may still be trusted while it goes on outside their requests. Declared here, answered by
/// <c>SignIn</c>, which stands above this room.
/// </summary>
public abstract class OperationTrust
{
    /// <summary>Null when the session that started it is still good.</summary>
    public abstract Task<Refusal?> CheckAsync(Actor actor, CancellationToken ct);
}
