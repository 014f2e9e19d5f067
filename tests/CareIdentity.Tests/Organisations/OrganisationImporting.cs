using System.Text;
using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Importing;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.Search;
using CareIdentity.Testing;

namespace CareIdentity.Tests.Organisations;

/// <summary>Lines as the Organisation Data Service writes them, and the import of a file of them.</summary>
internal static class OrganisationImporting
{
    public static string Line(
        string code = "Y00001",
        string name = "THE ORCHARD SURGERY",
        string opened = "19740401",
        string closed = "",
        string status = "A",
        string postcode = "DT1 1AA",
        string telephone = "01305 000001",
        string setting = "4",
        string street = "MILL LANE")
    {
        string[] fields = [code, name, "Y58", "Q99", street, "DORCHESTER", "DORSET", "", "", postcode, opened, closed, status, "B", "11J", "20130401", "", telephone, "", "", "", "0", "", "11J", "", setting, ""];
        return string.Join(',', fields.Select(value => $"\"{value}\""));
    }

    public static Stream File(params string[] lines) => new MemoryStream(Encoding.UTF8.GetBytes(string.Join("\r\n", lines) + "\r\n"));

    public static async Task<Outcome<ImportedOrganisations>> ImportAsync(
        CareIdentityDb db, Stream file, string name = "epraccur.csv", OrganisationFileKind? kind = null, IProgress<ImportProgress>? progress = null, Actor? actor = null)
    {
        var request = new ImportOrganisationsRequest { FileName = name, Content = file, Kind = kind };
        return await Verb(db).ExecuteAsync(request, actor ?? Actor.Service, progress, CancellationToken.None);
    }

    private static ImportOrganisations Verb(CareIdentityDb db)
    {
        var clock = new ManualClock();
        var authority = new PositionAuthority(db, new RbacReferenceSource(db, new RbacReferenceCache()), new RaPolicy(), clock);
        return new ImportOrganisations(db, authority, new KnownNames(db), new AuditTrail(db, clock), clock);
    }
}
