using CareIdentity.Access;
using CareIdentity.Certificates;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Smartcards;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.SignIn;

/// <summary>Who is behind a request, as trusted at this moment.</summary>
public sealed record SessionView
{
    public required Guid Id { get; init; }

    /// <summary>With the selected role where it is still held; without one otherwise.</summary>
    public required Actor Actor { get; init; }

    public required UserUuid Uuid { get; init; }

    public required CardSerial Card { get; init; }

    /// <summary>The last day on which the card's certificates work.</summary>
    public required DateOnly CardWorksUntil { get; init; }

    /// <summary>Whether the terms in force are accepted; without them there is nothing to do but read and accept them.</summary>
    public required bool TermsAccepted { get; init; }

    public required bool RoleSelected { get; init; }

    public required DateTimeOffset EndsAt { get; init; }
}

/// <summary>Finds the session of a request: one query, one decision, and at most once a minute a note that it was seen.</summary>
public sealed class SessionQueries(CareIdentityDb db, RaPolicy policy, TimeProvider clock)
{
    private static readonly TimeSpan Grain = TimeSpan.FromMinutes(1);

    /// <summary>Refused where the session, the card or the person is not trusted any more; each refusal says why.</summary>
    /// <param name="token">What the cookie holds.</param>
    public async Task<Outcome<SessionView>> FindAsync(string? token, CancellationToken ct)
    {
        if (SecretToken.Hash(token) is not { } hash)
        {
            return SignInRefusals.NoSession;
        }

        var found = await FactsAsync(db.Sessions.Where(s => s.TokenHash == hash), ct);
        if (found is null)
        {
            return SignInRefusals.NoSession;
        }

        var now = clock.GetUtcNow();
        if (TrustNow.Decide(found.Facts, now, policy) is { } refusal)
        {
            return refusal;
        }

        await TouchAsync(found.Id, found.Facts.Session!.LastSeenAt, now, ct);
        return View(found);
    }

    /// <summary>Whether a session may still be trusted, for work that goes on outside its requests.</summary>
    internal async Task<Refusal?> CheckAsync(Guid sessionId, CancellationToken ct) =>
        await FactsAsync(db.Sessions.Where(s => s.Id == sessionId), ct) is { } found
            ? TrustNow.Decide(found.Facts, clock.GetUtcNow(), policy)
            : SignInRefusals.NoSession;

    private Task<Found?> FactsAsync(IQueryable<Session> sessions, CancellationToken ct)
    {
        var (today, now) = (clock.Today(), clock.GetUtcNow());
        return sessions.AsNoTracking()
            .Join(db.Profiles, s => s.ProfileId, p => p.Id, (s, p) => new { Session = s, Person = p })
            .Join(db.Smartcards, x => x.Session.SmartcardId, c => c.Id, (x, c) => new { x.Session, x.Person, Card = c })
            .Join(db.Certificates, x => x.Session.CertificateId, c => c.Id, (x, c) => new { x.Session, x.Person, x.Card, Certificate = c })
            .Select(x => new Found
            {
                Id = x.Session.Id,
                ProfileId = x.Person.Id,
                Uuid = x.Person.Uuid,
                Name = x.Person.GivenName + " " + x.Person.FamilyName,
                TermsVersion = x.Person.TermsVersion,
                ActingAs = x.Session.ActingAs,
                AssuranceLevel = x.Session.AssuranceLevel,
                AssignmentId = x.Session.AssignmentId,
                AccessProfileId = x.Session.AccessProfileId,
                Organisation = db.PositionAssignments
                    .Where(a => a.Id == x.Session.AssignmentId && a.RemovedAt == null && a.StartsOn <= today && (a.ExpiresOn == null || a.ExpiresOn >= today))
                    .Join(db.Positions.Where(p => p.State == PositionState.Open), a => a.PositionId, p => p.Id, (a, p) => p.Id)
                    .Join(db.AccessProfiles.Where(p => p.Id == x.Session.AccessProfileId), id => id, p => p.PositionId, (id, p) => p.Organisation)
                    .FirstOrDefault(),
                Facts = new TrustFacts
                {
                    Profile = x.Person.State,
                    IsLent = x.Person.Kind != ProfileKind.TemporaryAccessCard || db.CardLoans.Any(l => l.ProfileId == x.Person.Id && l.State == LoanState.Lent && l.DueAt > now),
                    Card = x.Card.State,
                    CardSerial = x.Card.Serial,
                    CardOnHold = x.Card.HeldAt != null,
                    Certificate = x.Certificate.Status,
                    RevokedFor = x.Certificate.Reason,
                    NotBefore = x.Certificate.NotBefore,
                    NotAfter = x.Certificate.NotAfter,
                    Session = new SessionFacts(x.Session.LastSeenAt, x.Session.EndsAt, x.Session.EndedAt),
                },
            })
            .FirstOrDefaultAsync(ct);
    }

    private async Task TouchAsync(Guid id, DateTimeOffset lastSeen, DateTimeOffset now, CancellationToken ct)
    {
        if (now - lastSeen < Grain)
        {
            return;
        }

        var before = now - Grain;
        await db.Sessions
            .Where(s => s.Id == id && s.LastSeenAt <= before && s.EndedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.LastSeenAt, now), ct);
    }

    private SessionView View(Found found)
    {
        var held = found.Organisation is not null;
        return new SessionView
        {
            Id = found.Id,
            Uuid = found.Uuid,
            Card = found.Facts.CardSerial,
            CardWorksUntil = ClockDates.OnDay(found.Facts.NotAfter),
            TermsAccepted = found.TermsVersion == policy.TermsVersion,
            RoleSelected = held,
            EndsAt = found.Facts.Session!.EndsAt,
            Actor = new Actor
            {
                ProfileId = found.ProfileId,
                Name = found.Name,
                ActingAs = held ? found.ActingAs : "",
                AssignmentId = held ? found.AssignmentId : null,
                AccessProfileId = held ? found.AccessProfileId : null,
                Organisation = found.Organisation,
                AssuranceLevel = found.AssuranceLevel,
                SessionId = found.Id,
            },
        };
    }

    private sealed record Found
    {
        public required Guid Id { get; init; }

        public required Guid ProfileId { get; init; }

        public required UserUuid Uuid { get; init; }

        public required string Name { get; init; }

        public string? TermsVersion { get; init; }

        public required string ActingAs { get; init; }

        public required int AssuranceLevel { get; init; }

        public Guid? AssignmentId { get; init; }

        public Guid? AccessProfileId { get; init; }

        /// <summary>Null: no role is selected, or it is not held today.</summary>
        public OdsCode? Organisation { get; init; }

        public required TrustFacts Facts { get; init; }
    }
}
