using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using CareIdentity.Data;
using CareIdentity.Kernel;

namespace CareIdentity.Smartcards;

/// <param name="Ticket">Shown once by the workstation to open the operation; the database keeps its SHA-256 only.</param>
public sealed record AdmittedOperation(Guid OperationId, string Ticket, DateTimeOffset TicketExpiresAt);

/// <summary>The ticket that opens an operation: random, for two minutes, for one use, bound to the session that asked.</summary>
public sealed class OperationTickets(TimeProvider clock)
{
    private const int TicketOctets = 32;
    private const int MostCharacters = 100;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    internal static byte[]? Hash(string? ticket) =>
        ticket is { Length: > 0 and <= MostCharacters } ? SHA256.HashData(Encoding.UTF8.GetBytes(ticket)) : null;

    internal AdmittedOperation Admit(CardOperation operation, Actor actor)
    {
        var ticket = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TicketOctets));
        var expires = clock.GetUtcNow() + Lifetime;
        operation.Admit(actor, Hash(ticket)!, expires);
        return new AdmittedOperation(operation.Id, ticket, expires);
    }
}
