using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Certificates;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.People;
using CareIdentity.Reports;
using CareIdentity.Requests;
using CareIdentity.Smartcards;
using CareIdentity.Staff;
using CareIdentity.Testing.Engines;
using CareIdentity.Tests.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CareIdentity.Tests.Population;

/// <summary>What the pages that are open all day ask, in a population with everything in it: each question is answered along an index, on either engine.</summary>
public sealed class PopulationPlanTests
{
    private const int People = 1_000;

    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, EveryEngine]
    public async Task No_page_of_every_day_reads_a_whole_table(EngineUnderTest engine)
    {
        var plans = new QueryPlans(engine.Engine) { Watching = false };
        await using var given = await GeneratePopulationTests.AnAuthority(engine, services => services
            .ConfigureDbContext<SqliteDb>(options => options.AddInterceptors(plans))
            .ConfigureDbContext<PostgresDb>(options => options.AddInterceptors(plans)));
        _ = (await GeneratePopulationTests.Generate(given, people: People)).Value;
        var (agent, sponsor) = (await GeneratePopulationTests.Holder(given, "RA Agent"), await GeneratePopulationTests.Holder(given, "Practice manager and sponsor"));
        _ = await given.With((RbacReferenceSource reference) => reference.GetAsync(None)); // Read whole, once, and kept.
        var person = await given.InDb(db => db.Profiles.AsNoTracking().Where(p => p.State == ProfileState.Verified).OrderBy(p => p.Uuid).FirstAsync(None));
        var words = (await given.InDb(db => db.ProfileNames.AsNoTracking().Select(n => n.Word).ToListAsync(None))).FindAll(ProfileName.IsOneWord);
        var common = words.GroupBy(word => word[..1]).OrderByDescending(group => group.Count()).First();
        Assert.True(common.Count() >= RequestSearch.MostPeople, $"{common.Count()} begin with {common.Key}"); // Among requests they are looked for another way.
        var details = new PersonalDetails { GivenName = person.GivenName, FamilyName = person.FamilyName, DateOfBirth = person.DateOfBirth, NationalInsuranceNumber = person.NationalInsuranceNumber };
        if (engine.Engine is Engine.Sqlite)
        {
            await given.InDb(db => QueryPlans.ForgetSizesAsync(db, None));
        }

        plans.Watching = true;

        foreach (var actor in new[] { agent, sponsor })
        {
            var at = actor.Organisation!;
            _ = await given.With((RequestQueries q) => q.CountAsync(actor, None));
            foreach (var list in Enum.GetValues<RequestList>())
            {
                _ = await given.With((RequestQueries q) => q.ListAsync(list, RequestFilter.None, actor, 0, 20, None));
                foreach (var text in (string[])[person.FamilyName, $"{person.GivenName} {person.FamilyName[..2]}", common.Key, person.Uuid.Value, "R-7K3M-92QX", at.Value])
                {
                    _ = await given.With((RequestQueries q) => q.ListAsync(list, new RequestFilter { Text = text, Closed = ClosedWithin.Ever }, actor, 0, 20, None));
                }

                foreach (var order in Enum.GetValues<RequestOrder>())
                {
                    _ = await given.With((RequestQueries q) => q.ListAsync(list, new RequestFilter { Order = order, Descending = true, Closed = ClosedWithin.Year }, actor, 0, 20, None));
                    _ = await given.With(async (RequestQueries q) => await (await q.AllAsync(list, new RequestFilter { Order = order, Kind = RequestKind.AssignPosition }, actor, None)).CountAsync(None));
                }
            }

            _ = await given.With((RequestQueries q) => q.OthersAboutAsync(person.Id, Guid.Empty, actor, 20, None));

            var expiring = (await given.With((SmartcardQueries q) => q.ExpiringAsync(at, 90, 0, 1, None))).Total;
            Assert.Equal(Math.Min(expiring, SmartcardQueries.MostCounted), await given.With((SmartcardQueries q) => q.CountExpiringAsync(at, 90, None)));
            _ = await given.With((AtOrganisationQueries q) => q.CountPeopleAsync(at, None));
            _ = await given.With((AuditQueries q) => q.LastWorkedOnAsync(actor, SubjectKind.Profile, 8, None));
            _ = await given.With((StaffQueries q) => q.CountWantingAsync(at, None));
            _ = await given.With((RoleHolders q) => q.WhoCanAsync(RaFunction.IssueSmartcard, at, 5, None));
            _ = await given.With((RoleHolders q) => q.HoldersAsync(RaRole.Sponsor, at, 5, None));
            _ = await given.With((OrganisationTree q) => q.RaOfAsync(at, None));
            _ = await given.With((AtOrganisationQueries q) => q.PeopleAsync(at, null, false, 0, 20, None));
            _ = await given.With((CoverageQueries q) => q.SiteAsync(at, None));
            _ = await given.With((CoverageQueries q) => q.SummaryAsync(at, None));
            Assert.NotEqual(0, await given.With(async (ExportAccess export) => await (await export.ExecuteAsync(at, actor, None)).Value.CountAsync(None)));
        }

        _ = await given.With((TellOfLateRequests tell) => tell.ExecuteAsync(Actor.Service, None));
        _ = await given.With((RolesOfPosition q) => q.OfAsync(Guid.Empty, person.Id, None));
        _ = await given.With((AssignmentGranting q) => q.WouldRefuseAsync(person.Id, Guid.Empty, given.Today, null, None));
        _ = await given.With((ProfileQueries q) => q.FindAsync(person.Uuid, None));
        _ = await given.With((ProfileQueries q) => q.ChecksAsync(person.Id, None));
        _ = await given.With((PositionQueries q) => q.OfProfileAsync(person.Id, None));
        _ = await given.With((SmartcardQueries q) => q.OfProfileAsync(person.Id, None));
        _ = await given.With((MergeQueries q) => q.IntoAsync(person.Id, None));
        var about = await given.With((RequestQueries q) => q.AboutAsync(person.Id, None));
        _ = await given.With((AuditQueries q) => q.HistoryAsync([person.Id], about, 0, 20, None));
        _ = await given.With((DuplicateCheck q) => q.FindAsync(details, [], None));

        // A card that signs in, what was left reserved at a start, and what an old authority's certificates are asked.
        var (fingerprint, now) = (new byte[32], given.Clock.GetUtcNow());
        _ = await given.InDb(db => db.Certificates.AsNoTracking().Where(c => c.Fingerprint == fingerprint).Select(c => c.Id).ToListAsync(None));
        _ = await given.InDb(db => db.Certificates.AsNoTracking().Where(c => c.Status == CertificateStatus.Reserved && c.ReservedAt < now).Select(c => c.Id).ToListAsync(None));
        _ = await given.InDb(db => db.Certificates.AnyAsync(c => c.IssuerId == Guid.Empty && c.Status == CertificateStatus.Active && c.NotAfter > now, None));

        // The two small tables of settings are read whole.
        Assert.Empty(string.Join('\n', plans.WholeTables.Where(step => !step.Contains("reference_sets", StringComparison.Ordinal)).Distinct()));
        Assert.True(plans.Asked > 60);
    }
}
