namespace CareIdentity.Kernel;

/// <summary>
/// Every number that policy may move, with the default of decisions.md §3. What is marked fixed there is not here.
/// Checked when the service starts: <see cref="Problems"/> must be empty.
/// </summary>
public sealed record RaPolicy
{
    public int CertificateYears { get; init; } = 2;

    public int SelfRenewals { get; init; } = 3;

    public int RenewalWindowDays { get; init; } = 90;

    /// <summary>Card series that can neither be renewed nor used to sign in.</summary>
    public IReadOnlyList<string> RetiredSeries { get; init; } = ["01", "02", "03", "04", "05", "06"];

    public int AddressProofAgeMonths { get; init; } = 3;

    public int RequestViewLockMinutes { get; init; } = 15;

    public int ReplyWorkingDays { get; init; } = 2;

    public int ClosedRequestsListedDays { get; init; } = 30;

    public int SessionIdleMinutes { get; init; } = 15;

    public int SessionHours { get; init; } = 12;

    public int ChallengeMinutes { get; init; } = 5;

    /// <summary>For how long a Temporary Access Card is lent at most (decisions.md §3).</summary>
    public int TemporaryLoanHours { get; init; } = 24;

    /// <summary>How long appointed people may work before they are trained; 0: not at all.</summary>
    public int TrainingGraceDays { get; init; } = 28;

    /// <summary>How long the training of RA staff counts at most.</summary>
    public int TrainingMonths { get; init; } = 36;

    /// <summary>How long before training runs out its holder and the RA Manager are told.</summary>
    public int TrainingNoticeDays { get; init; } = 60;

    /// <summary>After how long a role that is suspended for want of training is removed.</summary>
    public int UntrainedRemovalDays { get; init; } = 90;

    public int LocumMonths { get; init; } = 12;

    /// <summary>How long an entry of the public RA directory stands without somebody of that RA confirming it.</summary>
    public int DirectoryConfirmDays { get; init; } = 90;

    /// <summary>How long after its end a batch can be undone as one (decisions.md §6).</summary>
    public int BatchUndoDays { get; init; } = 14;

    /// <summary>How long paper forms of an outage are kept (decisions.md §3).</summary>
    public int OfflineFormYears { get; init; } = 2;

    /// <summary>How long the link of an invitation to apply works.</summary>
    public int InvitationDays { get; init; } = 14;

    /// <summary>How long after its link an application is kept that nobody came back to.</summary>
    public int AbandonedApplicationDays { get; init; } = 30;

    /// <summary>How long the pictures and answers of an application are kept after it was decided, whichever way.</summary>
    public int ApplicationEvidenceDays { get; init; } = 90;

    public bool PharmacistsMayUnlock { get; init; } = true;

    /// <summary>The version of the terms that everybody accepts before working.</summary>
    public string TermsVersion { get; init; } = "2026-1";

    /// <summary>The version of the agreement that RA staff sign.</summary>
    public string AgreementVersion { get; init; } = "2026-1";

    public IReadOnlyList<string> Problems() =>
    [
        .. Outside(CertificateYears, 1, 3, nameof(CertificateYears)),
        .. Outside(SelfRenewals, 0, 10, nameof(SelfRenewals)),
        .. Outside(RenewalWindowDays, 1, 365, nameof(RenewalWindowDays)),
        .. Outside(AddressProofAgeMonths, 1, 12, nameof(AddressProofAgeMonths)),
        .. Outside(RequestViewLockMinutes, 1, 60, nameof(RequestViewLockMinutes)),
        .. Outside(SessionIdleMinutes, 1, 60, nameof(SessionIdleMinutes)),
        .. Outside(SessionHours, 1, 24, nameof(SessionHours)),
        .. Outside(TemporaryLoanHours, 1, 24, nameof(TemporaryLoanHours)),
        .. Outside(ChallengeMinutes, 1, 5, nameof(ChallengeMinutes)),
        .. Outside(TrainingGraceDays, 0, 90, nameof(TrainingGraceDays)),
        .. Outside(TrainingMonths, 1, 60, nameof(TrainingMonths)),
        .. Outside(TrainingNoticeDays, 1, 180, nameof(TrainingNoticeDays)),
        .. Outside(UntrainedRemovalDays, 28, 365, nameof(UntrainedRemovalDays)),
        .. Outside(LocumMonths, 1, 12, nameof(LocumMonths)),
        .. Outside(BatchUndoDays, 0, 90, nameof(BatchUndoDays)),
        .. Outside(OfflineFormYears, 1, 10, nameof(OfflineFormYears)),
        .. Outside(InvitationDays, 1, 60, nameof(InvitationDays)),
        .. Outside(AbandonedApplicationDays, 1, 180, nameof(AbandonedApplicationDays)),
        .. Outside(ApplicationEvidenceDays, 1, 365, nameof(ApplicationEvidenceDays)),
        .. Outside(DirectoryConfirmDays, 7, 365, nameof(DirectoryConfirmDays)),
    ];

    private static IEnumerable<string> Outside(int value, int least, int most, string name) =>
        value < least || value > most ? [$"{name} is {value}; it must be from {least} to {most}."] : [];
}
