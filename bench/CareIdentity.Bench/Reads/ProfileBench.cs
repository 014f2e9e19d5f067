using CareIdentity.Access;
using CareIdentity.Bench.Measuring;
using CareIdentity.Bench.Population;
using CareIdentity.People;
using Microsoft.Extensions.DependencyInjection;

namespace CareIdentity.Bench.Reads;

/// <summary>What the profile page reads: the person by UUID, and the positions with what they let them do.</summary>
internal sealed class ProfileBench(BenchScale scale)
{
    public async Task<IReadOnlyList<Figure>> MeasureAsync(BenchWorld world, CancellationToken ct)
    {
        var figures = new List<Figure>();
        foreach (var database in await world.PopulatedAsync())
        {
            var (ours, raw) = await ReadRounds.RunAsync(database, scale, [("profile", person => ReadAsync(database, person, ct))], ct);
            figures.Add(Figure.OfRates("profile", $"reads of a profile page, {scale.People:N0} people, {database.EngineName}", ours[0], ReadRounds.BaselineIs, raw));
        }

        return figures;
    }

    private static async Task ReadAsync(PopulatedDatabase database, GeneratedPerson person, CancellationToken ct)
    {
        // A scope of its own, as each request has it.
        await using var scope = database.Services.CreateAsyncScope();
        var profile = await scope.ServiceProvider.GetRequiredService<ProfileQueries>().FindAsync(person.Uuid, ct);
        var held = profile is null ? [] : await scope.ServiceProvider.GetRequiredService<PositionQueries>().OfProfileAsync(profile.Id, ct);
        if (profile?.FullName != $"{person.GivenName} {person.FamilyName}" || held is not [{ AccessProfiles: [_, ..] }, ..])
        {
            throw new WrongAnswerException($"The profile {person.Uuid} is not as it was stored.");
        }
    }
}
