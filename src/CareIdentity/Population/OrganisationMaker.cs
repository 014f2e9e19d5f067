using System.Globalization;
using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.Search;

namespace CareIdentity.Population;

/// <summary>An organisation with its place in the tree, its names for finding it, and its positions.</summary>
internal static class OrganisationMaker
{
    /// <summary>The positions in the order of the shape's posts.</summary>
    public static IReadOnlyList<Position> Make(World world, PlannedOrganisation planned, SeededNumbers numbers, RaTeam? team)
    {
        var organisation = new Organisation { Code = planned.Code };
        organisation.Describe(Details(world, planned, numbers));
        organisation.PlaceUnder(planned.Above.Count == 0 ? null : planned.Above[0]);
        if (planned.Shape.Kind is OrganisationKind.RegistrationAuthority)
        {
            organisation.ReachedBy("RA office", $"ra.{planned.Code.Value.ToLowerInvariant()}@training.nhs.net", "01632 960200");
        }

        var rows = world.Rows;
        rows.Organisations.Add(organisation);
        rows.Ancestors.AddRange(planned.Above.Prepend(planned.Code).Select((above, depth) => new OrganisationAncestor { Organisation = planned.Code, Ancestor = above, Depth = depth }));
        rows.OrganisationNames.AddRange(NameText.Words(organisation.Name).Distinct()
            .Select(word => new OrganisationName { Word = word, SortName = organisation.SortName, Organisation = planned.Code }));
        rows.Events.Add((Actor.Service, Reason.None, new OrganisationSetUp { Code = planned.Code, Name = organisation.Name, RaParent = organisation.RaParent }, Begun(world)));
        return planned.IsClosed ? [] : Positions(world, planned, numbers, team);
    }

    /// <summary>Every word that a name here can have.</summary>
    public static IEnumerable<string> AllWords() => OrganisationShape.All.Append(OrganisationShape.Authority)
        .SelectMany(shape => shape.Endings)
        .Concat(PeopleNames.RareFamilies)
        .Concat(PlaceNames.Areas)
        .Append("National The")
        .SelectMany(name => NameText.Words(name));

    private static OrganisationDetails Details(World world, PlannedOrganisation planned, SeededNumbers numbers)
    {
        var town = numbers.Of(PeopleNames.RareFamilies);
        var name = planned.Shape switch
        {
            { Kind: OrganisationKind.RegistrationAuthority } when planned.Above.Count == 0 => "NATIONAL REGISTRATION AUTHORITY",
            { Kind: OrganisationKind.RegistrationAuthority or OrganisationKind.Trust } shape => $"{town} AND {numbers.Of(PlaceNames.Areas)} {numbers.Of(shape.Endings)}",
            var shape => $"{(numbers.OneIn(5) ? "THE " : "")}{numbers.Of(PeopleNames.RareFamilies)} {numbers.Of(shape.Endings)}",
        };
        var closed = planned.IsClosed ? world.Today.AddDays(-30 - numbers.Below(2_000)) : (DateOnly?)null;
        return new OrganisationDetails
        {
            Name = OrganisationNameCase.Display(name.ToUpperInvariant()),
            Kind = planned.Shape.Kind,
            Status = planned.IsClosed ? OrganisationStatus.Closed : OrganisationStatus.Active,
            NationalGrouping = "Y99",
            Geography = "Q99",
            Address = $"{1 + numbers.Below(200)} {numbers.Of(PlaceNames.Streets)}\n{town}",
            Postcode = string.Create(CultureInfo.InvariantCulture, $"{numbers.Of(PlaceNames.Postcodes)}{1 + numbers.Below(20)} {numbers.Below(10)}AA"),
            Telephone = string.Create(CultureInfo.InvariantCulture, $"01632 96{numbers.Below(10_000):D4}"),
            OpenedOn = new DateOnly(1974, 4, 1).AddDays(numbers.Below(10_000)),
            ClosedOn = closed,
            Setting = planned.Shape.Setting,
        };
    }

    private static List<Position> Positions(World world, PlannedOrganisation planned, SeededNumbers numbers, RaTeam? team)
    {
        var at = Begun(world);
        var positions = new List<Position>();
        foreach (var post in planned.Shape.Posts)
        {
            var position = new Position
            {
                Id = numbers.Id(at),
                Organisation = planned.Code,
                Name = post.Name,
                AssignableBySponsors = post.AssignableBySponsors,
                CreatedBy = team?.Agents[0].ProfileId ?? Guid.Empty,
                ApprovedBy = team?.Manager.ProfileId,
                ApprovalNote = "Part of a generated population",
                CreatedAt = at,
            };
            var access = new AccessProfile { Id = numbers.Id(at), PositionId = position.Id, Organisation = planned.Code, JobRole = RCode.Parse(post.JobRole) };
            access.AddedActivities.AddRange(post.Added.Select(code => new AddedActivity { AccessProfileId = access.Id, Activity = BCode.Parse(code) }));
            position.AccessProfiles.Add(access);
            positions.Add(position);
        }

        world.Rows.Positions.AddRange(positions);
        return positions;
    }

    /// <summary>Before anybody of the population was registered.</summary>
    private static DateTimeOffset Begun(World world) => world.Now.AddYears(-13);
}
