using CareIdentity.Access;
using CareIdentity.Kernel;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace CareIdentity.Tests.Access;

public sealed class RbacReferenceTests
{
    private static readonly RCode Role = RCode.Parse("R8000");

    [Fact]
    public void Included_activities_come_with_the_shortest_reason()
    {
        var reference = Reference(baseline: ["B0001"], inclusions: ["B0001 B0002", "B0002 B0003", "B0001 B0003"]);

        var activities = reference.Of(Role, []);

        Assert.Equal(["B0001 ", "B0002 B0001", "B0003 B0001"], activities.Select(a => $"{a.Code} {a.IncludedBy}"));
        Assert.Equal([ActivitySource.Baseline, ActivitySource.Included, ActivitySource.Included], activities.Select(a => a.Source));
    }

    [Fact]
    public void An_activity_that_is_baseline_and_added_is_baseline()
    {
        var activity = Assert.Single(Reference(baseline: ["B0001"], inclusions: []).Of(Role, [BCode.Parse("B0001")]));

        Assert.Equal(ActivitySource.Baseline, activity.Source);
    }

    [Fact]
    public void Circles_come_to_an_end()
    {
        var reference = Reference(baseline: ["B0001"], inclusions: ["B0001 B0002", "B0002 B0003", "B0003 B0001", "B0003 B0003"]);

        Assert.Equal(3, reference.Of(Role, []).Count);
        Assert.Equal(3, reference.Giving(BCode.Parse("B0003")).Count);
        Assert.Contains(Role, reference.JobRolesGiving(BCode.Parse("B0003")));
    }

    /// <summary>The oracle applies every inclusion to everything, again and again, until nothing is new.</summary>
    [Fact]
    public void What_a_role_gives_is_the_least_set_closed_under_inclusion()
    {
        var code = Gen.Choose(0, 11).Select(i => BCode.Parse($"B{i:D4}"));
        var pair = code.SelectMany(_ => code, (a, b) => (a, b));
        var any = code.ListOf().SelectMany(_ => pair.ListOf(), (baseline, inclusions) => (Baseline: baseline.ToList(), Inclusions: inclusions.ToList()))
            .SelectMany(_ => code.ListOf(), (set, added) => (set.Baseline, set.Inclusions, Added: added.ToList()));

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(any.ToArbitrary(), set =>
        {
            var reference = new RbacReference([(Role, "")], [], set.Inclusions, set.Baseline.Distinct().Select(b => (Role, b)));
            var expected = Closure(set.Baseline.Concat(set.Added), set.Inclusions);

            var activities = reference.Of(Role, set.Added);

            return activities.Select(a => a.Code).ToHashSet().SetEquals(expected)
                && activities.All(a => LeadsBack(a, activities, set.Inclusions))
                && expected.All(a => reference.Giving(a).SetEquals(expected.Concat(set.Inclusions.Select(i => i.a)).Append(a).Where(x => Closure([x], set.Inclusions).Contains(a))));
        }));
    }

    private static HashSet<BCode> Closure(IEnumerable<BCode> from, List<(BCode Activity, BCode Includes)> inclusions)
    {
        var all = from.ToHashSet();
        int before;
        do
        {
            before = all.Count;
            all.UnionWith(inclusions.Where(i => all.Contains(i.Activity)).Select(i => i.Includes).ToList());
        }
        while (all.Count > before);
        return all;
    }

    /// <summary>Every reason leads, step by step along real inclusions, to an activity that was baseline or added.</summary>
    private static bool LeadsBack(EffectiveActivity activity, IReadOnlyList<EffectiveActivity> all, List<(BCode Activity, BCode Includes)> inclusions)
    {
        for (var steps = 0; activity.IncludedBy is { } by; steps++)
        {
            if (steps > all.Count || !inclusions.Contains((by, activity.Code)))
            {
                return false;
            }

            activity = all.Single(a => a.Code == by);
        }

        return activity.Source is not ActivitySource.Included;
    }

    private static RbacReference Reference(string[] baseline, string[] inclusions) => new(
        [(Role, "Clinical Practitioner")],
        [],
        inclusions.Select(i => (BCode.Parse(i[..5]), BCode.Parse(i[6..]))),
        baseline.Select(b => (Role, BCode.Parse(b))));
}
