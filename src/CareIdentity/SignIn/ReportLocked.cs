using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Smartcards;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.SignIn;

public sealed record ReportLockedRequest
{
    public required string BrowserId { get; init; }

    public required string Nonce { get; init; }

    /// <summary>The authentication certificate that stands on the card, as the agent read it.</summary>
    public required ReadOnlyMemory<byte> Certificate { get; init; }
}

/// <summary>
/// The agent saw a card lock itself while its holder tried to sign in: third wrong passcode. Nobody is signed in, so the report costs a
/// challenge and must carry the card's own certificate; believing a false one only means that the card has to be unlocked with help.
/// </summary>
public sealed class ReportLocked(CareIdentityDb db, AuditTrail audit, TimeProvider clock)
{
    private const int MostOctets = 4096;

    public async Task<Outcome<Done>> ExecuteAsync(ReportLockedRequest request, CancellationToken ct)
    {
        if (request.Certificate.Length is 0 or > MostOctets)
        {
            return SignInRefusals.UnknownCertificate;
        }

        if (await new ChallengeBook(db, clock).TakeAsync(request.BrowserId, request.Nonce, ct) is { } used)
        {
            return used;
        }

        var fingerprint = System.Security.Cryptography.SHA256.HashData(request.Certificate.Span);
        var card = await db.Smartcards.FirstOrDefaultAsync(
            s => db.Certificates.Any(c => c.Fingerprint == fingerprint && c.SmartcardId == s.Id && c.ProfileId == s.HolderId), ct);
        if (card is null)
        {
            return SignInRefusals.UnknownCertificate;
        }

        if (card.State is SmartcardState.Locked)
        {
            return Done.Instance;
        }

        if (card.Lock(clock.GetUtcNow()) is { } refusal)
        {
            return refusal;
        }

        audit.Record(Actor.Service, new Reason("Reported by the workstation."), new SmartcardLockedItself
        {
            ProfileId = card.HolderId!.Value,
            SmartcardId = card.Id,
            Card = card.Serial,
        });

        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }
}
