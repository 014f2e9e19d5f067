namespace CareIdentity.Access;

/// <summary>
/// A small reference set of our own with which a new installation can work and be learnt before the national tables are imported;
/// an import then takes its place. Codes are the national ones, so that what was set up with them goes on working.
/// </summary>
internal static class BuiltInRoles
{
    public static readonly RbacTables Tables = new()
    {
        JobRoles = new Dictionary<RCode, string>
        {
            [RCode.RootRaManager] = "Root Registration Authority Manager",
            [RCode.RaManager] = "Registration Authority Manager",
            [RCode.RaAgent] = "Registration Authority Agent",
            [RCode.AuditManager] = "Audit Manager",
            [RCode.PrivacyOfficer] = "Privacy Officer",
            [RCode.RbacAttributeAdministrator] = "National RBAC Attribute Administrator",
            [RCode.RbacBaselineAdministrator] = "National RBAC Baseline Policy Administrator",
            [R("R0011")] = "Dispenser",
            [R("R0260")] = "General Medical Practitioner",
            [R("R1290")] = "Pharmacist",
            [R("R8000")] = "Clinical Practitioner Access Role",
            [R("R8001")] = "Nurse Access Role",
            [R("R8003")] = "Health Professional Access Role",
            [R("R8004")] = "Healthcare Student Access Role",
            [R("R8008")] = "Admin/Clinical Support Access Role",
            [R("R8009")] = "Receptionist Access Role",
            [R("R8015")] = "Systems Support Access Role",
        },
        Activities = new Dictionary<BCode, string>(RbacTables.LocalActivities)
        {
            [BCode.IdChecker] = "RA ID Checker",
            [BCode.Sponsor] = "Approve RA Requests (Sponsor)",
            [BCode.PerformPharmacyActivities] = "Perform Pharmacy Activities",
            [BCode.ManagePharmacyActivities] = "Manage Pharmacy Activities",
            [B("B0062")] = "Local System Administration",
            [B("B0264")] = "Access Summary Care Record Application",
            [B("B0278")] = "Perform Prescription Preparation",
            [B("B0360")] = "View Detailed Health Records",
            [B("B0401")] = "View Patient Medication",
            [B("B0420")] = "Independent Prescribing",
            [B("B0820")] = "View Patient Demographics",
            [B("B0825")] = "Amend Patient Demographics",
            [B("B8017")] = "Manage Patient Administration",
            [B("B8029")] = "Manage Detailed Health Records",
        },
        // Of our own: no public source names the national ones.
        AreasOfWork = new Dictionary<AreaCode, string>
        {
            [A("U9001")] = "Community pharmacy",
            [A("U9002")] = "General practice",
            [A("U9003")] = "Hospital ward",
            [A("U9004")] = "Outpatients",
            [A("U9005")] = "Out of hours",
        },
        Inclusions = new HashSet<(BCode, BCode)>
        {
            (BCode.ManagePharmacyActivities, BCode.PerformPharmacyActivities),
            (B("B8029"), B("B0360")),
            (B("B0360"), B("B0401")),
            (B("B0420"), B("B0401")),
            (B("B8017"), B("B0825")),
            (B("B0825"), B("B0820")),
        },
        Baseline = new HashSet<(RCode, BCode)>
        {
            (R("R0011"), B("B0278")),
            (R("R0260"), B("B0420")),
            (R("R0260"), B("B8029")),
            (R("R0260"), B("B0825")),
            (R("R1290"), B("B0401")),
            (R("R1290"), B("B0820")),
            (R("R8000"), B("B0420")),
            (R("R8000"), B("B8029")),
            (R("R8000"), B("B0825")),
            (R("R8001"), B("B8029")),
            (R("R8001"), B("B0825")),
            (R("R8003"), BCode.ManagePharmacyActivities),
            (R("R8003"), B("B0360")),
            (R("R8003"), B("B0820")),
            (R("R8004"), BCode.PerformPharmacyActivities),
            (R("R8004"), B("B0820")),
            (R("R8008"), B("B8017")),
            (R("R8009"), B("B0825")),
            (R("R8015"), B("B0062")),
        },
    };

    private static RCode R(string code) => RCode.Parse(code);

    private static AreaCode A(string code) => AreaCode.Parse(code);

    private static BCode B(string code) => BCode.Parse(code);
}
