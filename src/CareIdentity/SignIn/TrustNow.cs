using CareIdentity.Certificates;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Pki.Revocation;
using CareIdentity.Smartcards;

namespace CareIdentity.SignIn;

/// <summary>What the register says at this moment about a person, their card, its certificate and, where there is one, the session.</summary>
internal sealed record TrustFacts
{
    public required ProfileState Profile { get; init; }

    /// <summary>False for a Temporary Access Card that is in its bag, or that should be.</summary>
    public bool IsLent { get; init; } = true;

    public required SmartcardState Card { get; init; }

    public required CardSerial CardSerial { get; init; }

    /// <summary>Suspended by the Registration Authority for a while.</summary>
    public bool CardOnHold { get; init; }

    public required CertificateStatus Certificate { get; init; }

    /// <summary>Where it was revoked.</summary>
    public RevocationReason? RevokedFor { get; init; }

    public required DateTimeOffset NotBefore { get; init; }

    public required DateTimeOffset NotAfter { get; init; }

    /// <summary>Null while signing in.</summary>
    public SessionFacts? Session { get; init; }
}

internal sealed record SessionFacts(DateTimeOffset LastSeenAt, DateTimeOffset EndsAt, DateTimeOffset? EndedAt);

/// <summary>
/// The one decision whether a person, card, certificate and session may still be trusted. Every place that makes, keeps or widens
/// trust asks here and nowhere else: signing in, each request, role selection, redeeming a card operation (security.md I11).
/// </summary>
internal static class TrustNow
{
    public static Refusal? Decide(TrustFacts facts, DateTimeOffset now, RaPolicy policy) =>
        OfSession(facts.Session, now, policy)
        ?? OfProfile(facts)
        ?? OfCard(facts, policy)
        ?? OfCertificate(facts, now);

    private static Refusal? OfSession(SessionFacts? session, DateTimeOffset now, RaPolicy policy) => session switch
    {
        null => null,
        { EndedAt: not null } => SignInRefusals.SessionEnded,
        _ when now >= session.EndsAt => SignInRefusals.SessionOver,
        _ when now >= session.LastSeenAt.AddMinutes(policy.SessionIdleMinutes) => SignInRefusals.SessionIdle,
        _ => null,
    };

    private static Refusal? OfProfile(TrustFacts facts) =>
        facts.Profile is ProfileState.Closed ? SignInRefusals.ProfileClosed
        : facts.IsLent ? null : SignInRefusals.NotLent;

    /// <summary>
    /// A card that locks does not end the session it opened: who types a wrong passcode three times is not who is signed in, and
    /// would otherwise put them out.
    /// </summary>
    private static Refusal? OfCard(TrustFacts facts, RaPolicy policy) => facts.Card switch
    {
        SmartcardState.Cancelled or SmartcardState.Destroyed or SmartcardState.Cleared => SignInRefusals.CardCancelled,
        SmartcardState.Blank => SignInRefusals.CardNotFinished,
        _ when facts.CardOnHold => SignInRefusals.CardOnHold,
        _ when SmartcardRules.IsRetired(facts.CardSerial, policy) => SignInRefusals.SeriesRetired(facts.CardSerial.Series),
        SmartcardState.Locked when facts.Session is null => SignInRefusals.CardLocked,
        _ => null,
    };

    /// <summary>
    /// A certificate that another one on the same card took the place of does not end the session that it opened: who renews their own card
    /// stays signed in while they do, also when it is interrupted. Nobody signs in with it again.
    /// </summary>
    private static Refusal? OfCertificate(TrustFacts facts, DateTimeOffset now) => facts.Certificate switch
    {
        CertificateStatus.Revoked when facts is { Session: not null, RevokedFor: RevocationReason.Superseded } => null,
        CertificateStatus.Revoked or CertificateStatus.Void => SignInRefusals.CertificateRevoked,
        CertificateStatus.Reserved or CertificateStatus.Issued => SignInRefusals.CardNotFinished,
        _ when now < facts.NotBefore => SignInRefusals.NotYetValid,
        _ when now >= facts.NotAfter.AddSeconds(1) => SignInRefusals.CertificateExpired,
        _ => null,
    };
}
