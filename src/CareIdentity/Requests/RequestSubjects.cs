using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.People;

namespace CareIdentity.Requests;

/// <summary>What is known of the person whom an undecided request is about, for who decides it.</summary>
public sealed record RequestSubject
{
    public required ProfileView Profile { get; init; }

    /// <summary>The last time that somebody saw their documents; null: nobody has here.</summary>
    public IdentityCheckView? LastCheck { get; init; }

    /// <summary>What they hold or will hold beside what the request is about.</summary>
    public IReadOnlyList<HeldPosition> OtherPositions { get; init; } = [];

    /// <summary>What else is asked for them, as far as the reader may decide it.</summary>
    public IReadOnlyList<OtherRequest> OtherRequests { get; init; } = [];

    /// <summary>The roles of the Registration Authority that the position asked for would give.</summary>
    public IReadOnlyList<RoleToCome> Roles { get; init; } = [];
}

/// <summary>Facts to decide by: for who may see the person's profile anyway.</summary>
public sealed class RequestSubjects(ProfileQueries profiles, PositionQueries positions, RolesOfPosition roles, RequestQueries requests, Authority authority, TimeProvider clock)
{
    private const int MostRequests = 20;

    /// <summary>Null where there is no profile yet, nothing is left to decide, or the person is not for the reader to see.</summary>
    public async Task<RequestSubject?> OfAsync(RequestView asked, Actor actor, CancellationToken ct)
    {
        if (asked is not { SubjectId: { } subject, State: RequestState.Open or RequestState.Returned }
            || asked.RaisedById == actor.ProfileId
            || await authority.CheckForProfileAsync(actor, RaFunction.ViewProfile, subject, ct) is not null
            || await profiles.FindAsync(subject, ct) is not { } profile)
        {
            return null;
        }

        var today = clock.Today();
        return new RequestSubject
        {
            Profile = profile,
            LastCheck = await profiles.ChecksAsync(subject, ct) is [var last, ..] ? last : null,
            OtherPositions =
            [
                .. (await positions.OfProfileAsync(subject, ct)).Where(held => held.RemovedAt is null && (held.ExpiresOn is null || held.ExpiresOn >= today)
                    && held.AssignmentId != asked.AssignmentId && (asked.Kind is not RequestKind.AssignPosition || held.PositionId != asked.PositionId)),
            ],
            OtherRequests = await requests.OthersAboutAsync(subject, asked.Id, actor, MostRequests, ct),
            Roles = asked is { Kind: RequestKind.AssignPosition, PositionId: { } position } ? await roles.OfAsync(position, subject, ct) : [],
        };
    }
}
