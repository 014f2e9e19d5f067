namespace CareIdentity.Kernel;

/// <summary>What RA staff do, as the activity × role matrix names it (functions.md §1.2). Stable words: refusals and tests quote them.</summary>
public enum RaFunction
{
    FindProfiles,
    ViewProfile,
    ViewHistory,
    CreateProfile,
    ChangeDetails,
    CloseProfile,
    ReopenProfile,
    VerifyIdentity,
    RaiseRequest,
    DecideRequest,
    IssueSmartcard,
    UnlockSmartcard,
    RepairSmartcard,
    ClearSmartcard,
    RenewExpiringCertificates,
    RenewExpiredCertificates,
    CancelSmartcard,
    AssignPosition,
    AssignAssignablePosition,
    ChangeAssignment,
    RemoveAssignment,
    ViewPositions,
    CreatePosition,
    CreateWorkgroup,
    AppointRaStaff,
    SetUpRaOrganisation,
    AdministerReferenceData,
    ViewReports,
}
