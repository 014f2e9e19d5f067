using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Requests;

namespace CareIdentity.Population;

/// <summary>Requests that were decided, in each of the ways in which they are, and some that wait.</summary>
internal sealed class RequestMaker(World world)
{
    private static readonly RequestKind[] Changes =
        [RequestKind.ChangeDetails, RequestKind.CloseProfile, RequestKind.ChangeAssignment, RequestKind.RemoveAssignment, RequestKind.IssueCard, RequestKind.ReplaceCard];

    /// <summary>The request that led to a position.</summary>
    public void MakeAccepted(Profile profile, Position position, PositionAssignment? assignment, Worker sponsor, SeededNumbers numbers)
    {
        if (assignment?.GrantedBy is not { } agent || assignment.SponsoredBy != sponsor.ProfileId)
        {
            return;
        }

        var asked = New(RequestKind.AssignPosition, position, profile.FullName, sponsor, assignment.GrantedAt.AddHours(-2 - numbers.Below(60)), numbers, assignment.StartsOn);
        asked.IsAbout(profile.Id);
        asked.Accept(agent, assignment.GrantedAt);
        world.Rows.Requests.Add(asked);
    }

    /// <summary>Something that shall change about somebody: of every kind, open or decided without effect.</summary>
    public void MakeChange(Profile profile, Position position, PositionAssignment assignment, Worker sponsor, Worker agent, bool hasCard, SeededNumbers numbers)
    {
        var kind = numbers.Of(Changes);
        kind = kind is RequestKind.ReplaceCard && !hasCard ? RequestKind.IssueCard : kind;
        var asked = New(
            kind, position, profile.FullName, sponsor, world.Now.AddHours(-1 - numbers.Below(200)), numbers, null,
            kind switch
            {
                RequestKind.ChangeDetails => RequestJson.Write(DetailsChange.Between(profile.Described, profile.Described with { Mobile = "07700 900000", Title = "Dr" })),
                RequestKind.ReplaceCard => numbers.Of(Enum.GetValues<CardNeed>()).ToString(),
                _ => null,
            },
            RequestKinds.IsOfAssignment(kind) ? assignment : null);
        asked.ExpiresOn = kind is RequestKind.ChangeAssignment ? world.Today.AddDays(30 + numbers.Below(300)) : null;
        asked.IsAbout(profile.Id);
        Decide(asked, sponsor.ProfileId, agent.ProfileId, numbers);
        world.Rows.Requests.Add(asked);
    }

    /// <summary>Of some who left, the request that closed their profile; of few, another to have them back.</summary>
    public void MakeClosed(Profile profile, Position position, Worker sponsor, Worker agent, DateTimeOffset left, SeededNumbers numbers)
    {
        if (numbers.Percent(25))
        {
            var asked = New(RequestKind.CloseProfile, position, profile.FullName, sponsor, left.AddHours(-1 - numbers.Below(40)), numbers, null);
            asked.IsAbout(profile.Id);
            asked.Accept(agent.ProfileId, left);
            world.Rows.Requests.Add(asked);
        }

        if (numbers.Percent(6))
        {
            var back = New(RequestKind.ReopenProfile, position, profile.FullName, sponsor, world.Now.AddHours(-1 - numbers.Below(100)), numbers, null);
            back.IsAbout(profile.Id);
            Decide(back, sponsor.ProfileId, agent.ProfileId, numbers);
            world.Rows.Requests.Add(back);
        }
    }

    /// <summary>For new people of an organisation: one for every fifty who work there, most of them open.</summary>
    public void MakeOpen(PlannedOrganisation planned, IReadOnlyList<Position> positions, IReadOnlyList<Worker> sponsors, RaTeam team, SeededNumbers numbers)
    {
        var count = (planned.People / 50) + (numbers.Below(50) < planned.People % 50 ? 1 : 0);
        for (var i = 0; i < count && sponsors.Count > 0; i++)
        {
            var sponsor = numbers.Of(sponsors);
            var post = 2 + numbers.Below(positions.Count - 2);
            var person = PersonMaker.Of(numbers, planned.Shape.Posts[post], world.Today);
            var asked = New(RequestKind.CreateProfile, positions[post], $"{person.GivenName} {person.FamilyName}", sponsor, world.Now.AddHours(-1 - numbers.Below(120)), numbers, null, RequestJson.Write(person));
            Decide(asked, sponsor.ProfileId, numbers.Of(team.Agents).ProfileId, numbers);
            world.Rows.Requests.Add(asked);
        }
    }

    private void Decide(AccessRequest asked, Guid sponsor, Guid agent, SeededNumbers numbers)
    {
        switch (numbers.Below(6))
        {
            case 0:
                asked.Withdraw(sponsor, world.Now, "Does not come after all");
                break;
            case 1:
                asked.Reject(agent, world.Now, "Works here already");
                break;
            case 2:
                asked.SendBack(agent, world.Now, "Which day do they begin?");
                break;
            default:
                // As a service that has been running would have done: one that starts on this population does not write to everybody about all of them.
                if (asked.CountsFrom <= RequestRules.LateSince(world.Policy, world.Today))
                {
                    asked.ToldLate(world.Now);
                }

                break;
        }
    }

    private AccessRequest New(
        RequestKind kind, Position position, string subject, Worker sponsor, DateTimeOffset at, SeededNumbers numbers, DateOnly? startsOn, string? details = null, PositionAssignment? held = null) => new()
        {
            Id = numbers.Id(at),
            Reference = world.NextReference(),
            Kind = kind,
            Organisation = position.Organisation,
            SubjectName = subject,
            RaisedBy = sponsor.ProfileId,
            RaisedBySide = DutySide.Sponsor,
            RaisedAs = sponsor.Actor.ActingAs,
            RaisedAt = at,
            CountsFrom = ClockDates.OnDay(at),
            Note = "Needed for the work",
            PositionId = kind is RequestKind.AssignPosition ? position.Id : held?.PositionId,
            AssignmentId = held?.Id,
            StartsOn = startsOn,
            Details = details,
        };
}
