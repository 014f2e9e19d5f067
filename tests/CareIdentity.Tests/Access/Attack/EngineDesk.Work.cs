using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Requests;
using CareIdentity.Staff;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Tests.Access.Attack;

/// <summary>What is done, each by the verb that does it.</summary>
internal sealed partial class EngineDesk
{
    private async Task<Refusal?> AskAsync(Actor actor, int who, int subject, int position)
    {
        var asked = await given.With((RaiseAssignment raise) => raise.ExecuteAsync(
            new RaiseAssignmentRequest { ProfileId = people[subject].Id, PositionId = positions[position].Id, StartsOn = given.Today, Note = "Needed" }, actor, None));
        if (asked.IsRefused(out var refusal, out var reference))
        {
            return refusal;
        }

        Asks(subject, who);
        var id = await given.InDb(db => Task.FromResult(db.AccessRequests.Where(r => r.Reference == reference).Select(r => r.Id).First()));
        requests.Add(new Asked(id, who, subject, position));
        return null;
    }

    private async Task<Refusal?> AcceptAsync(Actor actor, int who, Asked asked)
    {
        var accepted = await given.With((AcceptAssignment accept) => accept.ExecuteAsync(new AcceptAssignmentRequest { RequestId = asked.Id }, actor, None));
        if (accepted.Refusal is { } refusal)
        {
            return refusal;
        }

        oracle.Decided(asked.By, who);
        MakesEffective(asked.Subject, who);
        await HoldsAsync(asked.Subject, asked.Position);
        return null;
    }

    private async Task<Refusal?> AssignAsync(Actor actor, int who, int subject, int position, int? sponsor)
    {
        var assigned = await given.With((AssignPosition assign) => assign.ExecuteAsync(
            new AssignPositionRequest { ProfileId = people[subject].Id, PositionId = positions[position].Id, StartsOn = given.Today, SponsorId = sponsor is { } s ? people[s].Id : null, Reason = "Needed" }, actor, None));
        if (assigned.IsRefused(out var refusal, out var assignment))
        {
            return refusal;
        }

        var side = await given.InDb(db => Task.FromResult(db.PositionAssignments.Where(a => a.Id == assignment).Select(a => a.GrantedBySide).First()));
        if (side is DutySide.Sponsor)
        {
            GivesAsSponsor(subject, who, position);
        }
        else
        {
            Asks(subject, sponsor!.Value);
            MakesEffective(subject, who);
        }

        await HoldsAsync(subject, position);
        return null;
    }

    private async Task<Refusal?> MoveEndAsync(Actor actor, int who, int subject, int position, int days)
    {
        var assignment = await HeldBy(subject, position);
        var moved = await given.With((ChangeAssignment change) => change.ExecuteAsync(
            new ChangeAssignmentRequest { AssignmentId = assignment, ExpiresOn = given.Today.AddDays(30 + (days % 900)), Reason = "Longer" }, actor, None));
        if (moved.Refusal is not null)
        {
            return moved.Refusal;
        }

        if (await given.InDb(db => Task.FromResult(db.Duties.Any(d => d.ProfileId == people[subject].Id && d.PersonId == people[who].Id && d.Side == DutySide.Sponsor))))
        {
            GivesAsSponsor(subject, who, position);
        }
        else
        {
            MakesEffective(subject, who);
        }

        return null;
    }

    private async Task<Refusal?> RemoveAsync(Actor actor, int subject, int position)
    {
        var assignment = await HeldBy(subject, position);
        var removed = await given.With((RemoveAssignment remove) => remove.ExecuteAsync(new RemoveAssignmentRequest { AssignmentId = assignment, Reason = "Gone" }, actor, None));
        if (removed.Refusal is null)
        {
            KnowsGone(subject, position);
        }

        return removed.Refusal;
    }

    private async Task<Refusal?> CloseAsync(Actor actor, int subject)
    {
        var closed = await given.With((CloseProfile close) => close.ExecuteAsync(new CloseProfileRequest { ProfileId = people[subject].Id, Reason = "Left" }, actor, None));
        if (closed.Refusal is null)
        {
            gone.Add(subject);
            GoneFrom(subject);
        }

        return closed.Refusal;
    }

