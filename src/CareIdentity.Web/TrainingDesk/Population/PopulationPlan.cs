using CareIdentity.Access;
using CareIdentity.Organisations;

namespace CareIdentity.Web.TrainingDesk.Population;

/// <summary>An organisation of the training world. Codes begin with T so that nobody takes them for real ones.</summary>
internal sealed record PlannedOrganisation(string Code, string Name, OrganisationKind Kind, string? Below, string Street, string Town, string Postcode);

/// <summary>A position, with its job role and the activities added to it.</summary>
internal sealed record PlannedPosition(string Key, string Organisation, string Name, string JobRole, string[] Added, bool Assignable = false);

/// <summary>How a card of the training world stands today.</summary>
internal enum PlannedCard
{
    None,
    Active,
    ExpiresSoon,
    Expired,
    Locked,

    /// <summary>Of series 05: issued when that series was still good.</summary>
    Retired,
}

/// <summary>A request that waits, by the given name of the sponsor who raised it.</summary>
internal sealed record PlannedRequest(string Sponsor, string Given, string Family, string Born, string Position, string Note);

/// <summary>How the training of RA staff of the training world stands today.</summary>
internal enum PlannedTraining
{
    Current,

    /// <summary>Ran out some days ago.</summary>
    Lapsed,

    /// <summary>Appointed long ago and never trained.</summary>
    Never,

    /// <summary>Appointed some days ago: may work until the training is due.</summary>
    Due,
}

/// <summary>A person, the positions they hold, and their card.</summary>
internal sealed record PlannedPerson(string Given, string Family, string Born, string[] Positions, PlannedCard Card, string? Professional = null, bool Migrated = false)
{
    public PlannedTraining Training { get; init; }
}

/// <summary>A course of the Registration Authority, and in how many days its next session is.</summary>
internal sealed record PlannedCourse(string Name, string About, RaRole[] Roles, int InDays, string Venue, string Trainer, int Places);

