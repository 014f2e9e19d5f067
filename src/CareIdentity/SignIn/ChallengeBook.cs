using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.SignIn;

/// <summary>Takes a challenge, once. Whatever comes of the attempt, it is used from here on.</summary>
internal sealed class ChallengeBook(CareIdentityDb db, TimeProvider clock)
{
    public async Task<Refusal?> TakeAsync(string browserId, string nonce, CancellationToken ct)
    {
        if (SecretToken.Hash(browserId) is not { } browser || SecretToken.Hash(nonce) is not { } hash)
        {
            return SignInRefusals.UnknownNonce;
        }

        // One conditional update settles every race: of two that come with one nonce, one row is affected for one of them.
        var now = clock.GetUtcNow();
        var taken = await db.SignInChallenges
            .Where(c => c.NonceHash == hash && c.BrowserHash == browser && c.UsedAt == null && c.ExpiresAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.UsedAt, now), ct);
        return taken == 1 ? null : await WhyNotAsync(hash, browser, ct);
    }

    private async Task<Refusal> WhyNotAsync(byte[] hash, byte[] browser, CancellationToken ct)
    {
        var found = await db.SignInChallenges.AsNoTracking()
            .Where(c => c.NonceHash == hash && c.BrowserHash == browser)
            .Select(c => new { c.UsedAt })
            .FirstOrDefaultAsync(ct);
        return found switch
        {
            null => SignInRefusals.UnknownNonce,
            { UsedAt: not null } => SignInRefusals.Replayed,
            _ => SignInRefusals.AttemptExpired,
        };
    }
}
