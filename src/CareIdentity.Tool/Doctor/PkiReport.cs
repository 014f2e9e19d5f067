using CareIdentity.Certificates;
using CareIdentity.Data;
using CareIdentity.Data.Schema;
using CareIdentity.Pki.Profiles;

namespace CareIdentity.Tool.Doctor;

/// <summary>Reads the health of the certificate authorities without their keys; changes nothing.</summary>
internal static class PkiReport
{
    /// <summary>Null where there is no database of this build yet.</summary>
    public static async Task<PkiHealthView?> ReadAsync(DatabaseAddress address, CancellationToken ct)
    {
        if (address.Engine is Engine.Sqlite && !File.Exists(address.ToString()))
        {
            return null;
        }

        try
        {
            await using var connection = await address.OpenAsync(ct);
            if (!(await new SchemaRunner(address.Engine, TimeProvider.System).ReadAsync(connection, ct)).IsCurrent)
            {
                return null;
            }
        }
        catch (SchemaRefusedException)
        {
            return null; // Told by the line about the database.
        }

        // One database holds one realm in practice; where it holds both, both are looked at.
        var views = new List<PkiHealthView>();
        foreach (var realm in Enum.GetValues<Realm>())
        {
            await using var db = address.CreateContext();
            views.Add(await new PkiHealth(db, new PublicPkiQueries(db, new CertificateOptions { Realm = realm }), TimeProvider.System).ReadAsync(null, ct));
        }

        return new PkiHealthView([.. views.SelectMany(view => view.Authorities)], [.. views.SelectMany(view => view.Warnings)])
        {
            Ending = [.. views.SelectMany(view => view.Ending)],
        };
    }
}
