using System.Data;
using System.Data.Common;
using System.Globalization;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.People;

/// <summary>
/// The two questions that are asked most, each in one statement along one index, which the driver keeps prepared: whose UUID is this, and who bears
/// a name that begins so. Nothing is translated on the way: asked through the model, the question takes longer to put than to answer.
/// </summary>
internal sealed class PeopleFinder(CareIdentityDb db)
{
    private const string Columns = """
        select a.uuid, p.id, p.uuid, p.given_name, p.family_name, p.kind, p.state, o.name
        """;

    /// <summary>A merged profile is shown as the one under which the person goes on.</summary>
    private const string Remaining = """
        join profiles p on p.id = coalesce(a.merged_into, a.id)
        left join organisations o on o.code = p.registered_at
        """;

    private const string ByUuid = $"{Columns} from profiles a {Remaining} where a.uuid = $1";

    /// <summary>The person with this UUID; null where there is none.</summary>
    public async Task<ProfileRow?> WithUuidAsync(UserUuid uuid, CancellationToken ct) => await RowsAsync(ByUuid, [uuid.Value], ct) is [var row, ..] ? row : null;

    /// <summary>
    /// By that word, then by name: who bears exactly this word comes first. A person who bears two of them takes up two of the places, so fewer may come than asked
    /// for though there are more.
    /// </summary>
    public async Task<IReadOnlyList<ProfileRow>> BeginningAsync(string word, int take, CancellationToken ct)
    {
        // The number stands in the statement: for one that is not known before, the engine plans to read a tenth of all.
        var most = (take + (take / 4) + 1).ToString(CultureInfo.InvariantCulture);
        var found = await RowsAsync(
            $"""
            {Columns}
            from (select word, sort_name, profile_id from profile_names where word >= $1 and word < $2 order by word, sort_name, profile_id limit {most}) n
            join profiles a on a.id = n.profile_id {Remaining}
            order by n.word, n.sort_name, n.profile_id
            """,
            [word, word + '\uffff'],
            ct);
        return [.. found.DistinctBy(row => row.Id).Take(take)];
    }

    private async Task<List<ProfileRow>> RowsAsync(string sql, string[] values, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            await using var command = Command(sql, values);
            await using var reader = await command.ExecuteReaderAsync(ct);
            var rows = new List<ProfileRow>();
            while (await reader.ReadAsync(ct))
            {
                rows.Add(Row(reader));
            }

            return rows;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private DbCommand Command(string sql, string[] values)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // The statements of this class, with places for what is asked.
        command.CommandText = sql;
#pragma warning restore CA2100
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = command.CreateParameter();

            // PostgreSQL counts them; to SQLite the same sign is a name.
            parameter.ParameterName = db.Engine is Engine.Sqlite ? string.Create(CultureInfo.InvariantCulture, $"${i + 1}") : "";
            parameter.DbType = DbType.String;
            parameter.Value = values[i];
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private static ProfileRow Row(DbDataReader reader)
    {
        var (asked, uuid) = (reader.GetString(0), reader.GetString(2));
        return new ProfileRow(
            reader.GetGuid(1),
            UserUuid.Parse(uuid),
            reader.GetString(3) + " " + reader.GetString(4),
            Enum.Parse<ProfileKind>(reader.GetString(5)),
            Enum.Parse<ProfileState>(reader.GetString(6)),
            reader.IsDBNull(7) ? null : reader.GetString(7))
        {
            MergedUuid = asked == uuid ? null : UserUuid.Parse(asked),
        };
    }
}
