using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.StaffRecords;
using CareIdentity.Testing.Engines;
using Xunit;

namespace CareIdentity.Tests.StaffRecords;

/// <summary>Employees whose profile is there and cannot be given anything: what is said, and that it works once that is done.</summary>
public sealed class StaffProfileTests
{
    private static CancellationToken None => CancellationToken.None;

    [Theory, EveryEngine]
    public async Task A_profile_that_was_taken_over_is_linked_and_what_is_to_be_done_is_said_until_it_is_verified(EngineUnderTest engine)
    {
        await using var given = await StaffRecordGiven.Async(engine);
        var asha = await given.AshaIsKnown(migrated: true);

        var received = (await given.Receive(given.Told())).Value;

        Assert.Equal((StaffEffect.Conflict, StaffConflictKind.NotVerified), (received.Effect, Assert.Single(received.Conflicts).Kind));
        Assert.Contains("Verify their identity", received.Conflicts[0].Words, StringComparison.Ordinal);
        Assert.Empty(await given.Requests());
        Assert.Equal(asha, (await given.Record()).ProfileId);
        var conflict = Assert.Single(await given.Conflicts());
        Assert.Equal(StaffEffect.Conflict, (await given.Settle(conflict.Id, ConflictSettlement.TryAgain)).Value.Effect);

        await given.Verify(asha);
        var again = (await given.Settle(Assert.Single(await given.Conflicts()).Id, ConflictSettlement.TryAgain)).Value;
        Assert.Equal((StaffEffect.Requested, 1), (again.Effect, (await given.Requests()).Count));
    }

    [Theory, EveryEngine]
    public async Task Whoever_is_said_to_be_a_closed_profile_is_so_once_it_is_reopened(EngineUnderTest engine)
    {
        await using var given = await StaffRecordGiven.Async(engine);
        var asha = await given.AshaIsKnown();
        Assert.Null((await given.Ra.With((CloseProfile close) => close.ExecuteAsync(new CloseProfileRequest { ProfileId = asha, Reason = "Left" }, given.Manager, None))).Refusal);
        var told = given.Told() with { Person = given.Told().Person with { NationalInsuranceNumber = null } };

        Assert.Equal(StaffConflictKind.MayBeKnown, Assert.Single((await given.Receive(told)).Value.Conflicts).Kind);
        var said = (await given.Settle(Assert.Single(await given.Conflicts()).Id, ConflictSettlement.ThisProfile, asha)).Value;

        Assert.Equal(StaffConflictKind.AlreadyLeft, Assert.Single(said.Conflicts).Kind);
        Assert.Contains("reopen the profile", said.Conflicts[0].Words, StringComparison.Ordinal);
        Assert.Null((await given.Record()).ProfileId);
        Assert.Null((await given.Ra.With((ReopenProfile reopen) => reopen.ExecuteAsync(new ReopenProfileRequest { ProfileId = asha, Reason = "Is back" }, given.Manager, None))).Refusal);
        Assert.Equal(StaffConflictKind.MayBeKnown, Assert.Single((await given.Settle(Assert.Single(await given.Conflicts()).Id, ConflictSettlement.TryAgain)).Value.Conflicts).Kind);
        var linked = (await given.Settle(Assert.Single(await given.Conflicts()).Id, ConflictSettlement.ThisProfile, asha)).Value;
        Assert.Equal((StaffEffect.Requested, asha), (linked.Effect, (await given.Record()).ProfileId));
    }
}
