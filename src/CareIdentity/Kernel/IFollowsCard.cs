namespace CareIdentity.Kernel;

/// <summary>
/// Something that waited for a person to have a smartcard: a request for one. Told in the commit that makes the card theirs, so that a card is
/// never issued while what asked for it stays open, nor the other way round.
/// </summary>
public interface IFollowsCard
{
    /// <summary>Does what follows in the context, with its events; the caller saves.</summary>
    Task CardIssuedAsync(Guid profileId, Actor actor, CancellationToken ct);
}
