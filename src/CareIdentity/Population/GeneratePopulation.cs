using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Certificates;
using CareIdentity.Data;
using CareIdentity.Importing;
using CareIdentity.Kernel;
using CareIdentity.Pki.Profiles;
using CareIdentity.Search;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Population;

public sealed record GeneratePopulationRequest
{
    public required int People { get; init; }

    /// <summary>The same seed on the same day makes the same people, places and cards.</summary>
    public ulong Seed { get; init; } = 1;
}

/// <summary>
/// Fills an empty training database with a population as large as wanted: past every verb, under every constraint, with what the verbs would
/// have written beside it (words for finding, duties, audit). All of it or nothing. Only the service itself does this.
/// </summary>
public sealed class GeneratePopulation(CareIdentityDb db, KnownNames names, AuditTrail audit, RaPolicy policy, TimeProvider clock)
{
    public const int MostPeople = 5_000_000;

    private const int StockPerHundred = 2;

    public async Task<Outcome<PopulationGenerated>> ExecuteAsync(GeneratePopulationRequest request, Actor actor, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        if (!actor.IsService)
        {
            throw new InvalidOperationException("Set-up is the service's own.");
        }

        if (request.People is < OrganisationPlan.FewestPeople or > MostPeople)
        {
            return PopulationRefusals.Number;
        }

        if (await CheckDatabaseAsync(ct) is { } refusal)
        {
            return refusal;
        }

        var issuer = await db.Issuers.AsNoTracking().FirstAsync(i => i.Realm == Realm.Training && i.Kind == IssuerKind.Issuing && i.Active, ct);
        var world = new World(request.Seed, Morning(), policy, issuer.Id, issuer.CrlShards, new PopulationRows(db, audit));
        await names.LearnAsync(PersonMaker.AllWords().Concat(OrganisationMaker.AllWords()), ct);
        await using var load = await BulkLoad.BeginAsync(db, ct);
        var organisations = await MakeAsync(world, request.People, progress, ct);

        var done = new PopulationGenerated { People = world.People, Organisations = organisations, Seed = request.Seed };
        db.ReferenceSets.Add(new ReferenceSet { Name = GeneratedPopulation.SetName, ImportedAt = clock.GetUtcNow() });
        audit.Record(actor, Reason.None, done);
        await world.Rows.SaveAsync(ct);
        await load.CompleteAsync(ct);
        return done;
    }

    private async Task<Refusal?> CheckDatabaseAsync(CancellationToken ct)
    {
        if (await db.Issuers.AnyAsync(i => i.Realm == Realm.Live, ct) || !await db.Issuers.AnyAsync(i => i.Realm == Realm.Training && i.Active, ct))
        {
            return PopulationRefusals.NotTraining;
        }

        return await db.Profiles.AnyAsync(ct) ? PopulationRefusals.NotEmpty : null;
    }

    /// <summary>Saves every time that some thousand people are made, within the one transaction.</summary>
    private static async Task<int> MakeAsync(World world, int people, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        var cards = new CardMaker(world);
        var staff = new StaffMaker(world, cards, new RequestMaker(world));
        var (organisations, team) = (0, (RaTeam?)null);
        foreach (var planned in OrganisationPlan.Of(people, world.Seed))
        {
            var numbers = new SeededNumbers(world.Seed, (ulong)planned.Number + (1UL << 32));
            var positions = OrganisationMaker.Make(world, planned, numbers, team);
            organisations++;
            if (planned.Shape.Kind is Organisations.OrganisationKind.RegistrationAuthority)
            {
                team = staff.MakeTeam(planned, positions);
            }
            else if (!planned.IsClosed)
            {
                cards.MakeStock(team!.Authority, (planned.People * StockPerHundred) / 100, numbers);
                foreach (var _ in staff.Make(planned, positions, team))
                {
                    await SaveWhenFullAsync(world, people, progress, ct);
                }
            }

            await SaveWhenFullAsync(world, people, progress, ct);
        }

        return organisations;
    }

    private static async Task SaveWhenFullAsync(World world, int people, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        if (world.Rows.IsFull)
        {
            await world.Rows.SaveAsync(ct);
            progress?.Report(new ImportProgress(world.People, people));
        }
    }

    private DateTimeOffset Morning() => new(clock.GetUtcNow().UtcDateTime.Date.AddHours(6), TimeSpan.Zero);
}

public sealed record PopulationGenerated : CareEvent
{
    public required int People { get; init; }

    public required int Organisations { get; init; }

    public required ulong Seed { get; init; }

    public override string InWords => $"Generated a population of {People:N0} people at {Organisations:N0} organisations, from the seed {Seed}.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.ReferenceSet(GeneratedPopulation.SetName)];
}
