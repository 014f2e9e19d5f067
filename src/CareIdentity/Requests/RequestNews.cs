using CareIdentity.Data;
using CareIdentity.Messages;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Requests;

/// <summary>Tells who raised a request that it was decided, in the commit of the decision; nothing more than its reference leaves the house.</summary>
public sealed class RequestNews(CareIdentityDb db, Outbox outbox)
{
    internal async Task TellAsync(AccessRequest asked, string what, CancellationToken ct)
    {
        var requester = await db.Profiles.AsNoTracking().Where(p => p.Id == asked.RaisedBy).Select(p => new { p.GivenName, p.Email }).FirstAsync(ct);
        outbox.Post(outbox.Texts.RequestDecided(requester.GivenName, asked.Reference.Value, what), requester.Email, asked.Reference.Value, asked.Organisation);
    }
}
