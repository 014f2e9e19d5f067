using CareIdentity.Kernel;

namespace CareIdentity.Access;

/// <summary>
/// Which role may do what: the activity × role matrix of functions.md §1.2 as data. Read by the authority, by pages (so that no menu
/// offers what will be refused) and by the exhaustive test, whose expected copy shows every change of this table in review.
/// </summary>
public static class AuthorityTable
{
    private static readonly RaRole[] Managers = [RaRole.RootRaManager, RaRole.RaManager];
    private static readonly RaRole[] Advanced = [.. Managers, RaRole.AdvancedRaAgent];
    private static readonly RaRole[] Agents = [.. Advanced, RaRole.RaAgent];
    private static readonly RaRole[] AgentsAndChecker = [.. Agents, RaRole.IdChecker];
    private static readonly RaRole[] AgentsAndSponsor = [.. Agents, RaRole.Sponsor];
    private static readonly RaRole[] LocalStaff = [.. AgentsAndSponsor, RaRole.IdChecker, RaRole.LocalSmartcardAdministrator];
    private static readonly RaRole[] Everybody = [.. Enum.GetValues<RaRole>()];

    private static readonly Dictionary<RaFunction, IReadOnlySet<RaRole>> Rows = new()
    {
        [RaFunction.FindProfiles] = Set(Everybody),
        [RaFunction.ViewProfile] = Set([.. LocalStaff, RaRole.PharmacyUnlocker, RaRole.Auditor]),
        [RaFunction.ViewHistory] = Set([.. Agents, RaRole.Auditor]),
        [RaFunction.CreateProfile] = Set(AgentsAndChecker),
        [RaFunction.ChangeDetails] = Set(AgentsAndChecker),
        [RaFunction.CloseProfile] = Set(Agents),
        [RaFunction.ReopenProfile] = Set(Agents),
        [RaFunction.VerifyIdentity] = Set(AgentsAndChecker),
        [RaFunction.MergeProfiles] = Set(Advanced),
        [RaFunction.CreateSharedProfile] = Set(Agents),
        [RaFunction.LendTemporaryCard] = Set([.. AgentsAndSponsor, RaRole.LocalSmartcardAdministrator]),
        [RaFunction.ReviewLoan] = Set(Agents),
        [RaFunction.RaiseRequest] = Set([RaRole.Sponsor]),
        [RaFunction.DecideRequest] = Set(Agents),
        [RaFunction.DecideEscalated] = Set([RaRole.RootRaManager]),
        [RaFunction.IssueSmartcard] = Set(Agents),
        [RaFunction.UnlockSmartcard] = Set([.. AgentsAndSponsor, RaRole.LocalSmartcardAdministrator, RaRole.PharmacyUnlocker]),
        [RaFunction.RepairSmartcard] = Set(Agents),
        [RaFunction.ClearSmartcard] = Set(Agents),
        [RaFunction.RenewExpiringCertificates] = Set([.. AgentsAndSponsor, RaRole.LocalSmartcardAdministrator]),
        [RaFunction.RenewExpiredCertificates] = Set(Agents),
        [RaFunction.CancelSmartcard] = Set(Agents),
        [RaFunction.ChangeCardMasterKey] = Set([RaRole.RootRaManager]),
        [RaFunction.AssignPosition] = Set(Agents),
        [RaFunction.AssignAssignablePosition] = Set(AgentsAndSponsor),
        [RaFunction.ChangeAssignment] = Set(Agents),
        [RaFunction.RemoveAssignment] = Set(AgentsAndSponsor),
        [RaFunction.ManageManyAssignments] = Set(Advanced),
        [RaFunction.ViewPositions] = Set(AgentsAndSponsor),
        [RaFunction.CreatePosition] = Set(Advanced),
        [RaFunction.CreateWorkgroup] = Set(Advanced),
        [RaFunction.AppointRaStaff] = Set(Managers),
        [RaFunction.ManageTraining] = Set(Advanced),
        [RaFunction.SetUpRaOrganisation] = Set([RaRole.RootRaManager]),
        [RaFunction.PlaceOrganisation] = Set([RaRole.RootRaManager]),
        [RaFunction.MoveOrganisation] = Set(Managers),
        [RaFunction.CloseOrganisation] = Set(Managers),
        [RaFunction.MaintainRaEntry] = Set(Agents),
        [RaFunction.AdministerReferenceData] = Set([RaRole.RbacAdministrator]),
        [RaFunction.ViewLocumRegister] = Set([.. Agents, RaRole.Auditor]),
        [RaFunction.ViewReports] = Set([.. AgentsAndSponsor, RaRole.IdChecker]),
        [RaFunction.ManageStaffRecords] = Set(Advanced),
        [RaFunction.ApproveStaffMapping] = Set([RaRole.Sponsor]),
        [RaFunction.EnterOfflineForm] = Set([.. AgentsAndSponsor, RaRole.IdChecker]),
        [RaFunction.PurgeOfflineForms] = Set(Managers),
        [RaFunction.LookAfterMessages] = Set([RaRole.RootRaManager]),
        [RaFunction.InviteApplicant] = Set(AgentsAndSponsor),
    };

    public static IReadOnlySet<RaRole> RolesFor(RaFunction function) => Rows[function];

    public static bool Allows(IEnumerable<RaRole> roles, RaFunction function) => roles.Any(Rows[function].Contains);

    private static HashSet<RaRole> Set(RaRole[] roles) => [.. roles];
}
