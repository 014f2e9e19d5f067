using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;

namespace CareIdentity.TakeOver;

/// <summary>Lines that were decided, and every row that comes of them: made apart from the database, to be written in one commit.</summary>
internal sealed record DecidedLines(IReadOnlyList<TakeOverLine> Lines, TakeOverCounts Counts, WrittenEvents Events)
{
    public required IReadOnlyList<Profile> Added { get; init; }

    public required IReadOnlyList<ProfileName> Names { get; init; }

    public required IReadOnlyList<Profile> Changed { get; init; }

    public required IReadOnlyList<Duty> Duties { get; init; }

    public required IReadOnlyList<PositionAssignment> Assignments { get; init; }

    public required IReadOnlyList<RaAppointment> Appointments { get; init; }

    public required IReadOnlyList<TrainingWatch> Watches { get; init; }

    public bool IsEmpty => Added.Count + Changed.Count == 0;

    /// <summary>To be known before the rows that use them.</summary>
    public IEnumerable<string> Words => Names.Select(name => name.Word).Where(ProfileName.IsOneWord);

    public static DecidedLines Of(
        IReadOnlyList<TakeOverLine> lines, TakeOverCounts counts, IReadOnlyList<PersonInHand> people, WrittenEvents events, string fileName, RaPolicy policy, DateTimeOffset now)
    {
        var added = people.Where(p => p.IsNew).Select(p => p.Profile).ToList();
        var positions = people.SelectMany(p => p.Added).ToList();

        // Taken over, appointed by what the file says, and as everybody: not trained, and nothing signed here.
        var appointments = positions.Where(a => a.Position.Appoints && a.Assignment.RemovedAt is null)
            .Select(a => RaAppointment.Of(a.Assignment, new AppointmentLetter(Actor.Service.Name, "Taken over", a.Assignment.StartsOn, Bounded(fileName)), null, now, policy)).ToList();
        return new DecidedLines(lines, counts, events)
        {
            Added = added,
            Names = [.. added.SelectMany(profile => ProfileName.Of(profile, ProfileName.WordsOf(profile.Described)))],
            Changed = [.. people.Where(p => !p.IsNew).Select(p => p.Profile)],
            Duties = added.ConvertAll(p => new Duty { ProfileId = p.Id, PersonId = p.Id, Side = DutySide.Subject, Since = now }),
            Assignments = positions.ConvertAll(a => a.Assignment),
            Appointments = appointments,
            Watches = appointments.ConvertAll(a => new TrainingWatch { AssignmentId = a.AssignmentId, LookOn = a.TrainingDueOn.AddDays(1) }),
        };
    }

    /// <summary>A known profile is changed as long as it is of the version that it is of now: what was written before these lines is in it.</summary>
    public void AddTo(CareIdentityDb db)
    {
        db.AddMany(Added);
        db.AddMany(Names);
        db.AddMany(Duties);
        db.ChangeMany([.. Changed.Select(profile => (profile, profile.Version))]);
        db.AddMany(Assignments);
        db.AddMany(Appointments);
        db.AddMany(Watches);
    }

    private static string Bounded(string fileName) => fileName.Length <= 100 ? fileName : fileName[..100];
}
