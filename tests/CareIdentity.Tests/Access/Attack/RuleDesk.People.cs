using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Requests;

namespace CareIdentity.Tests.Access.Attack;

/// <summary>People leave, rest from their role, and turn out to be one.</summary>
internal sealed partial class RuleDesk
{
    /// <summary>A manager stops a role of somebody else, or lets it go on.</summary>
    private bool Suspend(int actor, int subject, int position) =>
        actor != subject && positions[position].Role is not null and not RaRole.RootRaManager && Held(subject, position) is not null && Works(actor, positions[position].Ra, RaRole.RaManager)
        && (resting.Remove((subject, position)) || resting.Add((subject, position)));

    private bool Close(int actor, int subject)
    {
        if (closed[subject] || actor == subject || !Works(actor, null, RaRole.RaManager, RaRole.RaAgent)
            || assignments.Exists(a => a.Person == subject && a.Assignment.IsActiveOn(Today) && !MayDismiss(actor, a.Position)))
        {
            return false;
        }

        closed[subject] = true;
        foreach (var held in assignments.Where(a => a.Person == subject && a.Assignment.RemovedAt is null))
        {
            held.Assignment.Remove(Now);
            oracle.HoldsNoMore(subject, held.Position);
        }

        return true;
    }

    /// <summary>As the verb and the rooms do it: what lives moves, unless somebody would stand on two sides or two roles do not go together.</summary>
    private bool Merge(int actor, int surviving, int merged)
    {
        if (surviving == merged || closed[surviving] || !duties.IsItself(merged) || !Works(actor, null, RaRole.RaManager) || !duties.MayTake(surviving, actor, DutySide.Agent) || !duties.MayTake(merged, actor, DutySide.Agent))
        {
            return false;
        }

        duties.Add(surviving, actor, DutySide.Agent);
        duties.Add(merged, actor, DutySide.Agent);
        foreach (var (person, position, assignment) in assignments.Where(a => a.Person == merged && a.Assignment.RemovedAt is null).ToList())
        {
            var moves = Held(surviving, position) is null
                && SeparationOfDuties.Check(RolesOf(surviving), Roles(positions[position])) is null
                && duties.MayKeep(surviving, assignment.GrantedBy, assignment.GrantedBySide) && duties.MayKeep(surviving, assignment.SponsoredBy, assignment.SponsoredBySide);
            oracle.HoldsNoMore(merged, position);
            if (moves)
            {
                assignments.Remove((person, position, assignment));
                assignments.Add((surviving, position, assignment));
            }
            else
            {
                assignment.Remove(Now);
            }
        }

        for (var i = 0; i < requests.Count; i++)
        {
            var (request, about, by, position) = requests[i];
            if (request.State is RequestState.Open or RequestState.Returned && (about == merged || by == merged))
            {
                var (aboutNow, byNow) = (about == merged ? surviving : about, by == merged ? surviving : by);
                if (aboutNow == byNow || !duties.MayTake(aboutNow, byNow, DutySide.Sponsor))
                {
                    request.FollowInto(RequestState.Withdrawn, null, Now, "Merged");
                    continue;
                }

                request.RaisedBy = Ids[byNow];
                requests[i] = (request, aboutNow, byNow, position);
            }
        }

        closed[merged] = true;
        duties.Merge(surviving, merged);
        oracle.Merged(surviving, merged, actor);
        foreach (var (_, position, _) in assignments.Where(a => a.Person == surviving && a.Assignment.RemovedAt is null))
        {
            Holds(surviving, position);
        }

        return true;
    }
}
