using CareIdentity.People;
using CareIdentity.Web.Nhs;

namespace CareIdentity.Web.Portal.People;

/// <summary>A profile's state in a colour and a word.</summary>
internal static class ProfileStates
{
    public static StateView View(ProfileState state) => state switch
    {
        ProfileState.Verified => StateView.Good("Verified"),
        ProfileState.Unverified => StateView.Waiting("Unverified"),
        _ => StateView.Ended("Closed"),
    };

    /// <summary>What it is, where it is nobody's own.</summary>
    public static string Kind(ProfileKind kind) => kind switch
    {
        ProfileKind.TemporaryAccessCard => "Temporary Access Card",
        ProfileKind.Robot => "Robot",
        _ => "Person",
    };
}
