using CareIdentity.Access;
using CareIdentity.Data.Schema;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Testing.Engines;
using Microsoft.EntityFrameworkCore;
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

    [Theory, EveryEngine]
    public async Task Any_two_words_of_a_name_find_the_person_in_either_order_and_a_slip_in_each(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        foreach (var (first, middle, family) in ((string, string?, string)[])[("Anne-Marie", "Zoë Łucja", "O'Brien"), ("Anne", null, "Brien"), ("Zoe", "Marie", "Anne")])
        {
            _ = (await given.With((SetUpPerson setUp) => setUp.ExecuteAsync(
                new SetUpPersonRequest
                {
                    Details = new PersonalDetails { GivenName = first, MiddleNames = middle, FamilyName = family, DateOfBirth = new DateOnly(1980, 2, 3) },
                    Organisation = Given.Given.Pharmacy,
                },
                Actor.Service,
                Ct))).Value;
        }

        await AssertFoundAsync(given, "lucja anne", "Anne-Marie O'Brien");
        await AssertFoundAsync(given, "marie zoe", "Zoe Anne", "Anne-Marie O'Brien");
        await AssertFoundAsync(given, "zoe obrien marie", "Anne-Marie O'Brien");
        await AssertFoundAsync(given, "obrein lucia", "Anne-Marie O'Brien");
        await AssertFoundAsync(given, "zoe zoe brien", "Anne-Marie O'Brien");
        await AssertFoundAsync(given, "anne anne brien", "Anne Brien", "Anne-Marie O'Brien");
        await AssertFoundAsync(given, "anne ann", "Zoe Anne", "Anne Brien", "Anne-Marie O'Brien");
    }

    [Theory, EveryEngine]
    public async Task Names_from_before_two_words_were_kept_together_are_found_so_after_the_update(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        await given.Somebody("Łukasz Wiśniewska-Ødegård", Given.Given.Pharmacy, await given.ADispenserPosition());
        await given.Somebody("Наталія Κώστα", Given.Given.Pharmacy, await given.ADispenserPosition());
        var kept = await RowsAsync(given);
        await given.InDb(db => db.Database.ExecuteSqlAsync($"delete from profile_names where word like ' %'"));
        Assert.NotEqual(kept, await RowsAsync(given));

        await given.InDb(db => db.Database.ExecuteSqlRawAsync(SchemaFile.Embedded(engine.Engine).Single(file => file.Name == "names-together").Sql));

        Assert.Equal(kept, await RowsAsync(given));
    }

    private static Task<List<string>> RowsAsync(Given.Given given) =>
        given.InDb(db => db.ProfileNames.AsNoTracking().OrderBy(n => n.Word).ThenBy(n => n.SortName).Select(n => n.Word + "|" + n.SortName + "|" + n.ProfileId).ToListAsync(Ct));

    private static async Task AssertFoundAsync(Given.Given given, string typed, params string[] expected)
    {
        var found = await given.With((ProfileQueries queries) => queries.SearchAsync(typed, 20, Ct));

        Assert.Equal(expected, found.Select(row => row.FullName));
    }
}
