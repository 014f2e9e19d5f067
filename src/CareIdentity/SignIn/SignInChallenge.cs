using CareIdentity.Data;

namespace CareIdentity.SignIn;

/// <summary>
/// One attempt to sign in: bound to the browser that asked, good for a few minutes, used once. Only hashes are kept, so nobody who
/// reads the table can answer for anybody.
/// </summary>
[Housekeeping("Short-lived; what it leads to is recorded when somebody signs in.")]
internal sealed class SignInChallenge
{
    /// <summary>SHA-256 of the nonce.</summary>
    public required byte[] NonceHash { get; init; }

    /// <summary>SHA-256 of the browser's pre-session cookie.</summary>
    public required byte[] BrowserHash { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? UsedAt { get; init; }
}
