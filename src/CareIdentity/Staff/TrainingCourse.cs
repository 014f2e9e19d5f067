using CareIdentity.Access;
using CareIdentity.Data;
using CareIdentity.Kernel;

namespace CareIdentity.Staff;

/// <summary>A training that a Registration Authority gives, and the roles that it trains for.</summary>
internal sealed class TrainingCourse : IVersioned
{
    public required Guid Id { get; init; }

    public Guid Version { get; set; }

    /// <summary>The Registration Authority that gives it; its staff and those below it are trained.</summary>
    public required OdsCode Organisation { get; init; }

    public required string Name { get; init; }

    /// <summary>What is learnt, for those who choose.</summary>
    public required string About { get; init; }

    /// <summary>How long it counts.</summary>
    public required int Months { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    public DateTimeOffset? ClosedAt { get; private set; }

    public List<TrainingCourseRole> Roles { get; init; } = [];

    public CourseFacts Facts => new(Id, Name, Organisation);

    public Refusal? Close(DateTimeOffset at)
    {
        if (ClosedAt is not null)
        {
            return TrainingRefusals.CourseClosed;
        }

        ClosedAt = at;
        return null;
    }
}

internal sealed class TrainingCourseRole
{
    public required Guid CourseId { get; init; }

    public required RaRole Role { get; init; }
}
