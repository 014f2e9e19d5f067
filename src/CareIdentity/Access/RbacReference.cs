namespace CareIdentity.Access;

/// <summary>Why somebody has an activity: by the baseline of the job role, because it was added, or because another includes it.</summary>
public enum ActivitySource
{
    Baseline,
    Added,
    Included,
}

/// <summary>One activity that an access profile gives. <paramref name="IncludedBy"/> leads, step by step, to a baseline or added one.</summary>
public sealed record EffectiveActivity(BCode Code, string Name, ActivitySource Source, BCode? IncludedBy);

/// <summary>
/// The reference data in memory: a few hundred rows, immutable, replaced whole when a new version is imported. What an access profile
/// lets a person do = baseline of its job role + added activities + everything those include (decisions.md §4).
/// </summary>
public sealed class RbacReference
{
    private readonly IReadOnlyDictionary<RCode, string> jobRoles;
    private readonly IReadOnlyDictionary<BCode, string> activities;
    private readonly IReadOnlyDictionary<AreaCode, string> areas;
    private readonly ILookup<BCode, BCode> includes;
    private readonly ILookup<RCode, BCode> baseline;

    public RbacReference(
        IEnumerable<(RCode Code, string Name)> jobRoles,
        IEnumerable<(BCode Code, string Name)> activities,
        IEnumerable<(BCode Activity, BCode Includes)> inclusions,
        IEnumerable<(RCode JobRole, BCode Activity)> baseline,
        IEnumerable<(AreaCode Code, string Name)>? areas = null)
    {
        this.jobRoles = jobRoles.ToDictionary(r => r.Code, r => r.Name);
        this.activities = activities.ToDictionary(a => a.Code, a => a.Name);
        this.areas = (areas ?? []).ToDictionary(a => a.Code, a => a.Name);
        // In code order, so that of several shortest reasons everybody is always given the same one.
        includes = inclusions.OrderBy(i => i.Includes.Value, StringComparer.Ordinal).ToLookup(i => i.Activity, i => i.Includes);
        this.baseline = baseline.OrderBy(b => b.Activity.Value, StringComparer.Ordinal).ToLookup(b => b.JobRole, b => b.Activity);
    }

    /// <summary>All job roles, by name.</summary>
    public IEnumerable<(RCode Code, string Name)> JobRoles => jobRoles.Select(r => (r.Key, r.Value)).OrderBy(r => r.Value, StringComparer.OrdinalIgnoreCase);

    /// <summary>All activities that have a name, by name.</summary>
    public IEnumerable<(BCode Code, string Name)> Activities =>
        activities.Where(a => a.Value.Length > 0).Select(a => (a.Key, a.Value)).OrderBy(a => a.Value, StringComparer.OrdinalIgnoreCase);

    /// <summary>All areas of work, by name.</summary>
    public IEnumerable<(AreaCode Code, string Name)> AreasOfWork => areas.Select(a => (a.Key, a.Value)).OrderBy(a => a.Value, StringComparer.OrdinalIgnoreCase);

    public string AreaName(AreaCode code) => areas.GetValueOrDefault(code, code.Value);

    public bool Knows(AreaCode code) => areas.ContainsKey(code);

    public string JobRoleName(RCode code) => jobRoles.GetValueOrDefault(code, code.Value);

    public string ActivityName(BCode code) => activities.TryGetValue(code, out var name) && name.Length > 0 ? name : code.Value;

    public bool Knows(RCode code) => jobRoles.ContainsKey(code);

    public bool Knows(BCode code) => activities.ContainsKey(code);

    /// <summary>Every code of an activity, named or not.</summary>
    public IEnumerable<BCode> AllActivities => activities.Keys;

    /// <summary>Every activity once, in code order, with the shortest reason. Circles in the inclusions do no harm.</summary>
    /// <param name="jobRole">Null for what the activities give alone.</param>
    /// <param name="added">Activities beyond the baseline.</param>
    public IReadOnlyList<EffectiveActivity> Of(RCode? jobRole, IEnumerable<BCode> added)
    {
        var found = new Dictionary<BCode, EffectiveActivity>();
        var next = new Queue<BCode>();
        foreach (var code in jobRole is null ? [] : baseline[jobRole])
        {
            Add(code, ActivitySource.Baseline, null);
        }

        foreach (var code in added)
        {
            Add(code, ActivitySource.Added, null);
        }

        while (next.TryDequeue(out var activity))
        {
            foreach (var included in includes[activity])
            {
                Add(included, ActivitySource.Included, activity);
            }
        }

        return [.. found.Values.OrderBy(a => a.Code.Value, StringComparer.Ordinal)];

        void Add(BCode code, ActivitySource source, BCode? by)
        {
            if (found.TryAdd(code, new EffectiveActivity(code, ActivityName(code), source, by)))
            {
                next.Enqueue(code);
            }
        }
    }

    /// <summary>Activities that give <paramref name="wanted"/>, itself among them: who has one of these has it.</summary>
    public IReadOnlySet<BCode> Giving(BCode wanted)
    {
        var giving = new HashSet<BCode> { wanted };
        bool grown;
        do
        {
            grown = false;
            foreach (var pair in includes)
            {
                grown |= pair.Any(giving.Contains) && giving.Add(pair.Key);
            }
        }
        while (grown);
        return giving;
    }

    /// <summary>Job roles whose baseline gives <paramref name="wanted"/>, directly or by inclusion.</summary>
    public IReadOnlySet<RCode> JobRolesGiving(BCode wanted)
    {
        var giving = Giving(wanted);
        return baseline.Where(pair => pair.Any(giving.Contains)).Select(pair => pair.Key).ToHashSet();
    }
}