/// <summary>The people and places of the training world: one RA, a trust, a practice and two pharmacies. All made up.</summary>
/// <param name="Organisations">From the top of the RA tree down.</param>
internal sealed record PopulationPlan(
    IReadOnlyList<PlannedOrganisation> Organisations,
    IReadOnlyList<PlannedPosition> Positions,
    IReadOnlyList<PlannedPerson> People,
    IReadOnlyList<PlannedRequest> Requests,
    IReadOnlyList<PlannedCourse> Courses,
    IReadOnlyList<string> BlankCards)
{
    public const string Root = "TNAT1";
    public const string Ra = "TRA01";
    public const string Riverside = "TPH01";
    public const string Hilltop = "TPH02";
    public const string Practice = "TGP01";
    public const string Trust = "TTR01";

    /// <summary>The one code that is a real one: no other stands for every pharmacy.</summary>
    public const string Locums = "FFFFF";

    private static readonly PlannedOrganisation[] AllOrganisations =
    [
        new(Root, "National Registration Authority", OrganisationKind.RegistrationAuthority, null, "1 Crown Square", "Leeds", "LS1 4AP"),
        new(Ra, "Westshire Registration Authority", OrganisationKind.RegistrationAuthority, Root, "Vespasian House", "Westford", "WF1 2AB"),
        new(Trust, "Westshire Hospitals Trust", OrganisationKind.Trust, Ra, "Hospital Road", "Westford", "WF1 9QQ"),
        new(Practice, "Mill Lane Surgery", OrganisationKind.GpPractice, Ra, "12 Mill Lane", "Eastbridge", "WF4 1DD"),
        new(Riverside, "Riverside Pharmacy", OrganisationKind.Pharmacy, Ra, "3 Quay Street", "Westford", "WF1 3CD"),
        new(Locums, "National locum pharmacy", OrganisationKind.NationalLocumPharmacy, null, "", "", ""),
        new(Hilltop, "Hilltop Pharmacy", OrganisationKind.Pharmacy, Ra, "88 Beacon Hill", "Eastbridge", "WF4 7HH"),
    ];

    private static readonly PlannedPosition[] AllPositions =
    [
        new("root", Root, "Root RA Manager", "R5072", []),
        new("reference", Root, "National RBAC administrator", "R1988", []),
        new("manager", Ra, "RA Manager", "R5080", []),
        new("advanced", Ra, "RA Agent (Advanced)", "R5090", ["X0001"]),
        new("agent", Ra, "RA Agent", "R5090", []),
        new("auditor", Ra, "Audit Manager", "R5100", []),
        new("riverside-sponsor", Riverside, "Pharmacy manager and sponsor", "R8008", ["B1300"]),
        new("riverside-checker", Riverside, "Dispensing assistant and ID checker", "R8008", ["B0267"]),
        new("riverside-lsa", Riverside, "Dispenser and Local Smartcard Administrator", "R0011", ["B0570", "X0002"]),
        new("riverside-pharmacist", Riverside, "Pharmacist", "R1290", ["B0572"]),
        new("riverside-dispenser", Riverside, "Dispenser", "R0011", ["B0570"]),
        new("riverside-counter", Riverside, "Counter assistant", "R8009", [], Assignable: true),
        new("locum-pharmacist", Locums, "Locum pharmacist", "R1290", ["B0572"]),
        new("hilltop-sponsor", Hilltop, "Pharmacy manager and sponsor", "R8008", ["B1300"]),
        new("hilltop-checker", Hilltop, "Technician and ID checker", "R8008", ["B0267"]),
        new("hilltop-pharmacist", Hilltop, "Pharmacist", "R1290", ["B0572"]),
        new("hilltop-dispenser", Hilltop, "Dispenser", "R0011", ["B0570"]),
        new("practice-sponsor", Practice, "Practice manager and sponsor", "R8008", ["B1300"]),
        new("practice-checker", Practice, "Deputy manager and ID checker", "R8008", ["B0267"]),
        new("practice-gp", Practice, "General practitioner", "R0260", []),
        new("practice-nurse", Practice, "Practice nurse", "R8001", []),
        new("practice-reception", Practice, "Receptionist", "R8009", [], Assignable: true),
        new("trust-sponsor", Trust, "Ward clerk and sponsor", "R8008", ["B1300"]),
        new("trust-checker", Trust, "Recruitment officer and ID checker", "R8008", ["B0267"]),
        new("trust-doctor", Trust, "Hospital doctor", "R8000", []),
        new("trust-nurse", Trust, "Staff nurse", "R8001", []),
        new("trust-systems", Trust, "Systems support", "R8015", []),
    ];

    private static readonly PlannedPerson[] AllPeople =
    [
        new("Margaret", "Oyelaran", "1968-04-12", ["root"], PlannedCard.Active),
        new("Priya", "Raman", "1975-09-30", ["manager"], PlannedCard.Active),
        new("Gareth", "Pritchard", "1981-01-22", ["advanced"], PlannedCard.Active),
        new("Ravi", "Menon", "1986-06-05", ["agent"], PlannedCard.Active),
        new("Kirsty", "MacLeod", "1990-11-17", ["agent"], PlannedCard.Active),
        new("Abdul", "Karim", "1979-03-08", ["auditor"], PlannedCard.Active),
        new("Sam", "Taylor", "1984-02-14", ["riverside-sponsor"], PlannedCard.Active),
        new("Hannah", "Lewis", "1992-07-19", ["riverside-checker"], PlannedCard.Active),
        new("Leon", "Bright", "1995-05-27", ["riverside-lsa"], PlannedCard.Active),
        new("Niamh", "O'Dálaigh", "1983-12-03", ["riverside-pharmacist"], PlannedCard.ExpiresSoon, "GPHC:2051234"),
        new("Chidi", "Okonkwo", "1991-08-11", ["riverside-dispenser"], PlannedCard.Locked),
        new("Zofia", "Wiśniewska", "1998-10-24", ["riverside-counter"], PlannedCard.Active),
        new("Ed", "Marsh", "1961-06-30", ["riverside-dispenser"], PlannedCard.Retired),
        new("Olga", "Nowak", "1977-01-05", ["hilltop-sponsor"], PlannedCard.Active),
        new("Ben", "Adeyemi", "1989-09-09", ["hilltop-checker"], PlannedCard.Active),
        new("Fatima", "Hussain", "1987-03-21", ["hilltop-pharmacist"], PlannedCard.Active, "GPHC:2076543"),
        new("Tom", "Okafor", "1993-02-02", ["hilltop-dispenser"], PlannedCard.Expired),
        new("Siân", "Evans", "1996-04-15", ["hilltop-dispenser"], PlannedCard.None),
        new("Gillian", "Frost", "1970-07-07", ["practice-sponsor"], PlannedCard.Active),
        new("Daniel", "Cohen", "1988-11-29", ["practice-checker"], PlannedCard.ExpiresSoon),
        new("Anjali", "Desai", "1974-05-16", ["practice-gp"], PlannedCard.Active, "GMC:C4567890"),
        new("Robert", "Hughes", "1966-08-23", ["practice-gp"], PlannedCard.Active, "GMC:C3456789"),
        new("Grace", "Mensah", "1985-10-10", ["practice-nurse"], PlannedCard.Active, "NMC:12A3456E"),
        new("Wei", "Zhang", "1999-01-31", ["practice-reception"], PlannedCard.Active),
        new("Kelly", "Parsons", "1994-06-18", ["practice-reception"], PlannedCard.Locked),
        new("Marcus", "Webb", "1980-12-12", ["trust-sponsor"], PlannedCard.Active),
        new("Rosa", "Díaz", "1982-09-01", ["trust-checker"], PlannedCard.Active),
        new("Imran", "Malik", "1978-02-26", ["trust-doctor"], PlannedCard.Active, "GMC:C5678901"),
        new("Eleanor", "Whitfield", "1990-03-13", ["trust-doctor"], PlannedCard.ExpiresSoon, "GMC:C6789012"),
        new("Kwame", "Boateng", "1987-07-04", ["trust-doctor"], PlannedCard.Active, "GMC:C7890123"),
        new("Agnieszka", "Lewandowska", "1991-05-20", ["trust-nurse"], PlannedCard.Active, "NMC:15B2345F"),
        new("Joyce", "Campbell", "1965-11-11", ["trust-nurse"], PlannedCard.ExpiresSoon, "NMC:88C1234D"),
        new("Thandiwe", "Ndlovu", "1993-08-28", ["trust-nurse"], PlannedCard.Active, "NMC:17D3456A"),
        new("Patrick", "Doyle", "1972-04-04", ["trust-systems", "reference"], PlannedCard.Active),
        new("Mei", "Tanaka", "1997-12-20", ["trust-nurse"], PlannedCard.None),
        new("Ruth", "Abernethy", "1969-10-02", ["hilltop-pharmacist", "riverside-pharmacist"], PlannedCard.Active, "GPHC:2034567"),
        new("Joseph", "Kamara", "1989-06-14", ["riverside-pharmacist", "hilltop-pharmacist", "trust-systems", "practice-reception", "riverside-counter", "hilltop-dispenser"], PlannedCard.Active, "GPHC:2087654"),
        new("Aysha", "Patil", "1988-02-10", ["trust-nurse"], PlannedCard.Active, "NMC:16E4567B"),
        new("Lucy", "Hargreaves", "2000-09-05", ["hilltop-dispenser"], PlannedCard.Active),
        new("Dmitri", "Volkov", "1985-01-19", ["trust-doctor"], PlannedCard.Active, "GMC:C8901234"),

        // Thandiwe again, under the name that she uses: registered anew when she took on a second job.
        new("Thandi", "Ndlovu", "1993-08-28", ["practice-nurse"], PlannedCard.Active, "NMC:17D3456A"),

        // Taken over from the service before this one: nobody has checked who he is, and when he was born is not known.
        new("Alfred", "Nkemelu", "1900-01-01", ["riverside-counter"], PlannedCard.None, Migrated: true),
        new("Rhys", "Bevan", "1983-05-12", ["agent"], PlannedCard.Active) { Training = PlannedTraining.Lapsed },
        new("Ines", "Ferreira", "1992-11-30", ["agent"], PlannedCard.Active) { Training = PlannedTraining.Never },
        new("Callum", "Reid", "1995-08-08", ["hilltop-checker"], PlannedCard.Active) { Training = PlannedTraining.Due },
        new("Edwin", "Clarke", "1971-03-19", ["reference"], PlannedCard.Active),
    ];

    private static readonly PlannedCourse[] AllCourses =
    [
        new("Working as a sponsor", "Who may ask for access and who not, how a request goes, what a review is for", [RaRole.Sponsor], 9, "Vespasian House, room 2", "Priya Raman", 12),
        new("Checking identity and unlocking cards", "Documents and how they are forged, the person in front of you, cards and passcodes", [RaRole.IdChecker, RaRole.LocalSmartcardAdministrator], 16, "By video; the link is sent the day before", "Gareth Pritchard", 20),
        new("RA Agent, foundation", "Registering people, issuing cards, deciding requests, separation of duties", [RaRole.RaAgent, RaRole.AdvancedRaAgent], 23, "Vespasian House, room 2", "Priya Raman", 8),
    ];

    /// <summary>Open requests, by the sponsor who raised them: person, born, position.</summary>
    private static readonly PlannedRequest[] OpenRequests =
    [
        new("Olga", "Yusuf", "Ali", "1997-03-03", "hilltop-dispenser", "Joins us next month to replace a leaver"),
        new("Gillian", "Catrin", "Morgan", "1989-12-09", "practice-nurse", "New practice nurse, three days a week"),
        new("Marcus", "Henry", "Osei", "1994-07-22", "trust-doctor", "Rotation begins on the first of the month"),
    ];

    private static readonly string[] Blanks = ["0900000001", "0900000002", "0900000003", "1000000001", "1000000002", "1000000003"];

    /// <summary>Everybody.</summary>
    public static PopulationPlan Whole { get; } = new(AllOrganisations, AllPositions, AllPeople, OpenRequests, AllCourses, Blanks);

    /// <summary>For a service that begins empty: the two authorities, the first RA Manager with a card, and blank cards to go on with.</summary>
    public static PopulationPlan FirstManager { get; } = new(
        [.. AllOrganisations.Where(o => o.Kind is OrganisationKind.RegistrationAuthority)],
        [.. AllPositions.Where(p => p.Key is "root" or "manager" or "agent" or "advanced")],
        [.. AllPeople.Where(p => p.Positions[0] is "root" or "manager")],
        [],
        [],
        Blanks);

    /// <summary>Roles whose training is recorded, by position.</summary>
    public static IEnumerable<RaRole> Training(IEnumerable<string> positions) => positions.SelectMany<string, RaRole>(key => key switch
    {
        "root" => [RaRole.RootRaManager],
        "manager" => [RaRole.RaManager],
        "advanced" => [RaRole.AdvancedRaAgent],
        "agent" => [RaRole.RaAgent],
        _ when key.EndsWith("-sponsor", StringComparison.Ordinal) => [RaRole.Sponsor],
        _ when key.EndsWith("-checker", StringComparison.Ordinal) => [RaRole.IdChecker],
        _ when key.EndsWith("-lsa", StringComparison.Ordinal) => [RaRole.LocalSmartcardAdministrator],
        _ => [],
    });
}
