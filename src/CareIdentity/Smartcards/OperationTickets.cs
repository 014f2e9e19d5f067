using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Smartcards;

/// <param name="Ticket">Shown once by the workstation to open the operation; the database keeps its SHA-256 only.</param>
public sealed record AdmittedOperation(Guid OperationId, string Ticket, DateTimeOffset TicketExpiresAt);

/// <summary>
/// Whether this actor may do this operation, and the ticket that opens it: random, for two minutes, for one use, bound to the session
/// that asked. Everything that would refuse the work is asked here, before anything is done to a card.
/// </summary>
public sealed class OperationTickets(CareIdentityDb db, Authority authority, DutyLedger duties, RaPolicy policy, TimeProvider clock)
{
    private const int TicketOctets = 32;
    private const int MostCharacters = 100;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    internal static RaFunction FunctionOf(CardOperationKind kind) =>
        kind is CardOperationKind.Unlock ? RaFunction.UnlockSmartcard : RaFunction.IssueSmartcard;

    internal static byte[]? Hash(string? ticket) =>
        ticket is { Length: > 0 and <= MostCharacters } ? SHA256.HashData(Encoding.UTF8.GetBytes(ticket)) : null;

    internal Task<Refusal?> AuthoriseAsync(CardOperationKind kind, Guid profileId, Actor actor, CancellationToken ct) =>
        authority.CheckForProfileAsync(actor, FunctionOf(kind), profileId, ct);

    /// <summary>The rules on person, card and duties. Writes the duty that issuing is; the caller saves.</summary>
    internal async Task<Refusal?> DecideAsync(CardOperation operation, Actor actor, CancellationToken ct)
    {
        var profile = await db.Profiles.FirstOrDefaultAsync(p => p.Id == operation.ProfileId, ct);
        if (profile is null)
        {
            return ProfileRefusals.NotFound;
        }

        if (profile.Id == actor.ProfileId)
        {
            return ProfileRefusals.OwnProfile;
        }

        if (operation.Kind is CardOperationKind.Unlock)
        {
            var card = await db.Smartcards.FirstOrDefaultAsync(c => c.Id == operation.SmartcardId && c.HolderId == profile.Id, ct);
            return card is null ? SmartcardRefusals.NotFound : SmartcardRules.MayUnlock(card, profile, policy);
        }

        return await MayReceiveAsync(profile, operation, ct)
            ?? (actor.IsService ? null : await duties.TakeAsync(profile.Id, actor.ProfileId, DutySide.Agent, ct));
    }

    internal AdmittedOperation Admit(CardOperation operation, Actor actor)
    {
        var ticket = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TicketOctets));
        var expires = clock.GetUtcNow() + Lifetime;
        operation.Admit(actor, Hash(ticket)!, expires);
        return new AdmittedOperation(operation.Id, ticket, expires);
    }

    private async Task<Refusal?> MayReceiveAsync(Profile profile, CardOperation operation, CancellationToken ct)
    {
        var today = clock.Today();
        var worksSomewhere =
            await db.PositionAssignments.AnyAsync(a => a.ProfileId == profile.Id && a.RemovedAt == null && (a.ExpiresOn == null || a.ExpiresOn >= today), ct)
            || await db.IdentityChecks.AnyAsync(c => c.ProfileId == profile.Id, ct);
        var hasCard = await db.Smartcards.AnyAsync(
            c => c.HolderId == profile.Id && (c.State == SmartcardState.Active || c.State == SmartcardState.Locked), ct);
        return SmartcardRules.MayReceive(profile, worksSomewhere, hasCard, operation.BesideAnother);
    }
}
