using CareIdentity.Access;
using CareIdentity.Organisations;

namespace CareIdentity.Population;

/// <summary>A post that organisations of a kind have.</summary>
/// <param name="Weight">How often it is filled beside the others; 0: only with those whom the organisation needs to run its access.</param>
/// <param name="Register">Of the profession; null where there is none.</param>
internal sealed record PostShape(string Name, string JobRole, int Weight, string[] Added, string? Register = null, bool AssignableBySponsors = false);

/// <summary>How organisations of a kind look: what part of all people work in them, how large they are, what posts they have.</summary>
/// <param name="Letter">Codes of generated organisations begin with G and this.</param>
/// <param name="PercentOfPeople">In all of them together.</param>
internal sealed record OrganisationShape(
    OrganisationKind Kind, char Letter, int PercentOfPeople, int Smallest, int Largest, string[] Endings, string? Setting, IReadOnlyList<PostShape> Posts)
{
    /// <summary>The posts that each has: a manager who sponsors, and somebody who unlocks cards.</summary>
    public const int Sponsor = 0;
    public const int Unlocker = 1;

    private static readonly string SponsorCode = BCode.Sponsor.Value;
    private static readonly string UnlockerCode = BCode.LocalSmartcardAdministrator.Value;

    private static readonly PostShape Administrator = new("Administrator", "R8008", 12, [], AssignableBySponsors: true);
    private static readonly PostShape Receptionist = new("Receptionist", "R8009", 18, [], AssignableBySponsors: true);
    private static readonly PostShape Nurse = new("Nurse", "R8001", 34, [], "NMC");

    public static readonly IReadOnlyList<OrganisationShape> All =
    [
        new(OrganisationKind.Trust, 'T', 56, 500, 12_000, ["HOSPITALS TRUST", "UNIVERSITY HOSPITALS TRUST", "COMMUNITY HEALTH TRUST", "MENTAL HEALTH TRUST"], null,
        [
            new("Department manager and sponsor", "R8008", 0, [SponsorCode]),
            new("Ward clerk who unlocks cards", "R8008", 0, [UnlockerCode]),
            Nurse,
            new("Doctor", "R8000", 16, [], "GMC"),
            new("Pharmacist", "R1290", 3, [], "GPHC"),
            new("Therapist", "R8003", 10, [], "HCPC"),
            new("Student", "R8004", 5, []),
            Receptionist,
            Administrator,
            new("Systems support", "R8015", 2, []),
        ]),
        new(OrganisationKind.GpPractice, 'P', 22, 8, 60, ["SURGERY", "MEDICAL CENTRE", "HEALTH CENTRE", "FAMILY PRACTICE", "MEDICAL PRACTICE"], "4",
        [
            new("Practice manager and sponsor", "R8008", 0, [SponsorCode]),
            new("Secretary who unlocks cards", "R8008", 0, [UnlockerCode]),
            new("General practitioner", "R0260", 22, [], "GMC"),
            Nurse with { Name = "Practice nurse", Weight = 16 },
            Receptionist with { Weight = 34 },
            Administrator with { Weight = 16 },
            new("Clinical pharmacist", "R1290", 5, [], "GPHC"),
        ]),
        new(OrganisationKind.Pharmacy, 'F', 9, 3, 18, ["PHARMACY", "CHEMIST", "DISPENSARY", "PHARMACY LTD"], null,
        [
            new("Pharmacy manager and sponsor", "R8008", 0, [SponsorCode]),
            new("Counter assistant who unlocks cards", "R8008", 0, [UnlockerCode]),
            new("Pharmacist", "R1290", 34, [], "GPHC"),
            new("Dispenser", "R0011", 38, [], AssignableBySponsors: true),
            new("Pharmacy technician", "R8003", 16, [], "GPHC"),
            Administrator,
        ]),
        new(OrganisationKind.Other, 'C', 13, 5, 60, ["CARE HOME", "NURSING HOME", "HOSPICE", "COMMUNITY CLINIC", "URGENT TREATMENT CENTRE", "DENTAL PRACTICE"], null,
        [
            new("Manager and sponsor", "R8008", 0, [SponsorCode]),
            new("Office assistant who unlocks cards", "R8008", 0, [UnlockerCode]),
            Nurse,
            new("Senior carer", "R8003", 36, [], AssignableBySponsors: true),
            Receptionist,
            Administrator,
        ]),
    ];

    /// <summary>Those whom a Registration Authority needs, in this order, and then RA Agents.</summary>
    public static readonly OrganisationShape Authority = new(OrganisationKind.RegistrationAuthority, 'R', 0, 6, 60, ["REGISTRATION AUTHORITY"], null,
    [
        new("RA office manager and sponsor", "R8008", 0, [SponsorCode]),
        new("RA Manager", "R5080", 0, []),
        new("RA Agent, Advanced", "R5090", 0, [BCode.AdvancedRaAgent.Value]),
        new("RA ID Checker", "R8008", 0, [BCode.IdChecker.Value]),
        new("RA Agent", "R5090", 1, []),
        new("Auditor", "R5100", 0, []),
    ]);

    /// <summary>The national one, above all others.</summary>
    public static readonly OrganisationShape Root = Authority with { Posts = [Authority.Posts[0], new("Root RA Manager", "R5072", 1, []), .. Authority.Posts.Skip(2)] };
}
