using CareIdentity.People;

namespace CareIdentity.Messages;

/// <summary>A message as it is handed over.</summary>
/// <param name="Id">The same each time it is tried, so that a server or reader that knows it already can tell.</param>
public sealed record OutgoingMessage(Guid Id, EmailAddress To, string Subject, string Words);

/// <summary>What became of one try.</summary>
public abstract record Delivery
{
    private Delivery()
    {
    }

    /// <summary>The server said that it has it.</summary>
    public sealed record Taken : Delivery;

    /// <summary>It stays here to be looked at: training.</summary>
    public sealed record Kept : Delivery;

    /// <summary>Not today; <paramref name="ForGood"/> where the server says that trying again is no use.</summary>
    public sealed record Refused(string Trouble, bool ForGood) : Delivery;
}

/// <summary>The way out of the house. Tells what became of a message as a value: a server that is away is no fault of ours.</summary>
public interface IMessageCarrier
{
    Task<Delivery> CarryAsync(OutgoingMessage message, CancellationToken ct);
}

/// <summary>Of a training service: nothing leaves, everything can be read in the inbox.</summary>
public sealed class InboxCarrier : IMessageCarrier
{
    public Task<Delivery> CarryAsync(OutgoingMessage message, CancellationToken ct) => Task.FromResult<Delivery>(new Delivery.Kept());
}
