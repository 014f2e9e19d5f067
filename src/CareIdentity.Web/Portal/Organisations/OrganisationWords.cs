using CareIdentity.Organisations;

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
}
