using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.People;

namespace CareIdentity.Population;

/// <summary>The people of one organisation: who sponsors and who unlocks first, then everybody else, each with a past.</summary>
internal sealed class StaffMaker(World world, CardMaker cards, RequestMaker requests)
{
    private const int UnverifiedPercent = 3;
    private const int ClosedPercent = 12;
    private const int YearsBack = 12;

    /// <summary>Places among the posts of a Registration Authority.</summary>
    private const int AdvancedAgent = 2;
    private const int Agent = 4;
    private const int Auditor = 5;

    private const string Generated = "Generated";

    /// <summary>Of a kind and a Registration Authority: where people have a second position.</summary>
    private readonly Dictionary<OrganisationShape, IReadOnlyList<Position>> neighbours = [];

    /// <summary>For a Registration Authority, which nobody stood beside when it was set up: gives those who act for everybody below it.</summary>
    public RaTeam MakeTeam(PlannedOrganisation planned, IReadOnlyList<Position> positions)
    {
        neighbours.Clear();
        var workers = new List<(int Post, Worker Worker)>();
        for (var i = 0; i < planned.People; i++)
        {
            var numbers = Numbers(planned, i);
            var post = i < Agent ? i : i > Agent && i == planned.People - 1 ? Auditor : Agent;
            var at = world.Now.AddYears(-YearsBack).AddDays(-10 - numbers.Below(100));
            var profile = Register(planned, planned.Shape.Posts[post], numbers, at);
            profile.Verify(at);
            AcceptTerms(profile, at);
            var assignment = Assign(profile, positions[post], numbers, at, null);
            Train(assignment, planned.Shape.Posts[post]);
            cards.Make(profile, at, planned.Code, null, numbers);
            workers.Add((post, new Worker(profile.Id, ActorOf(profile, positions[post], assignment))));
        }

        return new RaTeam(
            planned.Code, workers[0].Worker, workers[1].Worker, workers[3].Worker, [.. workers.Where(w => w.Post is AdvancedAgent or Agent).Select(w => w.Worker)]);
    }

    /// <summary>One after the other: whoever asks for them saves what has gathered between two.</summary>
    public IEnumerable<Profile> Make(PlannedOrganisation planned, IReadOnlyList<Position> positions, RaTeam team)
    {
        var sponsors = new List<Worker>();
        for (var i = 0; i < planned.People; i++)
        {
            var numbers = Numbers(planned, i);
            var post = PostOf(planned, i, numbers);
            var sponsor = sponsors.Count == 0 ? team.Sponsor : numbers.Of(sponsors);
            var agent = team.Agents[planned.Number % team.Agents.Count];
            var runsAccess = post <= OrganisationShape.Unlocker;
            var profile = MakePerson(planned, positions, post, runsAccess, new Hands(sponsor, agent, team.Checker, team.Authority), numbers, out var assignment);
            if (post == OrganisationShape.Sponsor && assignment is not null)
            {
                sponsors.Add(new Worker(profile.Id, ActorOf(profile, positions[post], assignment)));
            }

            yield return profile;
        }

        requests.MakeOpen(planned, positions, sponsors, team, Numbers(planned, -1));
        neighbours[planned.Shape] = positions;
    }

    private SeededNumbers Numbers(PlannedOrganisation planned, int person) => new(world.Seed + (ulong)planned.Number, (ulong)(person + 1_000));

    /// <summary>One sponsor and one who unlocks, more of them where many work; everybody else by the weights of the posts.</summary>
    private static int PostOf(PlannedOrganisation planned, int person, SeededNumbers numbers)
    {
        var posts = planned.Shape.Posts;
        var sponsors = 1 + (planned.People / 120);
        if (person < sponsors)
        {
            return OrganisationShape.Sponsor;
        }

        if (planned.People > 4 && person < sponsors + 1 + (planned.People / 300))
        {
            return OrganisationShape.Unlocker;
        }

        var place = numbers.Below(posts.Sum(p => p.Weight));
        for (var i = 0; i < posts.Count; i++)
        {
            place -= posts[i].Weight;
            if (place < 0)
            {
                return i;
            }
        }

        return posts.Count - 1;
    }

