using CareIdentity.Data;
using CareIdentity.Kernel;

namespace CareIdentity.Access;

/// <summary>What is known of an appointment when its roles are asked for.</summary>
internal sealed record AppointmentFacts(DateOnly TrainingDueOn, bool Agreed, SuspensionCause? Suspended);

/// <summary>Whether a role that a position gives works today: the one rule, as a decision and as what statements ask for.</summary>
internal static class StaffStanding
{
    /// <summary>Null where it works.</summary>
    public static Refusal? WhyNot(RaRole role, AppointmentFacts? appointment, bool isTrained, DateOnly today) => appointment switch
    {
        _ when !role.NeedsTraining() => null,
        null => AccessRefusals.NotAppointed(role),
        { Agreed: false } => AccessRefusals.NotAgreed(role),
        { Suspended: SuspensionCause.Manager } => AccessRefusals.RoleSuspended(role),
        { TrainingDueOn: var due } => isTrained || today <= due ? null : AccessRefusals.NotTrained(role),
    };

    /// <summary>Appointments in force, trained or not.</summary>
    public static IQueryable<RaAppointment> InForce(CareIdentityDb db) =>
        db.RaAppointments.Where(a => a.AgreedAt != null && (a.SuspendedBecause == null || a.SuspendedBecause == SuspensionCause.Training));

    /// <summary>Training that counts today.</summary>
    public static IQueryable<RaTraining> Trained(CareIdentityDb db, DateOnly today) => db.RaTrainings.Where(t => t.ExpiresOn >= today);
}
