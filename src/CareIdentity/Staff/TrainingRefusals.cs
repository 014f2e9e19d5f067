using CareIdentity.Kernel;

namespace CareIdentity.Staff;

/// <summary>Every way in which courses, sessions and training records say no.</summary>
public static class TrainingRefusals
{
    public static readonly Refusal CourseNotFound = new("training.course-not-found", "There is no such course, or it is not yours to see.");

    public static readonly Refusal CourseExists = new("training.course-exists", "There is a course of this name already.") { Field = "Name" };

    public static readonly Refusal CourseClosed = new("training.course-closed", "This course is closed.") { Next = "Open a course anew to plan sessions of it." };

    public static readonly Refusal CourseIncomplete = new("training.course-incomplete", "Give the course a name of up to 200 characters, and say what is learnt in up to 1,000.") { Field = "Name" };

    public static readonly Refusal NotAnRa = new("training.not-an-ra", "Only a Registration Authority gives courses.");

    public static readonly Refusal RolesMissing = new("training.roles-missing", "Select at least one role that the training is for.") { Field = "Roles" };

    public static readonly Refusal SessionsAhead = new("training.sessions-ahead", "Sessions of this course are planned.") { Next = "Cancel them first, or close the course after the last one." };

    public static readonly Refusal SessionNotFound = new("training.session-not-found", "There is no such session, or it is not yours to see.");

    public static readonly Refusal SessionIncomplete = new("training.session-incomplete", "Say where it is and who trains, in up to 200 characters each.") { Field = "Venue" };

    public static readonly Refusal SessionInPast = new("training.session-in-past", "A session is planned for a time to come, within the next year.") { Field = "On" };

    public static readonly Refusal SessionSize = new("training.session-size", "A session has 1 to 200 places and lasts 15 minutes to 8 hours.") { Field = "Places" };

    public static readonly Refusal Full = new("training.session-full", "Every place of this session is taken.") { Next = "Choose another session, or ask the Registration Authority to plan one." };

    public static readonly Refusal Begun = new("training.session-begun", "This session has begun.");

    public static readonly Refusal NotYetBegun = new("training.session-not-begun", "This session has not begun: who attended is recorded afterwards.");

    public static readonly Refusal AlreadyBooked = new("training.already-booked", "There is a place booked for this person already.");

    public static readonly Refusal NotBooked = new("training.not-booked", "No place is booked for this person.");

    public static readonly Refusal NotForThem = new("training.not-for-them", "This training is for people whom this Registration Authority looks after.")
    {
        Why = "You book a place for yourself where you hold a position of RA staff at the Registration Authority or below it.",
        Next = "Ask your own Registration Authority.",
    };

    public static readonly Refusal EvidenceMissing = new("training.evidence-missing", "Say what shows the training, in up to 200 characters: a certificate or a completed training scenario.") { Field = "Evidence" };

    public static readonly Refusal CompletedWhen = new("training.completed-when", "The training was completed today or earlier, and still counts today.") { Field = "CompletedOn" };

    public static Refusal MonthsWrong(int most) => new("training.months-wrong", $"A training counts for 1 to {most} months.") { Field = "Months" };

    public static Refusal NotPlanned(TrainingSessionState state) =>
        new("training.session-over", state is TrainingSessionState.Cancelled ? "This session was cancelled." : "Who attended this session is recorded already.");
}
