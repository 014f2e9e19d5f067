using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.OfflineForms;
using CareIdentity.Requests;
using CareIdentity.Testing.Engines;
using Microsoft.EntityFrameworkCore;
using Xunit;
using static CareIdentity.Tests.Given.Given;

namespace CareIdentity.Tests.OfflineForms;

/// <summary>Paper forms of an outage: entered late with their date and picture, kept for two years, found, purged with a trace.</summary>
public sealed class OfflineFormTests
{
    /// <summary>A PNG of one dot.</summary>
    private const string Dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

    private static CancellationToken None => CancellationToken.None;

    [Theory, EveryEngine]
    public async Task A_form_is_entered_as_late_with_its_date_found_and_after_two_years_purged(EngineUnderTest engine)
    {
        await using var ra = await Async(engine);
        var sponsor = await ra.ASponsor();
        var manager = await ra.Somebody("Priya Raman", Given.Given.Ra, await ra.APosition(Given.Given.Ra, "RA Manager", "R5080"), RaRole.RaManager);
        var asha = await ra.Somebody("Asha Patel", Pharmacy, await ra.APosition(Pharmacy, "Counter", "R8008"));
        var uuid = await ra.InDb(db => db.Profiles.Where(p => p.Id == asha.ProfileId).Select(p => p.Uuid).SingleAsync(None));
        var day = ra.Today.AddDays(-3);

        var form = (await Enter(ra, sponsor, r => r with { FormDate = day, Uuid = uuid })).Value;

        var said = await ra.InDb(db => db.AuditEventSubjects.Where(s => s.Key == asha.ProfileId.ToString())
            .Join(db.AuditEvents.Where(e => e.Type == "OfflineFormEntered"), s => s.EventId, e => e.Id, (s, e) => e.InWords).SingleAsync(None));
        Assert.StartsWith($"Late entry: entered the paper form of {day:d MMMM yyyy}", said, StringComparison.Ordinal);
        var found = await ra.With((OfflineFormQueries q) => q.ListAsync(manager, "Ash", OfflineFormKind.AssignPosition, 0, 20, None));
        Assert.Equal((form, uuid, day.AddYears(2)), (Assert.Single(found.Rows).Id, found.Rows[0].Uuid, found.Rows[0].KeepUntil));
        Assert.Empty((await ra.With((OfflineFormQueries q) => q.ListAsync(manager, "Zo", null, 0, 20, None))).Rows);
        Assert.NotNull(await ra.With((OfflineFormQueries q) => q.PictureAsync(form, sponsor, None)));
        var stranger = await ra.ASponsor(OtherPharmacy, "Olga Other");
        Assert.Null(await ra.With((OfflineFormQueries q) => q.FindAsync(form, stranger, None)));
        Assert.Null(await ra.With((OfflineFormQueries q) => q.PictureAsync(form, asha, None)));

        Task<Outcome<OfflineFormsPurged>> Purge(Actor by) => ra.With((PurgeOfflineForms purge) => purge.ExecuteAsync(by, None));
        Assert.Equal("offline-form.nothing-expired", (await Purge(manager)).Refusal?.Code);
        ra.Clock.Advance(TimeSpan.FromDays(732));
        await ra.InDb(async db => await db.RaTrainings.ExecuteUpdateAsync(set => set.SetProperty(t => t.ExpiresOn, ra.Today.AddYears(1)), None));
        Assert.Equal("access.not-allowed", (await Purge(sponsor)).Refusal?.Code);
        Assert.Equal(1, (await Purge(manager)).Value.Forms);
        Assert.Equal((0, 0), await ra.InDb(async db => (await db.OfflineForms.CountAsync(None), await db.OfflineFormScans.CountAsync(None))));
        var purged = await ra.InDb(db => db.AuditEvents.SingleAsync(e => e.Type == "OfflineFormsDestroyed", None));
        Assert.Contains($"{form:N} AssignPosition {day:yyyy-MM-dd} FW844", purged.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("Asha", purged.Detail, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task What_is_not_a_whole_form_is_refused(EngineUnderTest engine)
    {
        await using var ra = await Async(engine);
        var sponsor = await ra.ASponsor();
        var text = AttachmentContent.Read("not a picture"u8).Value;
        async Task<string?> Code(Func<EnterOfflineFormRequest, EnterOfflineFormRequest> with) => (await Enter(ra, sponsor, with)).Refusal?.Code;

        Assert.Equal("offline-form.date-missing", await Code(r => r with { FormDate = null }));
        Assert.Equal("offline-form.date-ahead", await Code(r => r with { FormDate = ra.Today.AddDays(1) }));
        Assert.Equal("offline-form.too-old", await Code(r => r with { FormDate = ra.Today.AddYears(-3) }));
        Assert.Equal("offline-form.about-missing", await Code(r => r with { About = " " }));
        Assert.Equal("offline-form.one-person", await Code(r => r with { ApprovedBy = "SAM SPONSOR" }));
        Assert.Equal("offline-form.scan-missing", await Code(r => r with { Scan = null }));
        Assert.Equal("offline-form.scan-missing", await Code(r => r with { Scan = text }));
        Assert.Equal("offline-form.reference-unknown", await Code(r => r with { Reference = RequestReference.Create() }));
        Assert.Equal("profile.not-found", await Code(r => r with { Uuid = UserUuid.Create() }));
        Assert.Equal(0, await ra.InDb(db => db.OfflineForms.CountAsync(None)));
    }

    private static Task<Given.Given> Async(EngineUnderTest engine) => AnRaAsync(engine, services => services.AddOfflineForms());

    private static Task<Outcome<Guid>> Enter(Given.Given ra, Actor by, Func<EnterOfflineFormRequest, EnterOfflineFormRequest> with) => ra.With((EnterOfflineForm enter) => enter.ExecuteAsync(
        with(new EnterOfflineFormRequest
        {
            Kind = OfflineFormKind.AssignPosition,
            FormDate = ra.Today,
            About = "Asha Patel",
            SignedBy = "Sam Sponsor",
            ApprovedBy = "Ravi Agent, RA Agent",
            Words = "Given the position Counter by telephone",
            Scan = AttachmentContent.Read(Convert.FromBase64String(Dot)).Value,
        }),
        by,
        None));
}
