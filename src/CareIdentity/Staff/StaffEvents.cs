using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Kernel;

namespace CareIdentity.Staff;

/// <summary>Whose position of RA staff, and where.</summary>
public sealed record StaffFacts(Guid AssignmentId, Guid ProfileId, Guid PositionId, string PositionName, OdsCode Organisation);

/// <summary>Something about a position that makes somebody RA staff.</summary>
public abstract record AppointmentEvent : CareEvent
{
    public required StaffFacts Of { get; init; }

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Profile(Of.ProfileId), AuditSubject.Position(Of.PositionId), AuditSubject.Organisation(Of.Organisation)];

    protected string What => $"{Of.PositionName} at {Of.Organisation}";
}

public sealed record RaStaffAppointed : AppointmentEvent
{
    public required AppointmentLetter Letter { get; init; }

    public required DateOnly TrainingDueOn { get; init; }

    public override string InWords =>
        $"Recorded the appointment as {What} by {Letter.SignedBy} ({Letter.SignedAs}), letter of {Letter.SignedOn:d MMMM yyyy}; training is due by {TrainingDueOn:d MMMM yyyy}.";
}

public sealed record RaAgreementAccepted : AppointmentEvent
{
    public required string AgreementVersion { get; init; }

    public override string InWords => $"Accepted the agreement of RA staff, version {AgreementVersion}, for {What}.";
}

public sealed record RaRoleSuspended : AppointmentEvent
{
    public required SuspensionCause Cause { get; init; }

    public override string InWords => Cause is SuspensionCause.Training ? $"Suspended the role {What}: no training counts for it." : $"Suspended the role {What}.";
}

public sealed record RaRoleRestored : AppointmentEvent
{
    public required SuspensionCause Cause { get; init; }

    public override string InWords => Cause is SuspensionCause.Training ? $"The role {What} works again: the training is recorded." : $"Lifted the suspension of the role {What}.";
}
