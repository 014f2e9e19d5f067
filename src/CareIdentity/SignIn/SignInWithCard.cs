using System.Diagnostics.CodeAnalysis;
using CareIdentity.Audit;
using CareIdentity.Cards.Workstation.WebEid;
using CareIdentity.Certificates;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Pki.Encoding;
using CareIdentity.Smartcards;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.SignIn;

public sealed record SignInWithCardRequest
{
    /// <summary>The pre-session cookie of the browser that asked for the nonce.</summary>
    public required string BrowserId { get; init; }

    public required string Nonce { get; init; }

    /// <summary>The Web eID token as the page received it from the agent.</summary>
    public required string AuthToken { get; init; }

    /// <summary>The service's own origin, from its configuration: never what a request says.</summary>
    public required string Origin { get; init; }

    public string CorrelationId { get; init; } = "";
}

/// <param name="Token">For the cookie; nobody can read it from the database.</param>
/// <param name="Roles">What to choose from; with exactly one it is chosen already.</param>
public sealed record SignedInWithCard(string Token, Guid SessionId, Guid ProfileId, RoleChoices Roles, DateTimeOffset EndsAt);

/// <summary>
/// Card, passcode and page come together: the challenge is taken, the proof is for here, the certificate is in the register and chains
/// to our root, and person, card and certificate are trusted now. No network, no revocation list: the register answers.
/// </summary>
/// <remarks>Refusals: <see cref="SignInRefusals"/>. Those of a known card with a right proof are in the holder's history.</remarks>
public sealed class SignInWithCard(
    CareIdentityDb db, SessionOpening opening, IssuerSource issuers, AuditTrail audit, RaPolicy policy, TimeProvider clock)
{
    public async Task<Outcome<SignedInWithCard>> ExecuteAsync(SignInWithCardRequest request, CancellationToken ct)
    {
        if (WebEidToken.Find(request.AuthToken) is not { } token || !TryParse(token, out var certificate))
        {
            return SignInRefusals.TokenMalformed;
        }

        if (await new ChallengeBook(db, clock).TakeAsync(request.BrowserId, request.Nonce, ct) is { } used)
        {
            return used;
        }

        if (!WebEidSignature.Verifies(token, request.Origin, request.Nonce))
        {
            return SignInRefusals.NotForHere;
        }

        var card = await FindAsync(certificate, ct);
        if (card is null)
        {
            return issuers.ClaimsOtherRealm(certificate) ? SignInRefusals.OtherRealm : SignInRefusals.UnknownCertificate;
        }

        var now = clock.GetUtcNow();
        if (TrustNow.Decide(card.Facts, now, policy) is { } refusal)
        {
            return await RefuseAsync(card, refusal, request, ct);
        }

        if (card.Kind is not CertificateKind.Authentication || await issuers.CheckPathAsync(certificate, now, ct) is not null)
        {
            return await RefuseAsync(card, SignInRefusals.UnknownCertificate, request, ct);
        }

        return await opening.OpenAsync(card, request.CorrelationId, ct);
    }

    private Task<KnownCard?> FindAsync(ParsedCertificate certificate, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var fingerprint = certificate.Fingerprint.ToArray();
        return db.Certificates.AsNoTracking()
            .Where(c => c.Fingerprint == fingerprint)
            .Join(db.Smartcards, c => c.SmartcardId, s => s.Id, (c, s) => new { Certificate = c, Card = s })
            .Join(db.Profiles, x => x.Certificate.ProfileId, p => p.Id, (x, p) => new KnownCard
            {
                CertificateId = x.Certificate.Id,
                Kind = x.Certificate.Kind,
                SmartcardId = x.Card.Id,
                ProfileId = p.Id,
                HolderName = p.GivenName + " " + p.FamilyName,
                Facts = new TrustFacts
                {
                    Profile = p.State,
                    IsLent = p.Kind != ProfileKind.TemporaryAccessCard || db.CardLoans.Any(l => l.ProfileId == p.Id && l.State == LoanState.Lent && l.DueAt > now),
                    Card = x.Card.State,
                    CardSerial = x.Card.Serial,
                    CardOnHold = x.Card.HeldAt != null,
                    Certificate = x.Certificate.Status,
                    RevokedFor = x.Certificate.Reason,
                    NotBefore = x.Certificate.NotBefore,
                    NotAfter = x.Certificate.NotAfter,
                },
            })
            .FirstOrDefaultAsync(ct);
    }

    /// <summary>By our own strict reader: one certificate, in DER, to the last octet.</summary>
    private static bool TryParse(WebEidToken token, [NotNullWhen(true)] out ParsedCertificate? certificate)
    {
        try
        {
            certificate = ParsedCertificate.Parse(token.UnverifiedCertificate);
        }
        catch (PkiFormatException)
        {
            certificate = null;
        }

        return certificate is not null;
    }

    private async Task<Outcome<SignedInWithCard>> RefuseAsync(KnownCard card, Refusal refusal, SignInWithCardRequest request, CancellationToken ct)
    {
        audit.Record(card.Holder(request.CorrelationId), Reason.None, new SignInRefused
        {
            ProfileId = card.ProfileId,
            SmartcardId = card.SmartcardId,
            Card = card.Facts.CardSerial,
            Code = refusal.Code,
        });
        return await db.SaveAsync(ct) is { } failed ? failed : refusal;
    }
}

/// <summary>A card of the register whose key signed for us just now.</summary>
internal sealed record KnownCard
{
    public required Guid CertificateId { get; init; }

    public required CertificateKind Kind { get; init; }

    public required Guid SmartcardId { get; init; }

    public required Guid ProfileId { get; init; }

    public required string HolderName { get; init; }

    public required TrustFacts Facts { get; init; }

    /// <summary>For the history: the holder, before there is a session.</summary>
    public Actor Holder(string correlationId) => new()
    {
        ProfileId = ProfileId,
        Name = HolderName,
        ActingAs = $"holder of smartcard {Facts.CardSerial.Spoken}",
        AssuranceLevel = SessionOpening.CardAssurance,
        CorrelationId = correlationId,
    };
}

public sealed record SignedIn : CareEvent
{
    public required Guid ProfileId { get; init; }

    public required Guid SmartcardId { get; init; }

    public required CardSerial Card { get; init; }

    public string? Role { get; init; }

    public override string InWords => Role is null ? $"Signed in with smartcard {Card.Spoken}." : $"Signed in with smartcard {Card.Spoken} as {Role}.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Profile(ProfileId), AuditSubject.Smartcard(SmartcardId)];
}

public sealed record SignInRefused : CareEvent
{
    public required Guid ProfileId { get; init; }

    public required Guid SmartcardId { get; init; }

    public required CardSerial Card { get; init; }

    public required string Code { get; init; }

    public override string InWords => $"Tried to sign in with smartcard {Card.Spoken} and was refused ({Code}).";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Profile(ProfileId), AuditSubject.Smartcard(SmartcardId)];
}