    private Profile MakePerson(
        PlannedOrganisation planned, IReadOnlyList<Position> positions, int post, bool runsAccess, Hands hands, SeededNumbers numbers, out PositionAssignment? assignment)
    {
        var at = world.Now.AddDays(-20 - numbers.Below(YearsBack * 365)).AddMinutes(numbers.Below(600));
        var profile = Register(planned, planned.Shape.Posts[post], numbers, at);
        assignment = null;
        if (!runsAccess && numbers.Percent(UnverifiedPercent))
        {
            return profile;
        }

        Check(profile, planned, hands, numbers, at);
        var held = History(profile, planned, positions, post, runsAccess, hands, numbers, at);
        assignment = held[0];
        if (runsAccess)
        {
            Train(assignment, planned.Shape.Posts[post]);
        }

        var closedAt = !runsAccess && numbers.Percent(ClosedPercent) ? at.AddDays(1 + numbers.Below((int)(world.Now - at).TotalDays)) : (DateTimeOffset?)null;
        var hasCard = cards.Make(profile, at.AddDays(1), hands.Authority, hands.Agent, numbers, closedAt);
        if (closedAt is { } left)
        {
            profile.Close(left);
            held.ForEach(a => a.Remove(left));
            requests.MakeClosed(profile, positions[post], hands.Sponsor, hands.Agent, left, numbers);
        }
        else if (numbers.Percent(8))
        {
            requests.MakeAccepted(profile, positions[post], assignment, hands.Sponsor, numbers);
        }
        else if (!runsAccess && numbers.Percent(4))
        {
            requests.MakeChange(profile, positions[post], assignment, hands.Sponsor, hands.Agent, hasCard, numbers);
        }

        return profile;
    }

    private Profile Register(PlannedOrganisation planned, PostShape post, SeededNumbers numbers, DateTimeOffset at)
    {
        var details = PersonMaker.Of(numbers, post, world.Today);
        var profile = new Profile { Id = numbers.Id(at), Uuid = world.NextUuid(), Kind = ProfileKind.Person, CreatedAt = at, RegisteredAt = planned.Code };
        profile.Describe(details);
        world.Rows.Profiles.Add(profile);
        world.Rows.Duties.Add(new Duty { ProfileId = profile.Id, PersonId = profile.Id, Side = DutySide.Subject, Since = at });
        world.Rows.ProfileNames.AddRange(ProfileName.Of(profile, ProfileName.WordsOf(details)));
        world.Rows.Events.Add((Actor.Service, Reason.None, new ProfileSetUp { ProfileId = profile.Id, Uuid = profile.Uuid, FullName = profile.FullName, Organisation = planned.Code }, at));
        return profile;
    }

    private void Check(Profile profile, PlannedOrganisation planned, Hands hands, SeededNumbers numbers, DateTimeOffset at)
    {
        foreach (var (person, side) in new[] { (hands.Sponsor, DutySide.Sponsor), (hands.Agent, DutySide.Agent), (hands.Checker, DutySide.Agent) }.DistinctBy(duty => duty.Item1.ProfileId))
        {
            world.Rows.Duties.Add(new Duty { ProfileId = profile.Id, PersonId = person.ProfileId, Side = side, Since = at });
        }

        var check = new IdentityCheck
        {
            Id = numbers.Id(at),
            ProfileId = profile.Id,
            CheckedBy = hands.Checker.ProfileId,
            CheckedAt = at,
            Organisation = planned.Code,
            Manner = numbers.OneIn(6) ? CheckManner.RemoteByVideo : CheckManner.FaceToFace,
        };
        PersonMaker.AddDocuments(check, numbers);
        world.Rows.Checks.Add(check);
        profile.Verify(at);
        if (numbers.Percent(97))
        {
            AcceptTerms(profile, at.AddDays(2));
        }
    }

