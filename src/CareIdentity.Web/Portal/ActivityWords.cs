using CareIdentity.Access;

namespace CareIdentity.Web.Portal;

/// <summary>Why an access profile gives an activity, as the end of a line.</summary>
internal static class ActivityWords
{
    public static string Why(EffectiveActivity activity, AccessProfileView access) => activity.Source switch
    {
        ActivitySource.Baseline => $"by default for {access.JobRoleName}",
        ActivitySource.Added => "added to this position",
        _ => $"because {activity.IncludedBy} ({access.Activities.First(a => a.Code == activity.IncludedBy).Name}) includes it",
    };
}
