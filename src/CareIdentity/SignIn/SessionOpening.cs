using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;

namespace CareIdentity.SignIn;

/// <summary>The one place where sessions are made: only for a card that <see cref="TrustNow"/> has just passed.</summary>
public sealed class SessionOpening(CareIdentityDb db, RoleQueries roles, AuditTrail audit, RaPolicy policy, TimeProvider clock)
{
    /// <summary>NIST SP 800-63B §4.3: a hardware authenticator that resists impersonation of the verifier, with a second factor.</summary>
    internal const int CardAssurance = 3;

    internal async Task<Outcome<SignedInWithCard>> OpenAsync(KnownCard card, string correlationId, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var token = SecretToken.Create();
        var session = new Session
        {
            Id = Guid.CreateVersion7(now),
            TokenHash = SecretToken.Hash(token)!,
            ProfileId = card.ProfileId,
            SmartcardId = card.SmartcardId,
            CertificateId = card.CertificateId,
            AssuranceLevel = CardAssurance,
            StartedAt = now,
            LastSeenAt = now,
            EndsAt = now.AddHours(policy.SessionHours),
        };
        var choices = await roles.ChoicesAsync(card.ProfileId, ct);
        if (choices.Question is RoleQuestion.Automatic)
        {
            session.Select(choices.All[0]);
        }

        db.Sessions.Add(session);

        audit.Record(card.Holder(correlationId) with { SessionId = session.Id }, Reason.None, new SignedIn
        {
            ProfileId = card.ProfileId,
            SmartcardId = card.SmartcardId,
            Card = card.Facts.CardSerial,
            Role = session.ActingAs.Length == 0 ? null : session.ActingAs,
        });

        return await db.SaveAsync(ct) is { } refused ? refused : new SignedInWithCard(token, session.Id, card.ProfileId, choices, session.EndsAt);
    }
}
