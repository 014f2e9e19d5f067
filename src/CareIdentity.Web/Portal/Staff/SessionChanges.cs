using CareIdentity.Kernel;
using CareIdentity.Staff;

namespace CareIdentity.Web.Portal.Staff;

/// <summary>What can be done about a session and its places, from its page and from that of the person who has one.</summary>
public sealed class SessionChanges(BookPlace book, GiveUpPlace giveUp, HoldSession hold, CancelSession cancel)
{
    public Task<Outcome<Done>> BookAsync(Guid session, Guid person, Actor actor, CancellationToken ct) =>
        book.ExecuteAsync(new BookPlaceRequest { SessionId = session, ProfileId = person }, actor, ct);

    public Task<Outcome<Done>> GiveUpAsync(Guid session, Guid person, Actor actor, CancellationToken ct) =>
        giveUp.ExecuteAsync(new GiveUpPlaceRequest { SessionId = session, ProfileId = person }, actor, ct);

    public Task<Outcome<Done>> HoldAsync(Guid session, IReadOnlyCollection<Guid> attended, Actor actor, CancellationToken ct) =>
        hold.ExecuteAsync(new HoldSessionRequest { SessionId = session, Attended = attended }, actor, ct);

    public Task<Outcome<Done>> CancelAsync(Guid session, string reason, Actor actor, CancellationToken ct) =>
        cancel.ExecuteAsync(new CancelSessionRequest { SessionId = session, Reason = reason }, actor, ct);
}