    /// <summary>The position they have; before it perhaps another, and beside it perhaps the same one at a neighbour.</summary>
    private List<PositionAssignment> History(
        Profile profile, PlannedOrganisation planned, IReadOnlyList<Position> positions, int post, bool runsAccess, Hands hands, SeededNumbers numbers, DateTimeOffset at)
    {
        var since = at;
        var earlier = runsAccess ? post : PostOf(planned, planned.People, numbers);
        if (earlier != post && numbers.Percent(40))
        {
            since = at.AddDays(1 + numbers.Below((int)(world.Now - at).TotalDays));
            Assign(profile, positions[earlier], numbers, at, hands).Remove(since);
        }

        var assignment = Assign(profile, positions[post], numbers, since, hands);
        assignment.EndOn(runsAccess || numbers.Percent(78) ? null : LastDay(assignment.StartsOn, numbers));
        List<PositionAssignment> held = [assignment];
        if (!runsAccess && numbers.Percent(6) && neighbours.TryGetValue(planned.Shape, out var next))
        {
            var second = Assign(profile, next[post], numbers, since, hands, numbers.OneIn(5) ? world.Today.AddDays(1 + numbers.Below(60)) : null);
            second.EndOn(numbers.OneIn(2) ? second.StartsOn.AddMonths(12) : null);
            held.Add(second);
        }

        return held;
    }

    /// <summary>Most are still to come; some are over without anybody having taken the position away.</summary>
    private DateOnly LastDay(DateOnly startsOn, SeededNumbers numbers)
    {
        var day = world.Today.AddDays(numbers.Below(540) - 180);
        return day < startsOn ? startsOn : day;
    }

    private PositionAssignment Assign(Profile profile, Position position, SeededNumbers numbers, DateTimeOffset at, Hands? hands, DateOnly? startsOn = null)
    {
        var assignment = new PositionAssignment
        {
            Id = numbers.Id(at),
            ProfileId = profile.Id,
            PositionId = position.Id,
            StartsOn = startsOn ?? ClockDates.OnDay(at),
            GrantedAt = at,
            GrantedBy = hands?.Agent.ProfileId,
            GrantedBySide = hands is null ? null : DutySide.Agent,
            SponsoredBy = hands?.Sponsor.ProfileId,
            SponsoredBySide = hands is null ? null : DutySide.Sponsor,
        };
        world.Rows.Assignments.Add(assignment);
        world.Rows.Events.Add((hands?.Agent.Actor ?? Actor.Service, new Reason("Asked for by the sponsor"), PositionAssigned.From(assignment, position), at));
        return assignment;
    }

    private void AcceptTerms(Profile profile, DateTimeOffset at) => profile.AcceptTerms(world.Policy.TermsVersion, at);

    /// <summary>RA staff: appointed by letter, agreement signed, trained; everybody else is left as they are.</summary>
    private void Train(PositionAssignment assignment, PostShape post)
    {
        var activities = post.Added.Select(BCode.Parse).ToHashSet();
        var roles = RaRoles.Of(RCode.Parse(post.JobRole), activities, Organisations.OrganisationKind.Other, world.Policy).Where(role => role.NeedsTraining()).ToList();
        if (roles.Count == 0)
        {
            return;
        }

        var trainedOn = world.Today.AddDays(-200);
        var until = trainedOn.AddMonths(world.Policy.TrainingMonths);
        world.Rows.Trainings.AddRange(roles.Select(role => new RaTraining { ProfileId = assignment.ProfileId, Role = role, CompletedOn = trainedOn, ExpiresOn = until, Evidence = Generated }));
        var appointment = RaAppointment.Of(assignment, new AppointmentLetter("The owner", "Owner", assignment.StartsOn, Generated), null, assignment.GrantedAt, world.Policy);
        appointment.Agree(world.Policy.AgreementVersion, assignment.GrantedAt);
        world.Rows.Appointments.Add(appointment);
        world.Rows.Watches.Add(new TrainingWatch { AssignmentId = assignment.Id, LookOn = until.AddDays(1) });
    }

    private static Actor ActorOf(Profile profile, Position position, PositionAssignment assignment) => new()
    {
        ProfileId = profile.Id,
        Name = profile.FullName,
        ActingAs = $"{position.Name}, {position.Organisation}",
        AssignmentId = assignment.Id,
        AccessProfileId = position.AccessProfiles[0].Id,
        Organisation = position.Organisation,
        AssuranceLevel = 3,
        CorrelationId = "generated",
    };

    /// <summary>Who asked for somebody, who gave and issued, who saw the documents: three people.</summary>
    private sealed record Hands(Worker Sponsor, Worker Agent, Worker Checker, OdsCode Authority);
}
