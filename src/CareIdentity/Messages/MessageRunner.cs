using CareIdentity.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CareIdentity.Messages;

/// <summary>
/// Hands messages over, those that are due first. Any number of nodes may have one: a message is leased before it is tried and marked after,
/// each by a save that compares its version, so that two nodes do not send it at once. A node that dies between the server's answer and the
/// mark sends it a second time when the lease is over: at least once, under the same Message-ID.
/// </summary>
public sealed class MessageRunner(IServiceScopeFactory scopes, IMessageCarrier carrier, MessageMeter meter, TimeProvider clock, ILogger<MessageRunner> log)
{
    private const int AtOnce = 20;

    /// <summary>How long it is kept that a message was sent; its words are gone before.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private readonly Guid worker = Guid.NewGuid();

    /// <summary>Whatever is due now, some at a time. Gives how many were tried.</summary>
    public async Task<int> WorkAsync(CancellationToken ct)
    {
        var (tried, due) = (0, await DueAsync(ct));
        while (due.Count > 0)
        {
            foreach (var id in due)
            {
                tried += await TryAsync(id, ct) ? 1 : 0;
            }

            due = due.Count < AtOnce ? [] : await DueAsync(ct);
        }

        await ForgetAsync(ct);
        return tried;
    }

    private async Task<bool> TryAsync(Guid id, CancellationToken ct)
    {
        if (await TakeAsync(id, ct) is not { } outgoing)
        {
            return false;
        }

        var delivery = await carrier.CarryAsync(outgoing, ct);
        await EndAsync(id, delivery);
        return true;
    }

    /// <summary>Null where another node has it, or it is of no use any more.</summary>
    private async Task<OutgoingMessage?> TakeAsync(Guid id, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (db, now) = (scope.ServiceProvider.GetRequiredService<CareIdentityDb>(), clock.GetUtcNow());
        var message = await db.Messages.FirstOrDefaultAsync(m => m.Id == id && m.State == MessageState.Waiting && (m.LeaseUntil == null || m.LeaseUntil < now), ct);
        if (message is null)
        {
            return null;
        }

        var isTooLate = message.UselessAt <= now;
        if (isTooLate)
        {
            message.TooLate(now);
        }
        else
        {
            message.Take(worker, now);
        }

        return await db.SaveAsync(ct) is null && !isTooLate ? new OutgoingMessage(message.Id, message.Recipient, message.Subject, message.Words) : null;
    }

    /// <summary>Not to be interrupted: the server has it, and stopping here would only send it twice.</summary>
    private async Task EndAsync(Guid id, Delivery delivery)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (db, now) = (scope.ServiceProvider.GetRequiredService<CareIdentityDb>(), clock.GetUtcNow());
        var message = await db.Messages.FirstAsync(m => m.Id == id, CancellationToken.None);
        if (message.LeaseBy != worker)
        {
            return; // It took so long that another node has it now; that one says what became of it.
        }

        switch (delivery)
        {
            case Delivery.Taken:
                message.HandedOver(now);
                break;
            case Delivery.Kept:
                message.Show(now);
                break;
            case Delivery.Refused refused:
                message.Failed(refused.Trouble, refused.ForGood, now);
                log.LogWarning("Message {Message} ({Kind}) was not taken: {Trouble}, try {Tries}{End}.", id, message.Kind, refused.Trouble, message.Tries, message.State is MessageState.Dead ? ", given up" : "");
                break;
        }

        if (await db.SaveAsync(CancellationToken.None) is null)
        {
            meter.Tried(message.Kind, message.State switch { MessageState.Sent => "sent", MessageState.Shown => "shown", MessageState.Dead => "given-up", _ => "again" });
        }
    }

    private async Task<List<Guid>> DueAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (db, now) = (scope.ServiceProvider.GetRequiredService<CareIdentityDb>(), clock.GetUtcNow());
        var waiting = db.Messages.AsNoTracking().Where(m => m.State == MessageState.Waiting);
        meter.Waits(await waiting.CountAsync(ct));
        return await waiting
            .Where(m => m.DueAt <= now && (m.LeaseUntil == null || m.LeaseUntil < now))
            .OrderBy(m => m.DueAt).ThenBy(m => m.Id)
            .Take(AtOnce)
            .Select(m => m.Id)
            .ToListAsync(ct);
    }

    private async Task ForgetAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (db, old) = (scope.ServiceProvider.GetRequiredService<CareIdentityDb>(), clock.GetUtcNow() - Kept);
        await db.Messages.Where(m => (m.State == MessageState.Sent || m.State == MessageState.Dead) && m.EndedAt < old).ExecuteDeleteAsync(ct);
    }
}
