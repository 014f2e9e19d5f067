using CareIdentity.Access;
using CareIdentity.Applications;
using CareIdentity.Audit;
using CareIdentity.Batches;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.People;
using CareIdentity.Requests;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Testing;

/// <summary>
/// Ten thousand of everything that a Registration Authority reads lists of, written as the generator of a population writes: past the verbs, in
/// one commit.
/// </summary>
public sealed class ManyRows(CareIdentityDb db, TimeProvider clock)
{
    public const int Count = 10_000;

    /// <summary>Where they are.</summary>
    /// <param name="Site">Of the people, positions, requests and applications.</param>
    /// <param name="Above">Under which as many sites are opened, and from which as many batches are uploaded.</param>
    /// <param name="Held">The position of the site that all of them hold; where it makes RA staff, they are appointed.</param>
    /// <param name="Sponsor">Who asked for everything.</param>
    public sealed record Where(OdsCode Site, OdsCode Above, Guid Held, Guid Sponsor);

    public async Task<Refusal?> FillAsync(Where where, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(where);
        var at = clock.GetUtcNow();
        var people = Make(i => Person(where.Site, i, at));
        var positions = Make(i => Position(where.Site, i, at));
        var assignments = people.ConvertAll(p => PositionAssignment.Granted(p.Id, where.Held, ClockDates.OnDay(at), null, new GrantedBy(null, null, null), at));
        var above = await db.OrganisationAncestors.Where(a => a.Organisation == where.Above).Select(a => new { a.Ancestor, a.Depth }).ToListAsync(ct);
        var sites = Make(i => Site(where.Above, i));
        db.AddMany(people);
        db.AddMany(positions);
        db.AddMany(assignments);
        db.AddMany(assignments.ConvertAll(a => Appointed(a, at)));
        db.AddMany(people.ConvertAll(p => new Duty { ProfileId = p.Id, PersonId = where.Sponsor, Side = DutySide.Sponsor, Since = at }));
        db.AddMany(Make(i => Shared(where.Site, i, at)));
        db.AddMany(Make(i => Request(where, people[i], positions[i].Id, at)));
        db.AddMany(sites);
        db.AddMany(sites.SelectMany(s => above.Select(a => new OrganisationAncestor { Organisation = s.Code, Ancestor = a.Ancestor, Depth = a.Depth + 1 })
            .Prepend(new OrganisationAncestor { Organisation = s.Code, Ancestor = s.Code, Depth = 0 })).ToList());
        db.AddMany(Make(i => Applied(where, i, at)));
        db.AddMany(Make(i => Uploaded(where, i, at)));
        new AuditTrail(db, clock).Record(
            Actor.Service, Reason.None, new PositionCreated { PositionId = positions[0].Id, Name = positions[0].Name, Organisation = where.Site, AccessProfiles = [] });
        return await db.SaveAsync(ct);
    }

    private static List<T> Make<T>(Func<int, T> one) => [.. Enumerable.Range(0, Count).Select(one)];

    private static Profile Person(OdsCode site, int number, DateTimeOffset at)
    {
        var profile = new Profile { Id = Guid.CreateVersion7(at), Uuid = UserUuid.Parse($"4{number:D11}"), Kind = ProfileKind.Person, CreatedAt = at, RegisteredAt = site };
        profile.Describe(new PersonalDetails { GivenName = "Nadia", FamilyName = $"Number{number:D5}", DateOfBirth = new DateOnly(1980, 1, 1) });
        profile.Verify(at);
        return profile;
    }

    /// <summary>Half of them cards, half robots.</summary>
    private static Profile Shared(OdsCode site, int number, DateTimeOffset at)
    {
        var kind = number % 2 == 0 ? ProfileKind.TemporaryAccessCard : ProfileKind.Robot;
        var profile = new Profile { Id = Guid.CreateVersion7(at), Uuid = UserUuid.Parse($"5{number:D11}"), Kind = kind, CreatedAt = at, RegisteredAt = site };
        profile.Describe(SharedProfileRules.Details(kind, site, $"Bag {number:D5}", null, null));
        profile.Verify(at);
        return profile;
    }

    private static Position Position(OdsCode site, int number, DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(at),
        Organisation = site,
        Name = $"Position {number:D5}",
        CreatedBy = Guid.Empty,
        ApprovalNote = "Set up",
        CreatedAt = at,
    };

    private static RaAppointment Appointed(PositionAssignment assignment, DateTimeOffset at)
    {
        var appointment = RaAppointment.Of(assignment, new AppointmentLetter("Olive Owner", "Owner", ClockDates.OnDay(at), "A letter"), null, at, new RaPolicy());
        appointment.Agree("test", at);
        return appointment;
    }

    private static AccessRequest Request(Where where, Profile about, Guid position, DateTimeOffset at)
    {
        var request = new AccessRequest
        {
            Id = Guid.CreateVersion7(at),
            Reference = RequestReference.Create(),
            Kind = RequestKind.AssignPosition,
            Organisation = where.Site,
            SubjectName = about.FullName,
            RaisedBy = where.Sponsor,
            RaisedBySide = DutySide.Sponsor,
            RaisedAs = "Sponsor",
            RaisedAt = at,
            CountsFrom = ClockDates.OnDay(at),
            Note = "Needed",
            PositionId = position,
            StartsOn = ClockDates.OnDay(at),
        };
        request.IsAbout(about.Id);
        return request;
    }

    private static Organisation Site(OdsCode above, int number)
    {
        var organisation = new Organisation { Code = OdsCode.Parse($"M{number:D4}") };
        organisation.Describe(new OrganisationDetails { Name = $"Branch {number:D4}", Kind = OrganisationKind.Pharmacy });
        organisation.PlaceUnder(above);
        return organisation;
    }

    private static Application Applied(Where where, int number, DateTimeOffset at)
    {
        var application = new Application
        {
            Id = Guid.CreateVersion7(at),
            Reference = ApplicationReference.Create(),
            Organisation = where.Site,
            InvitedBy = where.Sponsor,
            InvitedAs = "Sponsor",
            InvitedAt = at,
            GivenName = "Nadia",
            FamilyName = $"Number{number:D5}",
            Email = EmailAddress.TryParse($"nadia{number}@training.nhs.net", out var address) ? address : throw new InvalidOperationException(),
            Note = "Joins",
        };
        application.Link(Guid.CreateVersion7(at).ToByteArray(), at.AddDays(14));
        application.Submit("{}", at);
        return application;
    }

    private static Batch Uploaded(Where where, int number, DateTimeOffset at)
    {
        var batch = new Batch
        {
            Id = Guid.CreateVersion7(at),
            Kind = BatchKind.Assign,
            FileName = $"batch-{number:D5}.csv",
            ReadAs = "utf-8",
            Reason = "Joins",
            Lines = 1,
            Organisation = where.Above,
            UploadedBy = where.Sponsor,
            UploadedAt = at,
        };
        batch.By(new Actor { ProfileId = where.Sponsor, Name = "Sam Sponsor", ActingAs = "Sponsor" });
        batch.Advance(1, 0, 0, 0, 0, at);
        return batch;
    }
}
