using CareIdentity.Access;
using CareIdentity.Kernel;

namespace CareIdentity.Staff;

/// <summary>How somebody stands as RA staff, worst first.</summary>
public enum StaffState
{
    /// <summary>An RA Manager stopped it.</summary>
    Suspended,

    LetterMissing,

    AgreementMissing,

    /// <summary>No training counts for a role: it rests.</summary>
    Untrained,

    StartsLater,

    /// <summary>Works, in the days that appointed people have until they are trained.</summary>
    TrainingDue,

    TrainingEndsSoon,

    Active,
}

/// <summary>A role and the training that stands behind it.</summary>
public sealed record RoleTraining(RaRole Role, DateOnly? CompletedOn, DateOnly? ExpiresOn, string? Evidence);

/// <summary>An assignment that makes somebody RA staff, with everything that it rests on.</summary>
public sealed record StaffView
{
    public required Guid AssignmentId { get; init; }

    public required Guid ProfileId { get; init; }

    public required UserUuid Uuid { get; init; }

    public required string FullName { get; init; }

    public required Guid PositionId { get; init; }

    public required string PositionName { get; init; }

    public required OdsCode Organisation { get; init; }

    public required string OrganisationName { get; init; }

    public required DateOnly StartsOn { get; init; }

    public DateOnly? ExpiresOn { get; init; }

    /// <summary>Null: not recorded yet; what follows is then null too.</summary>
    public AppointmentLetter? Letter { get; init; }

    /// <summary>Null where the service set it up.</summary>
    public string? RecordedBy { get; init; }

    public DateOnly? TrainingDueOn { get; init; }

    public string? AgreementVersion { get; init; }

    public DateTimeOffset? AgreedAt { get; init; }

    public SuspensionCause? SuspendedBecause { get; init; }

    public DateTimeOffset? SuspendedAt { get; init; }

    public IReadOnlyList<RoleTraining> Roles { get; init; } = [];

    public StaffState State { get; init; }

    /// <summary>The last day on which every role is trained for, or may work without.</summary>
    public DateOnly? Until => TrainingDueOn is not { } due || Roles.Count == 0 ? null : Roles.Min(role => role.ExpiresOn is { } until && until > due ? until : due);

    internal StaffState StateOn(DateOnly today, int noticeDays) => this switch
    {
        { SuspendedBecause: SuspensionCause.Manager } => StaffState.Suspended,
        { Letter: null } => StaffState.LetterMissing,
        { AgreedAt: null } => StaffState.AgreementMissing,
        { Until: { } until } when until < today => StaffState.Untrained,
        _ when StartsOn > today => StaffState.StartsLater,
        _ when Roles.Any(role => role.ExpiresOn is null || role.ExpiresOn < today) => StaffState.TrainingDue,
        { Until: { } until } when until < today.AddDays(noticeDays) => StaffState.TrainingEndsSoon,
        _ => StaffState.Active,
    };
}

public sealed record StaffPage(IReadOnlyList<StaffView> Rows, int Total);
