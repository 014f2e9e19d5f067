using CareIdentity.Data;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CareIdentity.Web.Hosting;

/// <summary>
/// Entity Framework's model, begun as soon as the database is known. Entity Framework keeps it for every context of the same options, so that
/// those of requests find it made; it asks nothing of the database.
/// </summary>
internal sealed class EarlyModel(DatabaseAddress database)
{
    private readonly Task<IModel> made = OwnThread.RunAsync(() => Make(database));

    public Task<IModel> MadeAsync() => made;

    private static IModel Make(DatabaseAddress database)
    {
        using var db = database.CreateContext();
        return db.Model;
    }
}