    /// <summary>One of those who came last turns out to be somebody else; that one then holds what neither rule nor duty stands against.</summary>
    private async Task<Refusal?> MergeAsync(Actor actor, int who, int surviving, int merged)
    {
        var done = await given.With((MergeProfiles merge) => merge.ExecuteAsync(
            new MergeProfilesRequest { Profiles = new MergingProfiles(people[surviving].Id, people[merged].Id, SecondCard.Undecided), Compared = true, Reason = "Same passport" }, actor, None));
        if (done.Refusal is not null)
        {
            return done.Refusal;
        }

        oracle.Merged(surviving, merged, who);
        GoneFrom(merged);
        gone.Add(merged);
        others.Add(merged);
        foreach (var ((profile, person), agent) in taken.Where(t => t.Key.Subject == merged || t.Key.Person == merged).ToList())
        {
            taken.TryAdd((profile == merged ? surviving : profile, person == merged ? surviving : person), agent);
        }

        foreach (var request in requests.Where(r => r.Subject == merged || r.By == merged))
        {
            request.Subject = request.Subject == merged ? surviving : request.Subject;
            request.By = request.By == merged ? surviving : request.By;
        }

        foreach (var position in await given.InDb(db => db.PositionAssignments.Where(a => a.ProfileId == people[surviving].Id && a.RemovedAt == null).Select(a => a.PositionId).ToListAsync()))
        {
            await HoldsAsync(surviving, positions.FindIndex(p => p.Id == position));
        }

        return null;
    }

    private async Task<Refusal?> ReopenAsync(Actor actor, int subject)
    {
        var reopened = await given.With((ReopenProfile reopen) => reopen.ExecuteAsync(new ReopenProfileRequest { ProfileId = people[subject].Id, Reason = "Back" }, actor, None));
        if (reopened.Refusal is null)
        {
            gone.Remove(subject);
        }

        return reopened.Refusal;
    }

    /// <summary>A role rests, or goes on.</summary>
    private async Task<Refusal?> SuspendAsync(Actor actor, int subject, int position)
    {
        var (assignment, rests) = (await HeldBy(subject, position), resting.Contains((subject, position)));
        var done = await given.With((SuspendStaff suspend) => suspend.ExecuteAsync(new SuspendStaffRequest { AssignmentId = assignment, Suspended = !rests, Reason = "Because" }, actor, None));
        if (done.Refusal is not null)
        {
            return done.Refusal;
        }

        if (rests)
        {
            resting.Remove((subject, position));
        }
        else
        {
            resting.Add((subject, position));
        }

        oracle.Rests(subject, position, !rests);
        return null;
    }

    private void GoneFrom(int person)
    {
        foreach (var (_, position) in held.Where(h => h.Person == person).ToList())
        {
            KnowsGone(person, position);
        }
    }

    private async Task<Refusal?> CreateAsync(Actor actor, int who, int approver)
    {
        var made = await given.With((CreatePosition create) => create.ExecuteAsync(
            new CreatePositionRequest { Organisation = Given.Given.Pharmacy, Name = "Made", AccessProfiles = PositionLifeTests.Terms("R8008"), AssignableBySponsors = true, ApprovedBy = people[approver].Id, ApprovalNote = "Agreed" }, actor, None));
        if (made.IsRefused(out var refusal, out var id))
        {
            return refusal;
        }

        positions.Add((id, Given.Given.Pharmacy, false, false));
        oracle.Made(positions.Count - 1, who, approver);
        return null;
    }

    /// <summary>Gives, and takes again, one activity to all who hold the position.</summary>
    private async Task<Refusal?> EditAsync(Actor actor, int who, int position, int approver, int more)
    {
        var view = (await given.With((PositionQueries queries) => queries.FindAsync(positions[position].Id, None)))!;
        var terms = view.OwnTerms.Select(t => t with { AddedActivities = [.. t.AddedActivities.Where(a => a.Value != "B0820"), .. more % 2 == 0 ? new[] { BCode.Parse("B0820") } : []] }).ToList();
        var gains = !AccessDifference.Between(view.OwnTerms, terms, await given.With((RbacReferenceSource source) => source.GetAsync(None))).Gained.SetEquals([]);
        var holders = await given.InDb(db => Task.FromResult(db.PositionAssignments.Where(a => a.PositionId == view.Id && a.RemovedAt == null).Select(a => a.ProfileId).ToList()));
        var edited = await given.With((EditPosition edit) => edit.ExecuteAsync(
            new EditPositionRequest
            {
                PositionId = view.Id,
                Version = view.Version,
                Name = view.Name,
                AccessProfiles = terms,
                AssignableBySponsors = view.AssignableBySponsors,
                ApprovedBy = people[approver].Id,
                ApprovalNote = "Agreed",
            },
            actor,
            None));
        if (edited.Refusal is null)
        {
            oracle.Made(position, who, approver);
            foreach (var holder in holders.Where(_ => gains))
            {
                MakesEffective(people.FindIndex(p => p.Id == holder), who);
            }
        }

        return edited.Refusal;
    }
}
