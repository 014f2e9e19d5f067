using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.SignIn;

/// <param name="Nonce">What the card is to sign together with the origin; base64 of 256 random bits.</param>
public sealed record SignInBegun(string Nonce, DateTimeOffset ExpiresAt);

/// <summary>Gives a browser one challenge. Nobody is known yet, so there is nobody to authorise and nothing to audit.</summary>
public sealed class BeginSignIn(CareIdentityDb db, RaPolicy policy, TimeProvider clock)
{
    private static readonly TimeSpan KeptAfterEnd = TimeSpan.FromHours(1);

    /// <param name="browserId">The pre-session cookie, made with <see cref="SecretToken.Create"/>.</param>
    public async Task<Outcome<SignInBegun>> ExecuteAsync(string browserId, CancellationToken ct)
    {
        if (SecretToken.Hash(browserId) is not { } browser)
        {
            return SignInRefusals.UnknownNonce;
        }

        var now = clock.GetUtcNow();
        var stale = now - KeptAfterEnd;
        await db.SignInChallenges.Where(c => c.ExpiresAt < stale).ExecuteDeleteAsync(ct);

        var begun = new SignInBegun(SecretToken.CreateNonce(), now.AddMinutes(policy.ChallengeMinutes));
        db.SignInChallenges.Add(new SignInChallenge
        {
            NonceHash = SecretToken.Hash(begun.Nonce)!,
            BrowserHash = browser,
            IssuedAt = now,
            ExpiresAt = begun.ExpiresAt,
        });

        return await db.SaveAsync(ct) is { } refused ? refused : begun;
    }
}
