using System.Data.Common;
using CareIdentity.Data;

namespace CareIdentity.Testing.Engines;

/// <summary>A database of one test; gone when disposed.</summary>
public sealed class TestDatabase(DatabaseAddress address, Func<ValueTask> remove, string? url = null) : IAsyncDisposable
{
    public DatabaseAddress Address { get; } = address;

    public Engine Engine => Address.Engine;

    /// <summary>For a service in a process of its own; null for a file, which such a service finds in its data directory.</summary>
    public string? Url { get; } = url;

    public Task<DbConnection> OpenAsync() => Address.OpenAsync(CancellationToken.None);

    public CareIdentityDb CreateContext() => Address.CreateContext();

    public ValueTask DisposeAsync() => remove();
}
