namespace CareIdentity.Pki.Lint.Lists;

/// <summary>The next list is due later than this one, and in time.</summary>
internal sealed class NextUpdateIsInTime : ICrlRule
{
    /// <summary>CA/Browser Forum Baseline Requirements §4.9.7: lists of end entities, ten days.</summary>
    private static readonly TimeSpan LongestForEndEntities = TimeSpan.FromDays(10);

    /// <summary>The same section: lists of an offline root, twelve months.</summary>
    private static readonly TimeSpan LongestForAuthorities = TimeSpan.FromDays(366);

    public string Citation => "RFC 5280 §5.1.2.5; certificate policy §4.9.7";

    public string? Check(CrlUnderLint list)
    {
        var (thisUpdate, nextUpdate) = (list.List.ThisUpdate, list.List.NextUpdate);
        var longest = list.IsOfEndEntities ? LongestForEndEntities : LongestForAuthorities;
        return nextUpdate > thisUpdate && nextUpdate - thisUpdate <= longest ? null : $"The next list is not due within {longest.Days} days.";
    }
}
