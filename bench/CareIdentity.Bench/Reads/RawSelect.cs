using System.Data.Common;
using CareIdentity.Bench.Population;
using CareIdentity.Data;

namespace CareIdentity.Bench.Reads;

/// <summary>The least that a read can cost on this engine: one prepared select by primary key on one open connection.</summary>
internal sealed class RawSelect : IAsyncDisposable
{
    private readonly DbConnection connection;
    private readonly DbCommand command;
    private readonly DbParameter id;

    private RawSelect(DbConnection connection, DbCommand command, DbParameter id) =>
        (this.connection, this.command, this.id) = (connection, command, id);

    public static Task<RawSelect> OpenAsync(PopulatedDatabase database, CancellationToken ct) => OpenAsync(database.Address, database.People[0].Id, ct);

    /// <param name="address">Of the database.</param>
    /// <param name="somebody">Whom it is prepared with.</param>
    public static async Task<RawSelect> OpenAsync(DatabaseAddress address, Guid somebody, CancellationToken ct)
    {
        var connection = await address.OpenAsync(ct);
        var command = connection.CreateCommand();
        command.CommandText = "select given_name, family_name from profiles where id = @id";
        var id = command.CreateParameter();
        (id.ParameterName, id.Value) = ("@id", somebody);
        command.Parameters.Add(id);
        await command.PrepareAsync(ct);
        return new RawSelect(connection, command, id);
    }

    public async Task ReadAsync(GeneratedPerson person, CancellationToken ct)
    {
        id.Value = person.Id;
        await using var reader = await command.ExecuteReaderAsync(ct);
        if (!await reader.ReadAsync(ct) || reader.GetString(0) != person.GivenName || reader.GetString(1) != person.FamilyName)
        {
            throw new WrongAnswerException($"The raw select did not give {person.Uuid}.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await command.DisposeAsync();
        await connection.DisposeAsync();
    }
}
