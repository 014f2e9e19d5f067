using CareIdentity.Batches;
using CareIdentity.Web.Nhs;

namespace CareIdentity.Web.Portal.Batches;

/// <summary>Batches in people's words.</summary>
internal static class BatchWords
{
    public static string Kind(BatchKind kind) => kind switch
    {
        BatchKind.Create => "Request new profiles",
        BatchKind.Assign => "Give positions",
        BatchKind.End => "End positions",
        BatchKind.Change => "Change details",
        BatchKind.StaffRecord => "Staff record",
        _ => "Close profiles",
    };

    public static string Hint(BatchKind kind) => kind switch
    {
        BatchKind.Create => "For sponsors. Each line becomes a request; an ID checker sees each person’s documents before the profile exists.",
        BatchKind.Assign => "Each line names the sponsor who asked for it.",
        BatchKind.End => "At once, or on a last day.",
        BatchKind.StaffRecord => "Starters, changes and leavers as HR has them. Starters and changes become requests; leavers lose access at once. It can be uploaded again without effect, and is not undone here.",
        BatchKind.Change => "Names, contact details, numbers. Only what a cell says is changed.",
        _ => "Ends everything that lets the person in. Cannot be undone as a whole: a profile that is opened again has no access.",
    };

    public static StateView State(BatchState state) => state switch
    {
        BatchState.Checking => StateView.Neutral("Checking"),
        BatchState.Checked => StateView.Waiting("To be started"),
        BatchState.Running => StateView.Neutral("Working"),
        BatchState.Paused => StateView.Soon("Paused"),
        BatchState.Done => StateView.Good("Done"),
        BatchState.Undoing => StateView.Neutral("Undoing"),
        BatchState.Undone => StateView.Ended("Undone"),
        _ => StateView.Ended("Given up"),
    };

    public static StateView Line(BatchLineState state) => state switch
    {
        BatchLineState.Read => StateView.Neutral("Waiting"),
        BatchLineState.Bad => StateView.Stopped("Cannot be done"),
        BatchLineState.Ready => StateView.Waiting("Ready"),
        BatchLineState.Done => StateView.Good("Done"),
        BatchLineState.Refused => StateView.Stopped("Refused"),
        _ => StateView.Ended("Undone"),
    };

    /// <summary>What the work that goes on is called.</summary>
    public static string Work(BatchState state) => state switch
    {
        BatchState.Checking => "Checking the lines",
        BatchState.Undoing => "Undoing",
        _ => "Carrying out",
    };
}
