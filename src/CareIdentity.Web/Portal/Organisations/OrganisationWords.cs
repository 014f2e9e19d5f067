using CareIdentity.Organisations;
using CareIdentity.Reports;
using CareIdentity.Web.Nhs;

namespace CareIdentity.Web.Portal.Organisations;

/// <summary>Kinds and states of organisations as people call them.</summary>
internal static class OrganisationWords
{
    public static string Kind(OrganisationKind kind, OrganisationStatus status) =>
        status is OrganisationStatus.Active ? Kind(kind) : $"{Kind(kind)}, {status.ToString().ToLowerInvariant()}";

    public static string Kind(OrganisationKind kind) => kind switch
    {
        OrganisationKind.RegistrationAuthority => "Registration Authority",
        OrganisationKind.Trust => "Trust",
        OrganisationKind.GpPractice => "GP practice",
        OrganisationKind.Pharmacy => "Pharmacy",
        OrganisationKind.NationalLocumPharmacy => "National locum pharmacy",
        _ => "Organisation",
    };

    public static string Why(RaLinkReason why) => why switch
    {
        RaLinkReason.NewOrganisation => "New organisation",
        RaLinkReason.MergerOrTakeover => "Merger or takeover",
        RaLinkReason.ChangeOfRegistrationAuthority => "Another Registration Authority takes over",
        RaLinkReason.Reorganisation => "Reorganisation within the Registration Authority",
        _ => "Correction of a mistake",
    };

    public static StateView Move(MoveState state) => state switch
    {
        MoveState.Planned => StateView.Waiting("Planned"),
        MoveState.Done => StateView.Good("Done"),
        MoveState.Failed => StateView.Stopped("Could not be done"),
        _ => StateView.Ended("Withdrawn"),
    };

    /// <summary>How a site stands against "a sponsor and a second person".</summary>
    public static StateView Coverage(CoverageSite site) => site switch
    {
        { People: 0 } => StateView.Stopped("Nobody"),
        { People: 1 } => StateView.Stopped("One person only"),
        { Sponsors: 0 } => StateView.Stopped("No sponsor"),
        { MeetsPolicy: false } => StateView.Stopped("No second role"),
        { Checkers: 0 } => StateView.Soon("No ID checker"),
        { Unlockers: 0 } => StateView.Soon("No unlocker"),
        _ => StateView.Good("Complete"),
    };

    /// <summary>What to do next, in one sentence.</summary>
    public static string Next(CoverageSite site) => site switch
    {
        { People: 0 } => "Ask the owner to name a sponsor and a second person, then appoint both.",
        { Sponsors: 0 } => "Ask the owner to name a sponsor. Until then nobody there can ask for access.",
        { People: 1 } => "Appoint a second person, as ID checker or unlocker: when this one is away, nobody helps.",
        { Checkers: 0, Unlockers: 0 } => "Appoint one of the people there, other than the sponsor, as ID checker or unlocker.",
        { Unlockers: 0 } => "Appoint an unlocker (Local Smartcard Administrator), so that a locked card does not wait for the RA.",
        { Checkers: 0 } => "Appoint an ID checker, so that new people are registered at the site.",
        _ => "Nothing is missing.",
    };
}
