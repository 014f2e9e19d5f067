using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Messages;

/// <summary>A message without its words: for whoever looks after messages.</summary>
public sealed record MessageRow(Guid Id, MessageKind Kind, EmailAddress Recipient, string About, OdsCode Organisation, DateTimeOffset WrittenAt, int Tries, string? Trouble, bool CanBeSent);

public sealed record MessageList(IReadOnlyList<MessageRow> Dead, int Total, int Waiting, DateTimeOffset? WaitingSince);

/// <summary>As a training service shows it.</summary>
public sealed record ShownMessage(Guid Id, EmailAddress Recipient, string Subject, string Words, DateTimeOffset WrittenAt);

public sealed record Inbox(IReadOnlyList<ShownMessage> Rows, int Total);

/// <summary>What pages show of messages.</summary>
public sealed class MessageQueries(CareIdentityDb db)
{
    /// <summary>Those given up, newest first, and how many wait.</summary>
    public async Task<MessageList> DeadAsync(int skip, int take, CancellationToken ct)
    {
        var dead = db.Messages.AsNoTracking().Where(m => m.State == MessageState.Dead);
        var waiting = db.Messages.AsNoTracking().Where(m => m.State == MessageState.Waiting);
        return new MessageList(
            await dead.OrderByDescending(m => m.EndedAt).ThenByDescending(m => m.Id).Skip(skip).Take(take)
                .Select(m => new MessageRow(m.Id, m.Kind, m.Recipient, m.About, m.Organisation, m.WrittenAt, m.Tries, m.Trouble, m.Words != ""))
                .ToListAsync(ct),
            await dead.CountAsync(ct),
            await waiting.CountAsync(ct),
            await waiting.MinAsync(m => (DateTimeOffset?)m.WrittenAt, ct));
    }

    /// <summary>Of a training service: what would have been sent, newest first.</summary>
    public async Task<Inbox> InboxAsync(int skip, int take, CancellationToken ct)
    {
        var shown = db.Messages.AsNoTracking().Where(m => m.State == MessageState.Shown);
        return new Inbox(
            await shown.OrderByDescending(m => m.EndedAt).ThenByDescending(m => m.Id).Skip(skip).Take(take)
                .Select(m => new ShownMessage(m.Id, m.Recipient, m.Subject, m.Words, m.WrittenAt))
                .ToListAsync(ct),
            await shown.CountAsync(ct));
    }
}
