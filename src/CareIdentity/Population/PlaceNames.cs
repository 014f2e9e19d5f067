namespace CareIdentity.Population;

/// <summary>Streets and counties, written down for this generator; towns are made as the rare family names are.</summary>
internal static class PlaceNames
{
    public static readonly string[] Streets =
        ["High Street", "Church Road", "Station Road", "Victoria Road", "Market Place", "Mill Lane", "Park Avenue", "Queen Street", "The Green", "Bridge Street", "School Lane", "London Road"];

    public static readonly string[] Areas =
        ["Northshire", "Westvale", "Eastmoor", "Southdowns", "Midland Vale", "Fenland", "Peakside", "Tidewater", "Severnside", "Humberland", "Wealdshire", "Marches"];

    /// <summary>Outward codes that no post town has.</summary>
    public static readonly string[] Postcodes = ["QA", "QB", "QC", "QE", "QF", "QG", "QH", "QJ"];
}
