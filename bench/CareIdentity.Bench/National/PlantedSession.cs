using System.Net;
using CareIdentity.Access;
using CareIdentity.Certificates;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.SignIn;
using CareIdentity.Smartcards;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Bench.National;

/// <summary>
/// A session of somebody of the population, opened as signing in opens it once the proof has passed: their cards are made up and cannot sign. Everything that is asked
/// of a session at each request is true of this one.
/// </summary>
internal sealed record PlantedSession(string Cookie, OdsCode Organisation)
{
    private const string CookieName = "care-identity-session";

    /// <summary>Looked through for one whose card is not of a retired series.</summary>
    private const int Candidates = 50;

    /// <param name="position">By its name.</param>
    /// <param name="organisations">Where it may be: codes that begin so.</param>
    public static async Task<PlantedSession> PlantAsync(NationalDatabase database, string position, string organisations, CancellationToken ct)
    {
        var (card, assignment, organisation) = await database.UseAsync((CareIdentityDb db) => FindAsync(db, position, organisations, ct));
        var opened = (await database.UseAsync((SessionOpening opening) => opening.OpenAsync(card, "bench", ct))).Value;
        if (opened.Roles.All.Count > 1)
        {
            var choice = opened.Roles.All.First(role => role.AssignmentId == assignment);
            var actor = new Actor { ProfileId = card.ProfileId, Name = card.HolderName, ActingAs = "", AssuranceLevel = 3, SessionId = opened.SessionId };
            _ = (await database.UseAsync((SelectRole select) => select.ExecuteAsync(
                new SelectRoleRequest { AssignmentId = choice.AssignmentId, AccessProfileId = choice.AccessProfileId }, actor, ct))).Value;
        }

        return new PlantedSession($"{CookieName}={opened.Token}", organisation);
    }

    public HttpRequestMessage Get(string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Cookie", Cookie);
        return request;
    }

    /// <summary>The page, to its last octet.</summary>
    public async Task<int> ReadAsync(HttpClient http, string path, CancellationToken ct)
    {
        using var request = Get(path);
        using var answer = await http.SendAsync(request, ct);
        var octets = await answer.Content.ReadAsByteArrayAsync(ct);
        return answer.StatusCode is HttpStatusCode.OK ? octets.Length : throw new WrongAnswerException($"{path} answered {(int)answer.StatusCode}.");
    }

    private static async Task<(KnownCard Card, Guid Assignment, OdsCode Organisation)> FindAsync(CareIdentityDb db, string position, string organisations, CancellationToken ct)
    {
        var (now, today, beyond) = (TimeProvider.System.GetUtcNow(), TimeProvider.System.Today(), organisations + '\uffff');
        var found = await db.Positions.FromSql($"select * from positions where name = {position} and organisation >= {organisations} and organisation < {beyond}").AsNoTracking()
            .Join(db.PositionAssignments.Where(a => a.RemovedAt == null && a.ExpiresOn == null && a.StartsOn <= today), p => p.Id, a => a.PositionId, (p, a) => new { p.Organisation, Assignment = a.Id, a.ProfileId })
            .Join(db.Profiles.Where(p => p.State == ProfileState.Verified && p.TermsVersion != null), x => x.ProfileId, p => p.Id, (x, p) => new { x.Organisation, x.Assignment, Person = p })
            .Join(db.Smartcards.Where(c => c.State == SmartcardState.Active && c.HeldAt == null), x => x.Person.Id, c => c.HolderId, (x, c) => new { x.Organisation, x.Assignment, x.Person, Card = c })
            .Join(
                db.Certificates.Where(c => c.Status == CertificateStatus.Active && c.Kind == CertificateKind.Authentication && c.NotAfter > now),
                x => x.Card.Id,
                c => c.SmartcardId,
                (x, c) => new { x.Organisation, x.Assignment, x.Person, x.Card, Certificate = c })
            .OrderBy(x => x.Organisation).ThenBy(x => x.Assignment)
            .Take(Candidates)
            .ToListAsync(ct);
        var one = found.First(x => !SmartcardRules.IsRetired(x.Card.Serial, new RaPolicy()));
        var facts = new TrustFacts
        {
            Profile = one.Person.State,
            Card = one.Card.State,
            CardSerial = one.Card.Serial,
            Certificate = one.Certificate.Status,
            NotBefore = one.Certificate.NotBefore,
            NotAfter = one.Certificate.NotAfter,
        };
        return (new KnownCard
        {
            CertificateId = one.Certificate.Id,
            Kind = CertificateKind.Authentication,
            SmartcardId = one.Card.Id,
            ProfileId = one.Person.Id,
            HolderName = one.Person.FullName,
            Facts = facts,
        }, one.Assignment, one.Organisation);
    }
}
