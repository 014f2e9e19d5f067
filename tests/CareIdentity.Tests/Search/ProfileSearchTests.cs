using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Testing.Engines;
using Xunit;

namespace CareIdentity.Tests.Search;

public sealed class ProfileSearchTests
{
    private static readonly string[] People =
        ["Sarah Smith", "Sarah Smithson", "Asha Patel", "Mohammed Khan", "Niamh O'Dálaigh-Smith", "Łukasz Wiśniewski", "Jon Jones", "Joan Jones"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task People_are_found_by_what_is_typed_of_their_names_best_first(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var position = await given.ADispenserPosition();
        foreach (var person in People)
        {
            await given.Somebody(person, Given.Given.Pharmacy, position);
        }

        await AssertFoundAsync(given, "smith", "Niamh O'Dálaigh-Smith", "Sarah Smith", "Sarah Smithson");
        await AssertFoundAsync(given, "SARAH smith", "Sarah Smith", "Sarah Smithson");
        await AssertFoundAsync(given, "patel asha", "Asha Patel");
        await AssertFoundAsync(given, "as pa", "Asha Patel");
        await AssertFoundAsync(given, "odalaigh", "Niamh O'Dálaigh-Smith");
        await AssertFoundAsync(given, "wisniewski", "Łukasz Wiśniewski");
        await AssertFoundAsync(given, "mohamed kahn", "Mohammed Khan");
        await AssertFoundAsync(given, "pattel", "Asha Patel");
        await AssertFoundAsync(given, "jon", "Jon Jones", "Joan Jones");
        await AssertFoundAsync(given, "asha khan");
        await AssertFoundAsync(given, "asha zzzz");
        await AssertFoundAsync(given, " - ");
    }

    [Theory, EveryEngine]
    public async Task A_person_is_found_by_the_UUID_or_how_it_begins(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var asha = await given.Somebody("Asha Patel", Given.Given.Pharmacy, await given.ADispenserPosition());
        var uuid = (await given.With((ProfileQueries queries) => queries.FindAsync(asha.ProfileId, Ct)))!.Uuid;

        await AssertFoundAsync(given, uuid.Value, "Asha Patel");
        await AssertFoundAsync(given, uuid.Spoken, "Asha Patel");
        await AssertFoundAsync(given, uuid.Value[..11], "Asha Patel");
        await AssertFoundAsync(given, (uuid == UserUuid.Parse("000000000000") ? "1" : "0") + uuid.Value[1..]);
    }

    private static async Task AssertFoundAsync(Given.Given given, string typed, params string[] expected)
    {
        var found = await given.With((ProfileQueries queries) => queries.SearchAsync(typed, 20, Ct));

        Assert.Equal(expected, found.Select(row => row.FullName));
    }
}
