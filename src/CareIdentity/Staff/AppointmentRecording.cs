using CareIdentity.Access;
using CareIdentity.Data;
using CareIdentity.Kernel;

namespace CareIdentity.Staff;

/// <summary>Puts an appointment on record; the verb around it authorises, records the event and saves.</summary>
public sealed class AppointmentRecording(CareIdentityDb db, RaPolicy policy, TimeProvider clock)
{
    private const int MostLetters = 200;
    private const int MonthsOld = 12;

    internal Outcome<RaStaffAppointed> Record(PositionAssignment assignment, Position position, AppointmentLetter letter, Actor actor)
    {
        if (Check(letter, clock.Today()) is { } wrong)
        {
            return wrong;
        }

        var appointment = RaAppointment.Of(assignment, letter, actor.ProfileId, clock.GetUtcNow(), policy);
        db.RaAppointments.Add(appointment);
        db.TrainingWatches.Add(new TrainingWatch { AssignmentId = assignment.Id, LookOn = appointment.TrainingDueOn.AddDays(1) });
        return new RaStaffAppointed
        {
            Of = new StaffMember(assignment, position, appointment).Facts,
            Letter = appointment.Letter,
            TrainingDueOn = appointment.TrainingDueOn,
        };
    }

    internal static Refusal? Check(AppointmentLetter letter, DateOnly today) =>
        new[] { letter.SignedBy, letter.SignedAs, letter.Reference }.Any(words => string.IsNullOrWhiteSpace(words) || words.Trim().Length > MostLetters) ? StaffRefusals.LetterIncomplete
        : letter.SignedOn > today || letter.SignedOn < today.AddMonths(-MonthsOld) ? StaffRefusals.LetterDate
        : null;
}
