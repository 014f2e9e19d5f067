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
        if (!Works(actor, positions[asked.Position].Ra, RaRole.RaManager, RaRole.RaAgent) || !MayAppoint(actor, asked.Position)
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
        if (!Works(actor, positions[asked.Position].Ra, RaRole.RaManager, RaRole.RaAgent) || asked.Request.Reject(Ids[actor], Now, "No") is not null)
        {
            return false;
        }

        oracle.Decided(asked.By, actor);
        return true;
    }

    private bool SendBack(int actor, (AccessRequest Request, int Subject, int By, int Position) asked)
    {
        if (!Works(actor, positions[asked.Position].Ra, RaRole.RaManager, RaRole.RaAgent) || asked.Request.SendBack(Ids[actor], Now, "More") is not null)
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
        if (closed[to] || !Works(actor, positions[asked.Position].Ra, RaRole.RaManager, RaRole.RaAgent) || asked.Request.HandOver(Ids[actor], Now, Ids[to]) is not null)
        {
            return false;
        }

        oracle.HandedOver(asked.By, to);
        return true;
    }
}
