using CareIdentity.Kernel;

namespace CareIdentity.Reports;

/// <summary>Whose open requests of an organisation somebody sees there: all where they decide, their own where they only ask.</summary>
/// <param name="RaisedBy">Only this person's; null for all.</param>
public sealed record RequestsInSight(Guid? RaisedBy)
{
    public bool OwnOnly => RaisedBy is not null;

    /// <summary>Refused to whoever does neither, in the words for who does not decide.</summary>
    public static async Task<Outcome<RequestsInSight>> OfAsync(Authority authority, OdsCode organisation, Actor actor, CancellationToken ct)
    {
        if (await authority.CheckAsync(actor, RaFunction.DecideRequest, organisation, ct) is not { } notDeciding)
        {
            return new RequestsInSight(RaisedBy: null);
        }

        return await authority.CheckAsync(actor, RaFunction.RaiseRequest, organisation, ct) is null ? new RequestsInSight(actor.ProfileId) : notDeciding;
    }
}
