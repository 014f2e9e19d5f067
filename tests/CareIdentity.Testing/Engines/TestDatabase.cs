using System.Data.Common;
using CareIdentity.Data;

namespace CareIdentity.Testing.Engines;

/// <summary>A database of one test; gone when disposed.</summary>
public sealed class TestDatabase(DatabaseAddress address, Func<ValueTask> remove) : IAsyncDisposable
{
    public DatabaseAddress Address { get; } = address;

    public Engine Engine => Address.Engine;

    public Task<DbConnection> OpenAsync() => Address.OpenAsync(CancellationToken.None);

    public CareIdentityDb CreateContext() => Address.CreateContext();

    public ValueTask DisposeAsync() => remove();
}
