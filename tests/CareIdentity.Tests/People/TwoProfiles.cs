using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Testing.Engines;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Tests.People;

/// <summary>A dispenser who was registered twice, at two pharmacies of one RA, and a manager of the RA who found out.</summary>
internal sealed class TwoProfiles : IAsyncDisposable
{
    public static readonly DateOnly Born = new(1984, 5, 6);

    private static readonly CancellationToken None = CancellationToken.None;

    private TwoProfiles(Given.Given given) => Given = given;

    public Given.Given Given { get; }

    public Actor Manager { get; private set; } = null!;

    public Actor Surviving { get; private set; } = null!;

    public Actor Merged { get; private set; } = null!;

    public UserUuid SurvivingUuid { get; private set; } = null!;

    public UserUuid MergedUuid { get; private set; } = null!;

    /// <summary>Held by the profile that remains.</summary>
    public Guid FirstPosition { get; private set; }

    public MergingProfiles Pair => new(Surviving.ProfileId, Merged.ProfileId, SecondCard.Undecided);

    public static NationalInsuranceNumber? Number(string text) => NationalInsuranceNumber.TryParse(text, out var number) ? number : null;

    public static EmailAddress? Mail(string text) => EmailAddress.TryParse(text, out var mail) ? mail : null;

    public static async Task<TwoProfiles> Async(EngineUnderTest engine, string otherName = "Nadia Dispenser") =>
        await InAsync(await Tests.Given.Given.AnRaAsync(engine), otherName);

    public static async Task<TwoProfiles> InAsync(Given.Given given, string otherName = "Nadia Dispenser")
    {
        var two = new TwoProfiles(given) { FirstPosition = await given.ADispenserPosition() };
        two.Manager = await two.AManagerAsync("Mary Manager");
        two.Surviving = await two.AnotherAsync("Nadia Dispenser");
        await two.HoldsAsync(two.Surviving, two.FirstPosition);
        given.Clock.Advance(TimeSpan.FromMinutes(1));
        two.Merged = await two.AnotherAsync(otherName);
        await two.HoldsAsync(two.Merged, await given.APosition(Tests.Given.Given.OtherPharmacy, "Second dispenser", "R8003"));
        given.Clock.Advance(TimeSpan.FromMinutes(1));
        (two.SurvivingUuid, two.MergedUuid) = (await two.UuidAsync(two.Surviving), await two.UuidAsync(two.Merged));
        return two;
    }

    public async Task<Actor> AManagerAsync(string name) =>
        await Given.Somebody(name, Tests.Given.Given.Ra, await Given.APosition(Tests.Given.Given.Ra, "RA Manager", "R5080"), RaRole.RaManager);

    public async Task<Actor> AnotherAsync(string fullName, NationalInsuranceNumber? number = null)
    {
        var names = fullName.Split(' ');
        var person = (await Given.With((SetUpPerson setUp) => setUp.ExecuteAsync(
            new SetUpPersonRequest
            {
                Details = new PersonalDetails { GivenName = names[0], FamilyName = names[^1], DateOfBirth = Born, NationalInsuranceNumber = number },
                Organisation = Tests.Given.Given.Pharmacy,
                TermsAccepted = true,
            },
            Actor.Service,
            None))).Value;
        return await Given.ActorIn(person.ProfileId, fullName);
    }

    public Task<Outcome<Done>> MergeAsync(Actor by, MergingProfiles? pair = null, bool compared = true, string reason = "Same passport") =>
        Given.With((MergeProfiles merge) => merge.ExecuteAsync(new MergeProfilesRequest { Profiles = pair ?? Pair, Compared = compared, Reason = reason }, by, None));

    public Task HoldsAsync(Actor person, Guid position) => Given.InDb(async db =>
    {
        db.PositionAssignments.Add(new PositionAssignment { Id = Guid.CreateVersion7(), ProfileId = person.ProfileId, PositionId = position, StartsOn = Given.Today.AddYears(-1), GrantedAt = Given.Clock.GetUtcNow() });
        Tell(db);
        return await db.SaveAsync(None);
    });

    public Task DescribeAsync(Actor person, Func<PersonalDetails, PersonalDetails> change) => Given.InDb(async db =>
    {
        var profile = (await db.Profiles.FindAsync(person.ProfileId))!;
        profile.Describe(change(profile.Described));
        Tell(db);
        return await db.SaveAsync(None);
    });

    public Task InStateAsync(Guid profile, string state) => Given.InDb(db => state is "Closed"
        ? db.Database.ExecuteSqlAsync($"update profiles set state = 'Closed', closed_at = created_at where id = {profile}")
        : db.Database.ExecuteSqlAsync($"update profiles set state = 'Unverified', verified_at = null where id = {profile}"));

    public Task OfKindAsync(Guid profile, string kind) => Given.InDb(db => db.Database.ExecuteSqlAsync($"update profiles set kind = {kind} where id = {profile}"));

    public ValueTask DisposeAsync() => Given.DisposeAsync();

    private Task<UserUuid> UuidAsync(Actor person) => Given.InDb(db => db.Profiles.Where(p => p.Id == person.ProfileId).Select(p => p.Uuid).SingleAsync());

    private void Tell(CareIdentity.Data.CareIdentityDb db) =>
        new CareIdentity.Audit.AuditTrail(db, Given.Clock).Record(Actor.Service, Reason.None, new TermsAccepted { ProfileId = Guid.Empty, TermsVersion = "test" });
}
