using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Kernel;
using CareIdentity.People;

namespace CareIdentity.TakeOver;

/// <summary>A position that somebody held when they were taken over.</summary>
public sealed record TakenPosition(Guid AssignmentId, Guid PositionId, string Name, OdsCode Organisation, DateOnly StartsOn, DateOnly? ExpiresOn)
{
    internal string InWords => $"{Name} at {Organisation} from {StartsOn:d MMMM yyyy}{(ExpiresOn is { } end ? $" to {end:d MMMM yyyy}" : "")}";

    internal static TakenPosition Of(PositionAssignment assignment, KnownPosition position) =>
        new(assignment.Id, position.Id, position.Name, position.Organisation, assignment.StartsOn, assignment.ExpiresOn);

    internal static IEnumerable<AuditSubject> SubjectsOf(IReadOnlyList<TakenPosition> positions) =>
        positions.SelectMany(p => new[] { AuditSubject.Position(p.PositionId), AuditSubject.Organisation(p.Organisation) });
}

/// <summary>A profile that came from another service, restricted until its identity is checked.</summary>
public sealed record PersonTakenOver : CareEvent
{
    public required Guid ProfileId { get; init; }

    public required UserUuid Uuid { get; init; }

    public required string FullName { get; init; }

    public required OdsCode Organisation { get; init; }

    public required IReadOnlyList<TakenPosition> Positions { get; init; }

    public required string FileName { get; init; }

    public override string InWords =>
        $"Took over the profile {Uuid} of {FullName} from {FileName}{(Positions.Count == 0 ? "" : $", with {string.Join("; ", Positions.Select(p => p.InWords))}")}. Nobody has checked the identity here.";

    public override IEnumerable<AuditSubject> Subjects =>
        [AuditSubject.Profile(ProfileId), AuditSubject.Organisation(Organisation), .. TakenPosition.SubjectsOf(Positions)];

    internal static PersonTakenOver Of(Profile profile, IReadOnlyList<TakenPosition> positions, string fileName) => new()
    {
        ProfileId = profile.Id,
        Uuid = profile.Uuid,
        FullName = profile.FullName,
        Organisation = profile.RegisteredAt,
        Positions = positions,
        FileName = fileName,
    };
}

/// <summary>Further positions of a profile that was taken over before.</summary>
public sealed record PositionsTakenOver : CareEvent
{
    public required Guid ProfileId { get; init; }

    public required UserUuid Uuid { get; init; }

    public required IReadOnlyList<TakenPosition> Positions { get; init; }

    public required string FileName { get; init; }

    public override string InWords => $"Took over positions of {Uuid} from {FileName}: {string.Join("; ", Positions.Select(p => p.InWords))}.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Profile(ProfileId), .. TakenPosition.SubjectsOf(Positions)];
}

/// <summary>The import came to its end; each person and position has said so before.</summary>
public sealed record PeopleImported : CareEvent
{
    public required string FileName { get; init; }

    public required string Sha256 { get; init; }

    public required long Lines { get; init; }

    public required int People { get; init; }

    public required int Positions { get; init; }

    public required int Unchanged { get; init; }

    public required int Bad { get; init; }

    public override string InWords =>
        $"Imported {FileName} ({Lines} lines): {People} people and {Positions} positions taken over, {Unchanged} lines unchanged, {Bad} bad lines left out.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.ReferenceSet(ImportPeople.SetName)];
}
