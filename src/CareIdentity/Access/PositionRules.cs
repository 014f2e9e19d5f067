using CareIdentity.Kernel;

namespace CareIdentity.Access;

/// <summary>Decisions over what a position shall be, the same for a new one and a changed one.</summary>
internal static class PositionRules
{
    private const int MostProfiles = 10;
    private const int MostAdded = 300;

    public static Refusal? Check(string name, IReadOnlyList<NewAccessProfile> profiles, Guid? approvedBy, string approvalNote, Actor actor, RbacReference rbac)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > 200)
        {
            return PositionRefusals.NameMissing;
        }

        if (profiles.Count == 0)
        {
            return PositionRefusals.NoAccessProfile;
        }

        if (profiles.Count > MostProfiles || profiles.Sum(p => p.AddedActivities.Count + p.AreasOfWork.Count) > MostAdded)
        {
            return PositionRefusals.TooMuch(MostProfiles, MostAdded);
        }

        if (profiles.DistinctBy(p => (p.Organisation, p.JobRole)).Count() < profiles.Count)
        {
            return PositionRefusals.SameAccessProfileTwice;
        }

        if (Unknown(profiles, rbac) is { } unknown)
        {
            return PositionRefusals.UnknownCode(unknown);
        }

        return string.IsNullOrWhiteSpace(approvalNote) || (approvedBy is null && !actor.IsService) ? PositionRefusals.ApprovalMissing : null;
    }

    private static string? Unknown(IReadOnlyList<NewAccessProfile> profiles, RbacReference rbac) =>
        profiles.FirstOrDefault(a => !rbac.Knows(a.JobRole))?.JobRole.Value
        ?? profiles.SelectMany(a => a.AddedActivities).FirstOrDefault(a => !rbac.Knows(a))?.Value
        ?? profiles.SelectMany(a => a.AreasOfWork).FirstOrDefault(a => !rbac.Knows(a))?.Value;
}
