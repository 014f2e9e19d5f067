using CareIdentity.Bench.Population;
using CareIdentity.Data;

namespace CareIdentity.Bench.Pki;

/// <summary>Fills the register of a training service that nobody uses with certificates that were never signed: what OCSP reads of them is there, one in a hundred is revoked.</summary>
internal static class ManyCertificates
{
    public static async Task AddAsync(string dataDirectory, int count, CancellationToken ct)
    {
        await using var connection = await TrainingRooms.FileIn(dataDirectory).OpenAsync(ct);
        await using var command = connection.CreateCommand();
        command.CommandTimeout = 0;
#pragma warning disable CA2100 // A number is all that is put in.
        command.CommandText = $"""
            pragma synchronous = off;
            pragma cache_size = -1500000;
            with recursive n(i) as (select 1 union all select i + 1 from n where i < {count}),
                 t as (select * from certificates where status = 'Active' limit 1)
            insert into certificates (id, issuer_id, serial, kind, smartcard_id, profile_id, operation_id, uuid, not_before, not_after, to_be_signed, key_hash, reserved_at,
                                      status, certificate, fingerprint, revoked_at, reason, version, crl_shard)
            select '0197A000-' || substr(r, 1, 4) || '-7' || substr(r, 5, 3) || '-8' || substr(r, 8, 3) || '-' || substr(r, 11, 12), issuer_id, '5' || lower(substr(r, 23, 39)), kind,
                   smartcard_id, profile_id, operation_id, uuid, not_before, not_after, x'3000', randomblob(32), reserved_at,
                   case when i % 100 = 0 then 'Revoked' else 'Active' end, x'3000', randomblob(32),
                   case when i % 100 = 0 then reserved_at end, case when i % 100 = 0 then 'KeyCompromise' end, version, i % 16 + 1
            from t, (select i, hex(randomblob(32)) as r from n);
            pragma wal_checkpoint(truncate);
            """;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(ct);
    }
}
