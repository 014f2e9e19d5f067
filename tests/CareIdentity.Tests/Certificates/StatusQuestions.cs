using CareIdentity.Audit;
using CareIdentity.Certificates;
using CareIdentity.Kernel;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Issuing;
using CareIdentity.Pki.Keys;
using CareIdentity.Pki.Ocsp;
using CareIdentity.Pki.Revocation;
using CareIdentity.Testing.Engines;
using CareIdentity.Tests.Given;
using CareIdentity.Tests.Pki.Ocsp;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CareIdentity.Tests.Certificates;

/// <summary>A register with a card in it, questions about its certificates in the words of OCSP, and changes to them.</summary>
internal static class StatusQuestions
{
    public static readonly Reason Test = new("test");

    /// <summary>The Registration Authority, whose reasons these are.</summary>
    public static readonly Actor RaAgent = new() { ProfileId = Guid.Parse("0197a000-0000-7000-8000-000000000001"), Name = "An RA Agent" };

    private static readonly CancellationToken None = CancellationToken.None;

    public static async Task<GivenCards> WithACard(
        EngineUnderTest engine, IKeyStore? keys = null, Action<IServiceCollection>? more = null, CertificateOptions? options = null)
    {
        var given = await GivenCards.Async(engine, keys, (options ?? new CertificateOptions()) with { Origin = new Uri("http://pki.example"), CrlShards = 4 }, more: more);
        await given.ACardOf((await given.Ra.AnRaAgent()).ProfileId);
        await Keep(given);
        return given;
    }

    public static Task<TimetableKept> Keep(GivenCards given) => given.Ra.With((StatusTimetable timetable) => timetable.KeepAsync(None));

    public static Task<PkiHealthView> Health(GivenCards given) => given.Ra.With((PkiHealth health) => given.Ra.With((StatusAnswers here) => health.ReadAsync(here, None)));

    public static Task<List<CertificateRecord>> OnRecord(GivenCards given) => given.Ra.InDb(db => db.Certificates.AsNoTracking().OrderBy(c => c.Id).ToListAsync());

    public static async Task<ParsedCertificate> Issuing(GivenCards given) =>
        ParsedCertificate.Parse(await given.Ra.InDb(db => db.Issuers.Where(i => i.Kind == IssuerKind.Issuing && i.Active).Select(i => i.Certificate).SingleAsync()));

    public static async Task<string> Ask(GivenCards given, CertificateRecord card) => await Ask(given, await Issuing(given), SerialNumber.Parse(card.Serial));

    public static Task<string> Ask(GivenCards given, ParsedCertificate issuer, SerialNumber serial) =>
        Say(given, OcspOctets.Request(issuer, [serial], null, sha256: false));

    public static async Task<string> Say(GivenCards given, byte[] request) =>
        string.Join(", ", OcspOctets.Statuses((await given.Ra.With(async (StatusAnswers answers) => await answers.AnswerAsync(request, None))).Der));

    public static Task<bool> Change(GivenCards given, Func<CertificateRegister, Task> change) =>
        given.Ra.With((StatusAnswers answers) => Change(given, answers, change));

    /// <summary>A change and its save, on a node with these answers.</summary>
    public static Task<bool> Change(GivenCards given, StatusAnswers answers, Func<CertificateRegister, Task> change) => given.Ra.InDb(async db =>
    {
        await change(new CertificateRegister(db, new AuditTrail(db, given.Ra.Clock), answers, given.Ra.Clock));
        Assert.Null(await db.SaveAsync(None));
        return true;
    });
}
