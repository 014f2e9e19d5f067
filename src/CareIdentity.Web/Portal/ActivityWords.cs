using CareIdentity.Access;

namespace CareIdentity.Web.Portal;

/// <summary>Why an access profile gives an activity, as the end of a line: each step down to the job role or what was added to the position.</summary>
internal static class ActivityWords
{
    public static string Why(EffectiveActivity activity, AccessProfileView access) => activity.Source switch
    {
        ActivitySource.Baseline => $"by default for {access.JobRoleName}",
        ActivitySource.Added => access.IncludedBy.Count > 0 ? $"added to the position {access.IncludedBy[^1].Name}" : "added to this position",
        _ => $"because {Steps(activity, access)}",
    } + Included(access, ", ");

    public static string Why(AccessReason reason) => reason.Activity is { } activity ? Why(activity, reason.From) : "of the position" + Included(reason.From, ", ");

    public static string Summary(AccessProfileView access) =>
        $"What it lets them do: {access.JobRoleName} ({access.JobRole}), {access.Activities.Count} activities{(access.IncludedBy.Count > 0 ? $", included from {access.IncludedBy[^1].Name}" : "")}";

    /// <summary>"because the position Dispenser (FW844) is included, through Pharmacist (FW844)"; nothing for what is the position's own.</summary>
    public static string Included(AccessProfileView access, string before = "")
    {
        if (access.IncludedBy.Count == 0)
        {
            return "";
        }

        var through = access.IncludedBy.SkipLast(1).Select(Name).ToList();
        return $"{before}because the position {Name(access.IncludedBy[^1])} is included{(through.Count == 0 ? "" : $", through {string.Join(" and ", through)}")}";
    }

    private static string Name(PositionLink position) => $"{position.Name} ({position.Organisation})";

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
