using CareIdentity.Data;
using CareIdentity.Kernel;

namespace CareIdentity.Access;

/// <summary>Why a role of the Registration Authority rests.</summary>
public enum SuspensionCause
{
    /// <summary>Its training is not recorded or has run out; ends by itself when the training is recorded.</summary>
    Training,

    /// <summary>An RA Manager decided it, and ends it.</summary>
    Manager,
}

/// <summary>What the owner or manager of an organisation signed when they appointed somebody (decisions.md §6).</summary>
public sealed record AppointmentLetter(string SignedBy, string SignedAs, DateOnly SignedOn, string Reference);

/// <summary>
/// What a position of RA staff rests on beside the assignment: the letter, the agreement that the holder signed, and the day by which they
/// must be trained. An assignment without one gives no authority.
/// </summary>
internal sealed class RaAppointment : IVersioned
{
    public required Guid AssignmentId { get; init; }

    /// <summary>Changes only when two profiles of one person are merged.</summary>
    public required Guid ProfileId { get; set; }

    public Guid Version { get; set; }

    public required string SignedBy { get; init; }

    /// <summary>What makes the signature count: owner, superintendent pharmacist, practice manager.</summary>
    public required string SignedAs { get; init; }

    public required DateOnly SignedOn { get; init; }

    public required string Reference { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>Never the person appointed; null where the service set it up.</summary>
    public Guid? RecordedBy { get; init; }

    /// <summary>The last of the days on which the role works without training.</summary>
    public required DateOnly TrainingDueOn { get; init; }

    public string? AgreementVersion { get; private set; }

    public DateTimeOffset? AgreedAt { get; private set; }

    public DateTimeOffset? SuspendedAt { get; private set; }

    public SuspensionCause? SuspendedBecause { get; private set; }

    public AppointmentLetter Letter => new(SignedBy, SignedAs, SignedOn, Reference);

    public Refusal? Agree(string version, DateTimeOffset at)
    {
        if (AgreementVersion == version)
        {
            return StaffRefusals.AlreadyAgreed;
        }

        (AgreementVersion, AgreedAt) = (version, at);
        return null;
    }

    public Refusal? Suspend(SuspensionCause cause, DateTimeOffset at)
    {
        if (SuspendedBecause is SuspensionCause.Manager || SuspendedBecause == cause)
        {
            return StaffRefusals.AlreadySuspended;
        }

        (SuspendedBecause, SuspendedAt) = (cause, at);
        return null;
    }

    /// <summary>Only what was suspended for this cause: training never lifts what a manager decided.</summary>
    public Refusal? Restore(SuspensionCause cause)
    {
        if (SuspendedBecause != cause)
        {
            return StaffRefusals.NotSuspended;
        }

        (SuspendedBecause, SuspendedAt) = (null, null);
        return null;
    }

    public static RaAppointment Of(PositionAssignment assignment, AppointmentLetter letter, Guid? recordedBy, DateTimeOffset at, RaPolicy policy)
    {
        var today = ClockDates.OnDay(at);
        var from = recordedBy is null || assignment.StartsOn > today ? assignment.StartsOn : today;
        return new RaAppointment
        {
            AssignmentId = assignment.Id,
            ProfileId = assignment.ProfileId,
            SignedBy = letter.SignedBy.Trim(),
            SignedAs = letter.SignedAs.Trim(),
            SignedOn = letter.SignedOn,
            Reference = letter.Reference.Trim(),
            RecordedAt = at,
            RecordedBy = recordedBy,
            TrainingDueOn = from.AddDays(policy.TrainingGraceDays),
        };
    }
}

/// <summary>When somebody looks again whether the training behind an appointment still holds.</summary>
[Housekeeping("Says when to look again; what was found is decided, and told, by the appointment.")]
internal sealed class TrainingWatch
{
    public required Guid AssignmentId { get; init; }

    public required DateOnly LookOn { get; set; }
}

/// <summary>A role's training: without one that counts today the role is suspended (decisions.md §1).</summary>
internal sealed class RaTraining : IVersioned
{
    public required Guid ProfileId { get; init; }

    public required RaRole Role { get; init; }

    public Guid Version { get; set; }

    public required DateOnly CompletedOn { get; set; }

    /// <summary>The last day on which it counts.</summary>
    public required DateOnly ExpiresOn { get; set; }

    /// <summary>The session, certificate or training scenario that shows it.</summary>
    public required string Evidence { get; set; }

    /// <summary>Never the person trained; null where the service set it up.</summary>
    public Guid? RecordedBy { get; set; }

    public void Become(RaTraining other) => (CompletedOn, ExpiresOn, Evidence, RecordedBy) = (other.CompletedOn, other.ExpiresOn, other.Evidence, other.RecordedBy);

    public RaTraining For(Guid profileId) => new() { ProfileId = profileId, Role = Role, CompletedOn = CompletedOn, ExpiresOn = ExpiresOn, Evidence = Evidence, RecordedBy = RecordedBy };
}
