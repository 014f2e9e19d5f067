using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Requests;

namespace CareIdentity.Tests.Access.Attack;

/// <summary>What is asked for, and what becomes of it.</summary>
internal sealed partial class RuleDesk
{
    private bool Ask(int actor, int subject, int position)
    {
        if (closed[subject] || !Works(actor, positions[position].Ra, RaRole.Sponsor) || !duties.Take(subject, actor, DutySide.Sponsor))
        {
            return false;
        }

        oracle.Asked(subject, actor);
        requests.Add((new AccessRequest
        {
            Id = Guid.NewGuid(),
            Reference = RequestReference.Create(),
            Kind = RequestKind.AssignPosition,
            Organisation = Ras[positions[position].Ra],
            SubjectName = "",
            RaisedBy = Ids[actor],
            RaisedBySide = DutySide.Sponsor,
            RaisedAs = "",
            RaisedAt = Now,
            CountsFrom = ClockDates.OnDay(Now),
            Note = "",
        }, subject, actor, position));
        return true;
    }

    private bool Accept(int actor, (AccessRequest Request, int Subject, int By, int Position) asked)
    {
        if (!MayDecide(actor, asked) || !MayAppoint(actor, asked.Position)
            || asked.Request.MayDecide(Ids[actor], Now) is not null || !Grant(asked.Subject, asked.Position, actor, DutySide.Agent, asked.By))
        {
            return false;
        }

        asked.Request.Accept(Ids[actor], Now);
        oracle.Decided(asked.By, actor);
        return true;
    }

    private bool Decide(int actor, (AccessRequest Request, int Subject, int By, int Position) asked)
    {
        if (!MayDecide(actor, asked) || asked.Request.Reject(Ids[actor], Now, "No") is not null)
        {
            return false;
        }

        oracle.Decided(asked.By, actor);
        return true;
    }

    private bool SendBack(int actor, (AccessRequest Request, int Subject, int By, int Position) asked)
    {
        if (!MayDecide(actor, asked) || asked.Request.SendBack(Ids[actor], Now, "More") is not null)
        {
            return false;
        }

        oracle.Decided(asked.By, actor);
        return true;
    }

    private bool Resubmit(int actor, (AccessRequest Request, int Subject, int By, int Position) asked)
    {
        if (!Works(actor, positions[asked.Position].Ra, RaRole.Sponsor) || asked.Request.Resubmit(Ids[actor], Now) is not null)
        {
            return false;
        }

        oracle.Changed(asked.By, actor);
        return true;
    }

    private bool HandOver(int actor, (AccessRequest Request, int Subject, int By, int Position) asked, int to)
    {
        // A colleague is somebody who may decide: nobody who has left or goes on under another profile.
        if (closed[to] || !MayDecide(actor, asked) || asked.Request.HandOver(Ids[actor], Now, Ids[to]) is not null)
        {
            return false;
        }

        oracle.HandedOver(asked.By, to);
        return true;
    }

    private bool Escalate(int actor, (AccessRequest Request, int Subject, int By, int Position) asked)
    {
        if (!Works(actor, positions[asked.Position].Ra, RaRole.RaManager, RaRole.RaAgent) || asked.Request.Escalate(Ids[actor], Now, "Yours") is not null)
        {
            return false;
        }

        oracle.Decided(asked.By, actor);
        return true;
    }

    private bool GiveBack(int actor, (AccessRequest Request, int Subject, int By, int Position) asked)
    {
        if (!Works(actor, null, RaRole.RootRaManager) || asked.Request.GiveBack(Ids[actor], Now, "Yours") is not null)
        {
            return false;
        }

        oracle.Decided(asked.By, actor);
        return true;
    }

    /// <summary>Its own RA, or once it is there the national one.</summary>
    private bool MayDecide(int actor, (AccessRequest Request, int Subject, int By, int Position) asked) => asked.Request.EscalatedAt is null
        ? Works(actor, positions[asked.Position].Ra, RaRole.RaManager, RaRole.RaAgent)
        : Works(actor, null, RaRole.RootRaManager);
}
