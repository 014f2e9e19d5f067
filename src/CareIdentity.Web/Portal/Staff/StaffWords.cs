using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.Staff;
using CareIdentity.Web.Nhs;

namespace CareIdentity.Web.Portal.Staff;

/// <summary>How RA staff, sessions and places stand, in a colour and words.</summary>
internal static class StaffWords
{
    /// <summary>The roles that are appointed and trained for, highest first.</summary>
    public static IReadOnlyList<RaRole> AppointedRoles { get; } = [.. Enum.GetValues<RaRole>().Where(role => role.NeedsTraining())];

    public static StateView State(StaffView view) => view.State switch
    {
        StaffState.Suspended => StateView.Stopped("Suspended"),
        StaffState.LetterMissing => StateView.Waiting("Letter missing"),
        StaffState.AgreementMissing => StateView.Waiting("Agreement missing"),
        StaffState.Untrained => StateView.Stopped("Suspended: not trained"),
        StaffState.StartsLater => StateView.Neutral($"From {DateWords.Date(view.StartsOn)}"),
        StaffState.TrainingDue => StateView.Soon($"Training due by {DateWords.Date(view.Until!.Value)}"),
        StaffState.TrainingEndsSoon => StateView.Soon($"Training ends {DateWords.Date(view.Until!.Value)}"),
        _ => StateView.Good("Active"),
    };

    /// <summary>What is to be done next, and by whom.</summary>
    public static string Next(StaffView view) => view.State switch
    {
        StaffState.Suspended => "An RA Manager suspended this role. It works again when an RA Manager lifts the suspension.",
        StaffState.LetterMissing => "An RA Manager records the letter of appointment. Until then the role gives no authority.",
        StaffState.AgreementMissing => $"{view.FullName} accepts the agreement under My RA roles and training. Until then the role gives no authority.",
        StaffState.Untrained => "The role rests until the training is recorded. It then works again by itself.",
        StaffState.StartsLater => "Everything is in order for the first day.",
        StaffState.TrainingDue => "The role works until then without training. Afterwards it rests until the training is recorded.",
        StaffState.TrainingEndsSoon => "Book a session before the training runs out: afterwards the role rests.",
        _ => view.Until is { } until ? $"The training counts until {DateWords.Date(until)}." : "Everything is in order.",
    };

    public static string Roles(StaffView view) => string.Join(", ", view.Roles.Select(role => role.Role.Name()));

    /// <summary>The last day on which every role is trained for; null where one never was.</summary>
    public static DateOnly? TrainedUntil(StaffView view) => view.Roles.Count > 0 && view.Roles.All(role => role.ExpiresOn is not null) ? view.Roles.Min(role => role.ExpiresOn) : null;

    public static string Training(RoleTraining training, DateOnly today) => training switch
    {
        { ExpiresOn: null } => "Not trained yet",
        { ExpiresOn: { } until } when until < today => $"Ran out {DateWords.Distance(today, until)}, {DateWords.Date(until)}",
        { CompletedOn: { } on, ExpiresOn: { } until } => $"Trained on {DateWords.Date(on)}, counts until {DateWords.Date(until)}",
        _ => "Not trained yet",
    };

    public static StateView Session(TrainingSessionView session, DateTimeOffset now) => session.State switch
    {
        TrainingSessionState.Held => StateView.Ended("Held"),
        TrainingSessionState.Cancelled => StateView.Stopped("Cancelled"),
        _ when session.StartsAt <= now => StateView.Waiting("Attendance to record"),
        _ when session.Taken >= session.Places => StateView.Neutral("Full"),
        _ => StateView.Good($"{DateWords.Count(session.Places - session.Taken, "place")} free"),
    };

    public static StateView Place(PlaceState state) => state switch
    {
        PlaceState.Attended => StateView.Good("Attended"),
        PlaceState.Missed => StateView.Stopped("Did not come"),
        PlaceState.GivenUp => StateView.Ended("Given up"),
        _ => StateView.Neutral("Booked"),
    };

    public static string When(TrainingSessionView session) =>
        $"{DateWords.Moment(session.StartsAt, ClockDates.London)}, {DateWords.Count(session.Minutes, "minute")}";
}
