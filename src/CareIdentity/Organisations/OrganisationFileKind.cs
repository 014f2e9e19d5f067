using CareIdentity.Kernel;

namespace CareIdentity.Organisations;

/// <summary>Which file of the 27-column family it is; decides what kind its organisations are.</summary>
public enum OrganisationFileKind
{
    /// <summary>epraccur: a GP practice where the setting is 4, otherwise another cost centre that prescribes.</summary>
    Practices,

    /// <summary>edispensary: every line is a pharmacy or other dispenser.</summary>
    Pharmacies,

    /// <summary>etr: every line is a trust.</summary>
    Trusts,

    /// <summary>Any other of the family, such as ebranchs or ets.</summary>
    Others,
}

/// <summary>What a file and a line say about the kind of organisation.</summary>
public static class OrganisationFileKinds
{
    private const string GpPracticeSetting = "4";

    /// <summary>By the name under which the Organisation Data Service publishes it, with anything behind it (<c>epraccur-2026-02.csv</c>); null for other names.</summary>
    public static OrganisationFileKind? OfFileName(string name)
    {
        ReadOnlySpan<(string Beginning, OrganisationFileKind Kind)> known =
        [
            ("epraccur", OrganisationFileKind.Practices),
            ("egpcur", OrganisationFileKind.Others),
            ("edispensary", OrganisationFileKind.Pharmacies),
            ("epharmacyhq", OrganisationFileKind.Others),
            ("etrust", OrganisationFileKind.Trusts),
            ("etr", OrganisationFileKind.Trusts),
            ("ets", OrganisationFileKind.Others),
            ("ebranchs", OrganisationFileKind.Others),
        ];
        foreach (var (beginning, kind) in known)
        {
            if (name.StartsWith(beginning, StringComparison.OrdinalIgnoreCase)
                && (name.Length == beginning.Length || !char.IsAsciiLetter(name[beginning.Length])))
            {
                return kind;
            }
        }

        return null;
    }

    /// <summary>The organisation of national locums stands among the pharmacies and is none: nobody may unlock through it (decisions.md §1).</summary>
    public static OrganisationKind OfLine(OrganisationFileKind file, OdsCode code, string? setting) => file switch
    {
        _ when code == OdsCode.NationalLocumPharmacy => OrganisationKind.NationalLocumPharmacy,
        OrganisationFileKind.Practices when setting == GpPracticeSetting => OrganisationKind.GpPractice,
        OrganisationFileKind.Pharmacies => OrganisationKind.Pharmacy,
        OrganisationFileKind.Trusts => OrganisationKind.Trust,
        _ => OrganisationKind.Other,
    };

    /// <summary>
    /// What was set up here outlives what the file says: a trust that is a Registration Authority stays one.
    /// </summary>
    public static OrganisationKind Keeping(OrganisationKind known, OrganisationKind ofFile) =>
        known is OrganisationKind.RegistrationAuthority ? known : ofFile;
}
