using CareIdentity.Access;

namespace CareIdentity.Web.Portal;

/// <summary>Why an access profile gives an activity, as the end of a line: each step down to the job role or what was added to the position.</summary>
internal static class ActivityWords
{
    public static string Why(EffectiveActivity activity, AccessProfileView access) => activity.Source switch
    {
        ActivitySource.Baseline => $"by default for {access.JobRoleName}",
        ActivitySource.Added => "added to this position",
        _ => $"because {Steps(activity, access)}",
    };

    public static string Why(AccessReason reason) => reason.Activity is { } activity ? Why(activity, reason.From) : "job role of the position";

    /// <summary>"B0360 (View Detailed Health Records) includes it, which B8029 (Manage Detailed Health Records) includes"</summary>
    private static string Steps(EffectiveActivity activity, AccessProfileView access)
    {
        var words = new List<string>();
        var step = activity;
        while (step is { Source: ActivitySource.Included, IncludedBy: { } by })
        {
            step = access.Activities.First(a => a.Code == by);
            words.Add(words.Count == 0 ? $"{step.Code} ({step.Name}) includes it" : $"which {step.Code} ({step.Name}) includes");
        }

        return string.Join(", ", words);
    }
}
