using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.People;

namespace CareIdentity.Requests;

/// <summary>Those to whom a request can be given.</summary>
public sealed class RequestColleagues(RoleHolders holders, DutyLedger duties)
{
    private const int Most = 200;

    /// <summary>At the organisation and its RA, by name; never who raised it, nor whom it is about.</summary>
    public Task<OfferedPeople> OfferAsync(RequestView asked, string? find, Guid? chosen, CancellationToken ct) => holders.OfferAsync(
        asked.FunctionToDecide,
        asked.Organisation,
        new PersonChoice { Find = find, Chosen = chosen, Except = asked.SubjectId is { } subject ? [asked.RaisedById, subject] : [asked.RaisedById] },
        ct);

    internal async Task<Refusal?> CheckAsync(AccessRequest asked, Guid? colleague, Actor actor, CancellationToken ct)
    {
        if (colleague is not { } person)
        {
            return null;
        }

        // The actor's own authority was asked already, and may come from further above than the list reaches.
        var may = person == actor.ProfileId || await holders.CanAsync(asked.FunctionToDecide, asked.Organisation, person, ct);
        var stands = asked.SubjectId is { } subject && !RequestKinds.Of(asked.Kind).TakesAway ? await duties.WouldRefuseAsync(subject, person, DutySide.Agent, ct) : null;
        return may && stands is null ? null : RequestRefusals.ColleagueCannotDecide;
    }

    /// <summary>
    /// Who can decide it now: the colleague who has it, or everybody who may. What no Registration Authority decides is the national one's.
    /// </summary>
    internal async Task<IReadOnlyList<Guid>> WhoCanDecideAsync(AccessRequest asked, CancellationToken ct)
    {
        var may = asked.EscalatedAt is null ? await WhoMayAsync(asked.FunctionToDecide, asked.Organisation, ct) : [];
        if (may.Count == 0)
        {
            may = await holders.NationalAsync(Most, ct);
        }

        var sides = asked.SubjectId is { } subject && !RequestKinds.Of(asked.Kind).TakesAway ? await duties.OfPersonAsync(subject, ct) : null;
        var able = may.Select(holder => holder.ProfileId).Distinct().Where(id => id != asked.RaisedBy && id != asked.SubjectId && sides?.Refuses(id, DutySide.Agent) is not true).ToList();
        return asked.AssignedTo is { } colleague && able.Contains(colleague) ? [colleague] : able;
    }

    private Task<IReadOnlyList<RoleHolder>> WhoMayAsync(RaFunction function, OdsCode organisation, CancellationToken ct) =>
        holders.WhoCanAsync(function, organisation, Most, ct);
}
