using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.Staff;
using CareIdentity.Testing.Engines;
using CareIdentity.Tests.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Tests.Staff;

/// <summary>Two profiles of one person: the appointment and the training go on with the one that remains, and nobody has appointed themself by it.</summary>
public sealed class MergedStaffTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, EveryEngine]
    public async Task The_role_goes_on_with_its_letter_its_agreement_and_the_training_that_counts_longest(EngineUnderTest engine)
    {
        await using var two = await TwoProfiles.Async(engine);
        await two.HoldsAsync(two.Merged, await two.Given.APosition(Given.Given.Pharmacy, "Unlocker", "R8008", "X0002"));
        await two.Given.Appointed(two.Merged.ProfileId);
        await Trained(two, two.Surviving, two.Given.Today.AddDays(-1), null);
        await Trained(two, two.Merged, two.Given.Today.AddYears(1), two.Manager.ProfileId);

        Assert.Null((await two.MergeAsync(two.Manager)).Refusal);

        var view = Assert.Single(await two.Given.With((StaffQueries queries) => queries.OfPersonAsync(two.Surviving.ProfileId, None)));
        Assert.Equal((StaffState.Active, two.Given.Today.AddYears(1)), (view.State, view.Until));
        var unlocker = two.Surviving with { AssignmentId = view.AssignmentId, AccessProfileId = await AccessOf(two, view.PositionId), Organisation = Given.Given.Pharmacy };
        Assert.Null(await two.Given.With((Authority authority) => authority.CheckAsync(unlocker, RaFunction.UnlockSmartcard, Given.Given.Pharmacy, None)));
        Assert.Empty(await two.Given.With((StaffQueries queries) => queries.OfPersonAsync(two.Merged.ProfileId, None)));
    }

    [Theory, EveryEngine]
    public async Task A_letter_or_training_that_the_other_profile_recorded_counts_no_more(EngineUnderTest engine)
    {
        await using var two = await TwoProfiles.Async(engine);
        await two.HoldsAsync(two.Merged, await two.Given.APosition(Given.Given.Pharmacy, "Unlocker", "R8008", "X0002"));
        await two.Given.Appointed(two.Merged.ProfileId);
        await two.Given.InDb(db => db.Database.ExecuteSqlAsync($"update ra_appointments set recorded_by = {two.Surviving.ProfileId} where profile_id = {two.Merged.ProfileId}", None));
        await Trained(two, two.Merged, two.Given.Today.AddYears(1), two.Surviving.ProfileId);

        Assert.Null((await two.MergeAsync(two.Manager)).Refusal);

        Assert.Empty(await two.Given.With((StaffQueries queries) => queries.OfPersonAsync(two.Surviving.ProfileId, None)));
        Assert.Empty(await two.Given.With((StaffQueries queries) => queries.TrainingsAsync(two.Surviving.ProfileId, None)));
    }

    private static Task<int> Trained(TwoProfiles two, Actor person, DateOnly until, Guid? by) => two.Given.InDb(db => db.Database.ExecuteSqlAsync(
        $"insert into ra_trainings (profile_id, role, version, completed_on, expires_on, evidence, recorded_by) values ({person.ProfileId}, 'LocalSmartcardAdministrator', {Guid.NewGuid()}, {until.AddYears(-1)}, {until}, 'Test', {by})", None));

    private static Task<Guid> AccessOf(TwoProfiles two, Guid position) => two.Given.InDb(db => db.AccessProfiles.Where(a => a.PositionId == position).Select(a => a.Id).FirstAsync(None));
}
