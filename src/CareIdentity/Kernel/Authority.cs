namespace CareIdentity.Kernel;

/// <summary>
/// What an actor may do where. Asked in the first line of every verb; answered by <c>Access/PositionAuthority</c> from the position
/// assignments at the moment of acting. Declared here so that every room can ask without knowing how it is found.
/// </summary>
public abstract class Authority
{
    /// <summary>Null when the actor may perform the function at that organisation, else why not and who can.</summary>
    public abstract Task<Refusal?> CheckAsync(Actor actor, RaFunction task, OdsCode organisation, CancellationToken ct);

    /// <summary>As above for work on a person: they must have, or have had when registered, an organisation within the actor's scope.</summary>
    public abstract Task<Refusal?> CheckForProfileAsync(Actor actor, RaFunction task, Guid profileId, CancellationToken ct);

    /// <summary>As above for work that belongs to no one organisation, such as reference data: asked at the one that the actor acts from.</summary>
    public Task<Refusal?> CheckAsync(Actor actor, RaFunction task, CancellationToken ct) =>
        CheckAsync(actor, task, actor.Organisation ?? OdsCode.NationalLocumPharmacy, ct);
}
