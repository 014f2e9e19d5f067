using CareIdentity.Kernel;

namespace CareIdentity.Access;

/// <summary>Every way in which this room says no.</summary>
public static class AccessRefusals
{
    public static readonly Refusal SignInFirst = new("access.no-role", "Choose the role that you want to work in first.")
    {
        Why = "Work for others is done in a position that you hold.",
    };

    public static readonly Refusal AssuranceTooLow = new("access.assurance-too-low", "Sign in with your smartcard to do this.")
    {
        Why = "Work of the Registration Authority needs authentication at AAL3.",
    };

    public static readonly Refusal TermsNotAccepted = new("access.terms-not-accepted", "Accept the terms and conditions first.");

    public static readonly Refusal RoleNotYours = new("access.role-not-held", "You no longer hold the position that you were working in.")
    {
        Next = "Change your role, or ask your Registration Authority if this is a surprise.",
    };

    public static readonly Refusal PositionNotFound = new("position.not-found", "There is no such position, or it is not yours to see.");

    public static readonly Refusal AlreadyRemoved = new("assignment.already-removed", "This position was already removed.");

    public static readonly Refusal AssignmentNotFound = new("assignment.not-found", "There is no such assignment, or it is not yours to see.");

    public static readonly Refusal ReasonMissing = new("assignment.reason-missing", "Say why, for those who read the history later.") { Field = "Reason" };

    public static readonly Refusal EndUnchanged = new("assignment.end-unchanged", "The last day is the one that it has already.") { Field = "ExpiresOn" };

    public static readonly Refusal EndInPast = new("assignment.end-in-past", "The last day must be today or later.")
    {
        Next = "To end the access at once, remove the position.",
        Field = "ExpiresOn",
    };

    public static readonly Refusal AlreadyHeld = new("assignment.already-held", "This person already holds this position.")
    {
        Next = "Change the end date of the position they hold instead.",
    };

    public static readonly Refusal ApproverIsCreator = new("position.approver-is-creator", "A position is approved by somebody other than the person who creates it.");

    public static readonly Refusal SponsorNeeded = new("assignment.sponsor-needed", "Name the sponsor who asked for this access.")
    {
        Why = "An RA Agent who assigns a position directly records the sponsor of that organisation who asked for it.",
    };

    public static readonly Refusal NotSponsorThere = new("assignment.not-a-sponsor", "The person named is not a sponsor of this organisation.")
    {
        Next = "Choose one of its registered sponsors.",
    };

    public static readonly Refusal ConflictingRoles = new("access.sponsor-and-agent", "One person cannot be Sponsor and RA Agent or ID Checker in one Registration Authority.")
    {
        Why = "Who asks for access must never be who grants it.",
        Next = "Remove the other position first, or choose another person.",
    };

    public static readonly Refusal StartInPast = new("assignment.start-in-past", "The start must be today or later.") { Field = "StartsOn" };

    public static readonly Refusal EndBeforeStart = new("assignment.end-before-start", "The end must not be before the start.") { Field = "ExpiresOn" };

    public static readonly Refusal LocumNotRegistered = new("assignment.locum-not-registered", "A national locum position needs a number on the register of the General Pharmaceutical Council.")
    {
        Why = "FFFFF access works at every pharmacy, so it is given to registered pharmacists and pharmacy technicians only.",
        Next = "Record their GPhC number on the profile first.",
    };

    public static Refusal RestrictedCombination(Restriction restriction, RbacReference rbac) =>
        new("access.restricted-combination", $"{Half(restriction.First, rbac)} and {Half(restriction.Second, rbac)} are not held together {Near(restriction.Scope)}.")
        {
            Why = restriction.Why,
            Next = "Remove the other position first, or choose another person.",
        };

    public static Refusal LocumTooLong(int months) => new("assignment.locum-too-long", $"A national locum position needs an end date at most {months} months after its start.") { Field = "ExpiresOn" };

    public static Refusal NotAllowed(RaFunction function, OdsCode organisation, string actingAs) =>
        new("access.not-allowed", $"Your role ({actingAs}) cannot {Words(function)}.")
        {
            Why = $"This can be done by: {Roles(function)}.",
            Next = "Ask one of the people below, or change to a role of yours that can.",
            Help = new HelpNeeded(function.ToString(), organisation),
        };

    /// <summary>The national role is named only where nobody nearer can do it.</summary>
    private static string Roles(RaFunction function)
    {
        var near = AuthorityTable.RolesFor(function).Where(role => role is not RaRole.RootRaManager).DefaultIfEmpty(RaRole.RootRaManager);
        return string.Join(", ", near.Select(role => role.Name()));
    }

    public static Refusal OutOfScope(RaFunction function, OdsCode organisation, string actingAs) =>
        new("access.out-of-scope", $"Your role ({actingAs}) does not reach {organisation}.")
        {
            Why = "A role works at its own organisation; a Registration Authority also at those below it.",
            Next = "Ask somebody of that organisation or of its Registration Authority.",
            Help = new HelpNeeded(function.ToString(), organisation),
        };

