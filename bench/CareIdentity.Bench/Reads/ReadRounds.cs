using CareIdentity.Bench.Measuring;
using CareIdentity.Bench.Population;
using CareIdentity.Population;

namespace CareIdentity.Bench.Reads;

/// <summary>Reads one after the other, by one reader, beside the raw select of the same people.</summary>
internal static class ReadRounds
{
    public const string BaselineIs = "select by primary key";

    /// <param name="reads">Each with what it reads; every round takes other people, the same in every run.</param>
    public static async Task<(IReadOnlyList<Rounds> Ours, Rounds Raw)> RunAsync(
        PopulatedDatabase database, BenchScale scale, IReadOnlyList<(string What, Func<GeneratedPerson, Task> ReadAsync)> reads, CancellationToken ct)
    {
        await using var raw = await RawSelect.OpenAsync(database, ct);
        List<Workload> workloads = [.. reads.Select((read, i) => Reading(read.What, (ulong)i, read.ReadAsync)), Reading(BaselineIs, 99, person => raw.ReadAsync(person, ct))];
        var all = await Rounds.AlternateAsync(scale.Rounds, workloads, ct);
        return ([.. all.SkipLast(1)], all[^1]);

        Workload Reading(string what, ulong seed, Func<GeneratedPerson, Task> readAsync)
        {
            var numbers = new SeededNumbers(seed);
            return new Workload(what, _ =>
            {
                var chosen = Enumerable.Range(0, scale.ReadsPerRound).Select(_ => numbers.Of(database.People)).ToList();
                return Load.RunAsync(1, chosen.Count, (_, i) => readAsync(chosen[i]));
            });
        }
    }
}
