using CareIdentity.Applications;
using CareIdentity.Web.Nhs;

namespace CareIdentity.Web.Portal.Applications;

/// <summary>Applications in people's words.</summary>
internal static class ApplicationStates
{
    public static StateView Of(ApplicationState state) => state switch
    {
        ApplicationState.Invited => StateView.Neutral("With the applicant"),
        ApplicationState.Submitted => StateView.Waiting("To be checked"),
        ApplicationState.Returned => StateView.Soon("Something is needed"),
        ApplicationState.Approved => StateView.Good("Profile made"),
        ApplicationState.Known => StateView.Good("Known already"),
        ApplicationState.Refused => StateView.Stopped("Rejected"),
        ApplicationState.InPerson => StateView.Neutral("To be seen in person"),
        ApplicationState.Withdrawn => StateView.Ended("Withdrawn"),
        _ => StateView.Ended("Nobody came back"),
    };
}
