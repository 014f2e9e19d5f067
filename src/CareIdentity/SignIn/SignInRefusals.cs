using CareIdentity.Kernel;

namespace CareIdentity.SignIn;

/// <summary>Every way in which this room says no: each says what is wrong, why, and what helps.</summary>
public static class SignInRefusals
{
    public static readonly Refusal TokenMalformed = new("signin.token-malformed", "What the card agent sent cannot be read.")
    {
        Next = "Try again. If it stays so, ask your IT support to update the card agent.",
    };

    public static readonly Refusal UnknownNonce = new("signin.unknown-attempt", "This attempt to sign in did not begin in this browser.")
    {
        Why = "What the card signs is good only for the browser in which you started.",
        Next = "Start again from the sign-in page.",
    };

    public static readonly Refusal Replayed = new("signin.attempt-used", "This attempt to sign in was already used.")
    {
        Why = "What the card signs is good for one attempt.",
        Next = "Start again from the sign-in page.",
    };

    public static readonly Refusal AttemptExpired = new("signin.attempt-expired", "This attempt to sign in took too long.")
    {
        Why = "What the card signs is good for a few minutes only.",
        Next = "Start again from the sign-in page.",
    };

    public static readonly Refusal NotForHere = new("signin.proof-not-for-here", "The proof from your card is not for this address or not for this attempt.")
    {
        Why = "A card signs the address of the page that asked. A proof made for another page is worth nothing here.",
        Next = "Check the address of the page, then start again. If you followed a link, tell your IT security team.",
    };

    public static readonly Refusal UnknownCertificate = new("signin.unknown-certificate", "This card was not issued by this service.")
    {
        Why = "Only cards that the service has in its register can be used.",
        Next = "Put in your NHS smartcard, or ask your Registration Authority which card is yours.",
    };

    public static readonly Refusal OtherRealm = new("signin.other-realm", "This card belongs to another kind of service.")
    {
        Why = "Training cards work only in training, live cards only in the live service.",
        Next = "Use the card that belongs to this service.",
    };

    public static readonly Refusal CertificateExpired = new("signin.certificate-expired", "The certificates on your card have expired.")
    {
        Why = "A card must be renewed before its certificates end.",
        Next = "Ask your Registration Authority to renew it; bring photo ID.",
    };

    public static readonly Refusal NotYetValid = new("signin.certificate-not-yet-valid", "The certificates on your card are not valid yet.")
    {
        Next = "Try again in a few minutes. If it stays so, tell your Registration Authority.",
    };

    public static readonly Refusal CertificateRevoked = new("signin.certificate-revoked", "The certificates on your card were revoked.")
    {
        Why = "It was reported lost, replaced, or is no longer to be used.",
        Next = "Ask your Registration Authority why, and for a new card if you still need one.",
    };

    public static readonly Refusal CardNotFinished = new("signin.card-not-finished", "This card was not finished when it was issued.")
    {
        Next = "Take it back to whoever issued it: they can continue.",
    };

    public static readonly Refusal CardCancelled = new("signin.card-cancelled", "This card was cancelled.")
    {
        Why = "A cancelled card is never used again.",
        Next = "Ask your Registration Authority for a new card. If you did not expect this, tell them now.",
    };

    public static readonly Refusal CardOnHold = new("signin.card-on-hold", "Your card is on hold.")
    {
        Why = "Your Registration Authority has suspended it for a while.",
        Next = "Ask them why. If you did not expect this, tell them now.",
    };

    public static readonly Refusal CardLocked = new("signin.card-locked", "Your card is locked.")
    {
        Why = "It was sent to you locked, or the passcode was wrong three times.",
        Next = "Ask your sponsor, Local Smartcard Administrator or Registration Authority to unlock it with you.",
    };

    public static readonly Refusal ProfileClosed = new("signin.profile-closed", "Your user profile is closed.")
    {
        Why = "Access ends when somebody leaves.",
        Next = "If you work in health or care again, ask the sponsor of your organisation to have it reopened.",
    };

    public static readonly Refusal NotLent = new("signin.card-not-lent", "This Temporary Access Card is not lent to anybody now.")
    {
        Why = "It works only while two people have lent it to a named person, and no longer than agreed.",
        Next = "Ask a sponsor, a Local Smartcard Administrator or the Registration Authority to lend it to you.",
    };

    public static readonly Refusal NoSession = new("signin.no-session", "You are not signed in.") { Next = "Sign in with your smartcard." };

    public static readonly Refusal SessionIdle = new("signin.session-idle", "You were signed out because nothing happened for a while.")
    {
        Why = "Nobody else shall find your work open.",
        Next = "Sign in again. What you had sent was kept.",
    };

    public static readonly Refusal SessionOver = new("signin.session-over", "You were signed out because your session reached its longest time.")
    {
        Next = "Sign in again.",
    };

    public static readonly Refusal SessionEnded = new("signin.session-ended", "This session has ended.") { Next = "Sign in again." };

    public static readonly Refusal RoleNotHeld = new("signin.role-not-held", "You do not hold this role today.")
    {
        Next = "Choose another one. If one is missing, ask the sponsor of your organisation.",
    };

    /// <summary>Series 01 to 06 by default: the card itself is too old.</summary>
    public static Refusal SeriesRetired(string series) => new("signin.series-retired", $"Smartcards of series {series} can no longer be used.")
    {
        Why = "The chips of the older series do not meet today's standards, so their cards can neither sign in nor be renewed.",
        Next = "Ask your Registration Authority for a new card. Bring photo ID; your positions stay as they are and the new card works at once.",
    };
}
