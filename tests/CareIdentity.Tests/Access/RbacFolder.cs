using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Testing;

namespace CareIdentity.Tests.Access;

/// <summary>A folder with the four tables, small enough to see through; each test writes what it is about.</summary>
internal sealed class RbacFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cis-rbac-");

    public RbacFolder()
    {
        Write("job-roles.csv", "code,name", "R8000,Clinical Practitioner", "R8001,Nurse");
        Write("activities.csv", "code,name", "B0820,View Patient Demographics", "B0825,Amend Patient Demographics", "B0055,");
        Write("activity-inclusions.csv", "activity,includes", "B0825,B0820");
        Write("baseline-policy.csv", "job_role,activity", "R8000,B0825", "R8001,B0820");
    }

    public string Path => folder.FullName;

    public void Write(string name, params string[] lines) =>
        File.WriteAllText(System.IO.Path.Combine(Path, name), string.Join("\r\n", lines) + "\r\n");

    public void Delete(string name) => File.Delete(System.IO.Path.Combine(Path, name));

    public void Dispose() => folder.Delete(recursive: true);

    public static Task<Outcome<ImportedRoles>> ImportAsync(CareIdentityDb db, string path, Actor? actor = null, TimeProvider? clock = null)
    {
        var at = clock ?? new ManualClock();
        var authority = new PositionAuthority(db, new RbacReferenceSource(db, new RbacReferenceCache()), new RaPolicy(), at);
        return new ImportRoles(db, authority, new AuditTrail(db, at), at).ExecuteAsync(new ImportRolesRequest { Directory = path }, actor ?? Actor.Service, CancellationToken.None);
    }
}
