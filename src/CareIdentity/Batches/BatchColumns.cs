namespace CareIdentity.Batches;

/// <summary>A column of a kind of file.</summary>
/// <param name="Example">As the template shows it.</param>
public sealed record BatchColumn(string Name, bool Required, string Example, string Meaning);

/// <summary>The columns of each kind of file, in the order of its template; a file may have them in another order.</summary>
public static class BatchColumns
{
    public const string Uuid = "uuid";
    public const string Organisation = "organisation";
    public const string Position = "position";
    public const string Sponsor = "sponsor";
    public const string FirstDay = "first_day";
    public const string LastDay = "last_day";
    public const string Reason = "reason";
    public const string GivenName = "given_name";
    public const string MiddleNames = "middle_names";
    public const string FamilyName = "family_name";
    public const string DateOfBirth = "date_of_birth";
    public const string NationalInsurance = "national_insurance_number";
    public const string Email = "email";
    public const string Mobile = "mobile";
    public const string Professional = "professional_number";
    public const string DifferentFrom = "different_from";
    public const string EmployeeNumber = "employee_number";
    public const string RecordNumber = "record_number";
    public const string StaffPosition = "staff_position";
    public const string LeavesOn = "leaves_on";
    public const string Title = "title";

    /// <summary>In a file of changes: the field becomes empty. An empty cell leaves it as it is.</summary>
    public const string Nothing = "none";

    private static readonly BatchColumn Person = new(Uuid, true, "100000000016", "12 digits; spaces do not matter");
    private static readonly BatchColumn Where = new(Organisation, true, "FW844", "ODS code");
    private static readonly BatchColumn Which = new(Position, true, "Dispenser", "the name of an open position there");
    private static readonly BatchColumn Why = new(Reason, false, "", "for the history; empty for the reason of the whole file");
    private static readonly BatchColumn End = new(LastDay, false, "2027-03-31", "2027-03-31 or 31/03/2027; empty for no end");

    private static readonly BatchColumn[] Details =
    [
        new(GivenName, false, "Asha", "as on the identity document"),
        new(MiddleNames, false, "", "as on the identity document"),
        new(FamilyName, false, "Patel", "as on the identity document"),
        new(DateOfBirth, false, "1990-05-17", "1990-05-17 or 17/05/1990"),
        new(NationalInsurance, false, "", "AA123456A"),
        new(Email, false, "", "an address that they read"),
        new(Mobile, false, "", "a telephone number"),
        new(Professional, false, "", "register and number, GPHC:2012345"),
    ];

    public static IReadOnlyList<BatchColumn> Of(BatchKind kind) => kind switch
    {
        BatchKind.Create =>
        [
            Where, .. Details.Select(d => d with { Required = d.Name is GivenName or FamilyName or DateOfBirth }),
            Which with { Required = false, Meaning = "the name of a position they shall hold; may be empty" },
            new(FirstDay, false, "", "needed with a position"), End,
            new(DifferentFrom, false, "", "UUIDs of people who resemble them and were found to be others, with spaces between"), Why,
        ],
        BatchKind.Assign =>
        [
            Person, Where, Which, new(FirstDay, true, "2026-12-01", "today or later"), End,
            new(Sponsor, true, "100000000024", "UUID of the sponsor who asked for it"), Why,
        ],
        BatchKind.End => [Person, Where, Which, End with { Meaning = "empty: it ends at once" }, Why],
        BatchKind.Change => [Person, .. Details.Select(d => d with { Meaning = $"{d.Meaning}; empty stays as it is{(d.Required || d.Name is GivenName or FamilyName or DateOfBirth ? "" : $", {Nothing} empties it")}" }), Why],
        BatchKind.Close => [Person, Why],
        BatchKind.StaffRecord =>
        [
            new(EmployeeNumber, true, "20045117", "the number of the employee in the staff record"),
            new(RecordNumber, true, "3", "counts the changes of an employee up; the highest is the newest"),
            Where, new(Title, false, "", ""), .. Details.Where(d => d.Name is not (Mobile or Professional)),
            Person with { Required = false, Meaning = "where HR knows it; otherwise they are found by National Insurance number and names" },
            new(StaffPosition, false, "PHARM-DISP", "the code of the position in the staff record; empty for a leaver"),
            new(FirstDay, false, "2026-12-01", "of employment; may be ahead"),
            new(LeavesOn, false, "", "the last day of employment: access ends with it, at once when it is today or past"), Why,
        ],
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>The column that the field of a refusal stands in; null where it has none.</summary>
    public static string? OfField(string? field) => field switch
    {
        "GivenName" => GivenName,
        "MiddleNames" => MiddleNames,
        "FamilyName" => FamilyName,
        "DateOfBirth" => DateOfBirth,
        "NationalInsuranceNumber" => NationalInsurance,
        "Email" => Email,
        "Mobile" => Mobile,
        "ProfessionalNumber" => Professional,
        "StartsOn" => FirstDay,
        "ExpiresOn" => LastDay,
        "SponsorId" => Sponsor,
        "EmployeeNumber" => EmployeeNumber,
        "Sequence" => RecordNumber,
        "Organisation" => Organisation,
        "StaffPosition" => StaffPosition,
        "LeavesOn" => LeavesOn,
        _ => null,
    };
}
