using CareIdentity.Bench.Measuring;
using CareIdentity.Bench.Population;
using CareIdentity.Bench.Reads;
using CareIdentity.People;
using Microsoft.Extensions.DependencyInjection;

namespace CareIdentity.Bench.National;

/// <summary>
/// Finding people among all of them: by UUID and by the beginning of a name beside <c>slapd</c> with the same people, eight who ask at once on each side;
/// with a slip of typing, and the check for duplicates, one after the other beside a select by primary key.
/// </summary>
internal sealed class DirectoryBench(BenchScale scale)
{
    private const string Bench = "directory";
    private const int Clients = 8;
    private const int Page = 20;

    public async Task<IReadOnlyList<Figure>> MeasureAsync(BenchWorld world, CancellationToken ct)
    {
        var database = await world.NationalAsync(scale.Populations[^1], ct);
        var people = await database.SomePeopleAsync(scale.Chosen, ct);
        var figures = new List<Figure>();
        await using (var peer = await LdapDirectory.StartAsync(database.Address, ct))
        {
            if (peer is not null)
            {
                figures.AddRange(await BesideAsync(database, peer, people, ct));
            }
        }

        figures.AddRange(await AloneAsync(database, people, ct));
        return figures;
    }

    private async Task<IReadOnlyList<Figure>> BesideAsync(NationalDatabase database, LdapDirectory peer, IReadOnlyList<GeneratedPerson> people, CancellationToken ct)
    {
        var connections = new List<LdapConnection>();
        for (var i = 0; i < Clients; i++)
        {
            connections.Add(await LdapConnection.OpenAsync(peer.Port, ct));
        }

        try
        {
            var exact = people.Select(p => LdapConnection.Search(LdapDirectory.Below, "uid", p.Uuid.Value, isBeginning: false, 1, LdapDirectory.Shown)).ToList();
            var pages = people.Select(p => LdapConnection.Search(LdapDirectory.Below, "sn", Beginning(p), isBeginning: true, Page, LdapDirectory.Shown)).ToList();
            var all = await Rounds.AlternateAsync(
                scale.Rounds,
                [
                    Asking("by UUID", (client, i) => ExactAsync(database, Of(people, client, i), ct)),
                    Asking("by UUID, slapd", async (client, i) => Require(await connections[client].AskAsync(Of(exact, client, i)), 1, 1)),
                    Asking("page", (client, i) => PageAsync(database, Of(people, client, i), ct)),
                    Asking("page, slapd", async (client, i) => Require(await connections[client].AskAsync(Of(pages, client, i)), 1, Page)),
                ],
                ct);
            var among = $"{database.People:N0} people, {Clients} at once";
            var (lookups, first) = (all[0].PerSecond / all[1].PerSecond, all[2].PerSecond / all[3].PerSecond);
            return
            [
                Figure.OfRates(Bench, $"found by UUID, {among}", all[0], "slapd, (uid=…)", all[1]) with { Aim = new Aim($"at least 2 × slapd ({lookups:0.00})", lookups >= 2) },
                Figure.OfRates(Bench, $"first {Page} whose family name begins so, {among}", all[2], "slapd, (sn=…*)", all[3]) with
                {
                    Aim = new Aim($"at least 3 × slapd ({first:0.00}) and p99 at most 20 ms ({all[2].Highest99:0.0} ms)", first >= 3 && all[2].Highest99 <= 20),
                },
            ];
        }
        finally
        {
            connections.ForEach(connection => connection.Dispose());
        }

        Workload Asking(string what, Func<int, int, Task> ask) => new(what, _ => Load.RunAsync(Clients, scale.LookupsPerClient, ask));
        static T Of<T>(IReadOnlyList<T> all, int client, int i) => all[((client * 7_919) + i) % all.Count];
    }

    private async Task<IReadOnlyList<Figure>> AloneAsync(NationalDatabase database, IReadOnlyList<GeneratedPerson> people, CancellationToken ct)
    {
        await using var raw = await RawSelect.OpenAsync(database.Address, people[0].Id, ct);
        var all = await Rounds.AlternateAsync(
            scale.Rounds,
            [
                new Workload("slip", _ => Load.RunAsync(1, scale.ReadsPerRound, (_, i) => SlipAsync(database, people[i % people.Count], ct))),
                new Workload("duplicates", _ => Load.RunAsync(1, scale.ReadsPerRound, (_, i) => DuplicateAsync(database, people[i % people.Count], ct))),
                new Workload("raw", _ => Load.RunAsync(1, scale.ReadsPerRound, (_, i) => raw.ReadAsync(people[i % people.Count], ct))),
            ],
            ct);
        return
        [
            Figure.OfRates(Bench, $"slip in a name, {database.People:N0} people", all[0], ReadRounds.BaselineIs, all[2]) with
            {
                Aim = new Aim($"p95 at most 15 ms ({all[0].Highest95:0.0} ms)", all[0].Highest95 <= 15),
            },
            Figure.OfRates(Bench, $"check for duplicates, {database.People:N0} people", all[1], ReadRounds.BaselineIs, all[2]) with
            {
                Aim = new Aim($"p99 at most 100 ms ({all[1].Highest99:0.0} ms)", all[1].Highest99 <= 100),
            },
        ];
    }

    private static async Task ExactAsync(NationalDatabase database, GeneratedPerson person, CancellationToken ct)
    {
        await using var scope = database.Services.CreateAsyncScope();
        var found = await scope.ServiceProvider.GetRequiredService<ProfileQueries>().SearchAsync(person.Uuid.Value, 1, ct);
        if (found is not [var one] || one.Uuid != person.Uuid)
        {
            throw new WrongAnswerException($"{person.Uuid} was not found.");
        }
    }

    private static async Task PageAsync(NationalDatabase database, GeneratedPerson person, CancellationToken ct)
    {
        await using var scope = database.Services.CreateAsyncScope();
        Require((await scope.ServiceProvider.GetRequiredService<ProfileQueries>().SearchAsync(Beginning(person), Page, ct)).Count, 1, Page);
    }

    private static async Task SlipAsync(NationalDatabase database, GeneratedPerson person, CancellationToken ct)
    {
        await using var scope = database.Services.CreateAsyncScope();
        var family = person.FamilyName.Length > 4 ? person.FamilyName[..2] + person.FamilyName[3..] : person.FamilyName;
        await scope.ServiceProvider.GetRequiredService<ProfileQueries>().SearchAsync($"{person.GivenName} {family}", Page, ct);
    }

    private static async Task DuplicateAsync(NationalDatabase database, GeneratedPerson person, CancellationToken ct)
    {
        await using var scope = database.Services.CreateAsyncScope();
        var profile = await scope.ServiceProvider.GetRequiredService<ProfileQueries>().FindAsync(person.Id, ct);
        var details = new PersonalDetails { GivenName = person.GivenName, FamilyName = person.FamilyName, DateOfBirth = profile!.DateOfBirth, NationalInsuranceNumber = profile.NationalInsuranceNumber };
        var found = await scope.ServiceProvider.GetRequiredService<DuplicateCheck>().FindAsync(details, [], ct);
        if (!found.Any(candidate => candidate.ProfileId == person.Id))
        {
            throw new WrongAnswerException($"{person.Uuid} is not among the possible duplicates of the same person.");
        }
    }

    private static string Beginning(GeneratedPerson person) => person.FamilyName[..Math.Min(4, person.FamilyName.Length)];

    private static void Require(int count, int least, int most)
    {
        if (count < least || count > most)
        {
            throw new WrongAnswerException($"{count} came, not {least} to {most}.");
        }
    }
}
