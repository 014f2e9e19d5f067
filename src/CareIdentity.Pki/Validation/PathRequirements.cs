using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Profiles;

namespace CareIdentity.Pki.Validation;

/// <summary>The inputs of RFC 5280 §6.1.1 that the application decides. Policy mapping is always inhibited (§6.1.1 e): nobody maps policies here.</summary>
public sealed record PathRequirements
{
    /// <summary>user-initial-policy-set (§6.1.1 c); empty means any policy.</summary>
    public IReadOnlyList<ObjectIdentifier> Policies { get; init; } = [];

    /// <summary>initial-explicit-policy (§6.1.1 f): the path must be valid for one of <see cref="Policies"/>.</summary>
    public bool RequiresPolicy { get; init; }

    /// <summary>What the key must be allowed for; absent key usage in the certificate is not enough.</summary>
    public KeyUsages KeyUsage { get; init; }

    /// <summary>The purpose that must be listed; null when none is asked for.</summary>
    public ObjectIdentifier? ExtendedKeyUsage { get; init; }

    /// <summary>How many authorities that are not self-issued may stand between the anchor and the target.</summary>
    public int MostIntermediates { get; init; } = 3;

    /// <summary>Signing in with a card of this realm, a Temporary Access Card included. A training card never passes for live, nor the reverse.</summary>
    public static PathRequirements ForSignIn(PolicyArc arc, Realm realm) => new()
    {
        Policies = [arc.Smartcard(realm), arc.TemporaryAccessCard(realm)],
        RequiresPolicy = true,
        KeyUsage = KeyUsages.DigitalSignature,
        ExtendedKeyUsage = Oids.ClientAuthentication,
        MostIntermediates = 1,
    };
}