    public static Refusal NotAppointed(RaRole role) =>
        new("access.not-appointed", $"Your role as {role.Name()} does not work yet: the letter of your appointment is not recorded.")
        {
            Why = "RA staff are appointed by the owner or manager of their organisation, in a letter that an RA Manager records.",
            Next = "Ask your RA Manager to record it.",
        };

    public static Refusal NotAgreed(RaRole role) =>
        new("access.not-agreed", $"Your role as {role.Name()} does not work yet: you have not accepted its agreement.")
        {
            Why = "Everybody who works for the Registration Authority signs what they promise.",
            Next = "Open My RA roles and training, read the agreement and accept it.",
        };

    public static Refusal RoleSuspended(RaRole role) =>
        new("access.role-suspended", $"Your role as {role.Name()} was suspended by an RA Manager.")
        {
            Why = "A suspended role can do nothing until an RA Manager lifts the suspension.",
            Next = "Ask your RA Manager.",
        };

    public static Refusal NotTrained(RaRole role) =>
        new("access.not-trained", $"Your role as {role.Name()} is suspended until your training is recorded.")
        {
            Why = "Appointed people have 28 days to be trained, and repeat the training before it runs out.",
            Next = "Open My RA roles and training and book a place, or ask your RA Manager.",
        };

    /// <summary>The function as the end of a sentence.</summary>
    public static string Words(RaFunction function) => function switch
    {
        RaFunction.FindProfiles => "find people",
        RaFunction.ViewProfile => "view a profile",
        RaFunction.ViewHistory => "view the history of a profile",
        RaFunction.CreateProfile => "create a profile",
        RaFunction.ChangeDetails => "change the details of a profile",
        RaFunction.CloseProfile => "close a profile",
        RaFunction.ReopenProfile => "reopen a profile",
        RaFunction.VerifyIdentity => "verify an identity",
        RaFunction.MergeProfiles => "merge two profiles of one person",
        RaFunction.CreateSharedProfile => "make a Temporary Access Card or a robot",
        RaFunction.LendTemporaryCard => "lend a Temporary Access Card",
        RaFunction.ReviewLoan => "review the loan of a Temporary Access Card",
        RaFunction.RaiseRequest => "raise a request",
        RaFunction.DecideRequest => "decide a request",
        RaFunction.DecideEscalated => "decide a request that is with the national Registration Authority",
        RaFunction.IssueSmartcard => "issue a smartcard",
        RaFunction.UnlockSmartcard => "unlock a smartcard",
        RaFunction.RepairSmartcard => "repair a smartcard",
        RaFunction.ClearSmartcard => "clear a smartcard",
        RaFunction.RenewExpiringCertificates => "renew certificates that expire soon",
        RaFunction.RenewExpiredCertificates => "renew certificates that have expired",
        RaFunction.CancelSmartcard => "cancel a smartcard",
        RaFunction.ChangeCardMasterKey => "change the master key of the smartcards",
        RaFunction.AssignPosition => "assign a position",
        RaFunction.AssignAssignablePosition => "assign a position that sponsors may assign",
        RaFunction.ChangeAssignment => "change an assignment",
        RaFunction.RemoveAssignment => "remove an assignment",
        RaFunction.ManageManyAssignments => "assign, change or remove many assignments at once",
        RaFunction.ViewPositions => "view positions",
        RaFunction.CreatePosition => "create a position",
        RaFunction.CreateWorkgroup => "create a workgroup",
        RaFunction.AppointRaStaff => "appoint RA staff",
        RaFunction.ManageTraining => "arrange and record the training of RA staff",
        RaFunction.SetUpRaOrganisation => "set up an RA organisation",
        RaFunction.PlaceOrganisation => "place an organisation that no Registration Authority looks after, or take one out of the tree",
        RaFunction.MoveOrganisation => "move an organisation in the RA tree",
        RaFunction.CloseOrganisation => "close or reopen an organisation",
        RaFunction.MaintainRaEntry => "keep the entry of the Registration Authority in the public directory",
        RaFunction.AdministerReferenceData => "administer the reference data",
        RaFunction.ViewLocumRegister => "read the register of national locum positions",
        RaFunction.ViewReports => "view reports",
        RaFunction.ManageStaffRecords => "set up staff records and settle what they say",
        RaFunction.EnterOfflineForm => "enter a form of an outage",
        RaFunction.PurgeOfflineForms => "purge forms whose time is over",
        RaFunction.ApproveStaffMapping => "approve a mapping of the staff record",
        _ => function.ToString(),
    };

    /// <summary>Where two things are not held together, as the end of a sentence.</summary>
    public static string Near(RestrictionScope scope) => scope switch
    {
        RestrictionScope.Organisation => "at one organisation",
        RestrictionScope.Authority => "in one Registration Authority",
        _ => "by one person",
    };

    private static string Half(string code, RbacReference rbac) => $"{new AccessItem(OdsCode.NationalLocumPharmacy, code).Name(rbac)} ({code})";
}
