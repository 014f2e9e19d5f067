namespace CareIdentity.Web.Portal;

/// <summary>Asks beside a request, on a connection of its own: what takes the database long is asked while the page asks the rest.</summary>
public sealed class Aside(IServiceScopeFactory scopes)
{
    public async Task<T> AskAsync<TQueries, T>(Func<TQueries, Task<T>> ask)
        where TQueries : notnull
    {
        ArgumentNullException.ThrowIfNull(ask);
        await using var scope = scopes.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<TQueries>());
    }
}
