using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.Testing.Engines;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CareIdentity.Tests.Access;

/// <summary>Whom a form lets somebody choose where there are more than it lists: everybody can be reached, and nobody else.</summary>
public sealed class OfferedPeopleTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, EveryEngine]
    public async Task More_colleagues_than_are_listed_are_found_by_name_and_number_and_who_is_chosen_stays(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var sponsor = await given.ASponsor();
        var position = await given.APosition(Given.Given.Ra, "RA Agent", "R5090");
        var agents = new List<Actor>();
        for (var letter = 'a'; agents.Count <= OfferedPeople.Most; letter++)
        {
            agents.Add(await given.Somebody($"Ann Agent{letter}", Given.Given.Ra, position, RaRole.RaAgent));
        }

        var last = agents[^1];
        var uuid = await given.InDb(db => db.Profiles.Where(p => p.Id == last.ProfileId).Select(p => p.Uuid).SingleAsync(None));
        Task<OfferedPeople> Offer(string? find, Guid? chosen, params Guid[] except) => given.With((RoleHolders holders) => holders.OfferAsync(
            RaFunction.AssignPosition, Given.Given.Pharmacy, new PersonChoice { Find = find, Chosen = chosen, Except = except }, None));
        async Task<string> Names(string? find, Guid? chosen, params Guid[] except) => string.Join(", ", (await Offer(find, chosen, except)).People.Select(person => person.FullName));

        var first = await Offer(null, null);

        Assert.Equal((OfferedPeople.Most, OfferedPeople.Most, true, "Ann Agenta"), (first.People.Count, first.Found, first.IsMore, first.People[0].FullName));
        Assert.False(first.Has(last.ProfileId));
        Assert.Equal(last.Name, await Names("AGENTU ann", null));
        Assert.Equal(last.Name, await Names(uuid.Value, null));
        Assert.Equal($"Ann Agentc, {last.Name}", await Names("agentc", last.ProfileId));
        Assert.Equal((true, 1, false), ((await Offer("agentc", last.ProfileId)).Has(last.ProfileId), (await Offer("agentc", last.ProfileId)).Found, (await Offer("agentc", last.ProfileId)).IsMore));
        Assert.Equal("", await Names("nobody", null));
        Assert.Equal("", await Names("nobody", sponsor.ProfileId));
        Assert.Equal("", await Names("agentc", last.ProfileId, agents[2].ProfileId, last.ProfileId));
        Assert.True(await given.With((RoleHolders holders) => holders.CanAsync(RaFunction.AssignPosition, Given.Given.Pharmacy, last.ProfileId, None)));
        Assert.False(await given.With((RoleHolders holders) => holders.CanAsync(RaFunction.AssignPosition, Given.Given.Pharmacy, sponsor.ProfileId, None)));
    }
}
