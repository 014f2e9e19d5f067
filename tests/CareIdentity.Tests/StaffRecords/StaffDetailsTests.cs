using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Requests;
using CareIdentity.StaffRecords;
using CareIdentity.Testing.Engines;
using CareIdentity.Tests.Given;
using Microsoft.EntityFrameworkCore;
using Xunit;
using static CareIdentity.Tests.Given.Given;

namespace CareIdentity.Tests.StaffRecords;

/// <summary>Details that a staff record owns: who may change them, and what becomes of another name.</summary>
public sealed class StaffDetailsTests
{
    private static CancellationToken None => StaffRecordGiven.None;

    [Theory, EveryEngine]
    public async Task What_the_staff_record_owns_is_not_changed_here(EngineUnderTest engine)
    {
        await using var given = await StaffRecordGiven.Async(engine);
        var asha = await given.AshaIsKnown(given.DispenserPosition);
        _ = await given.Receive(given.Told());
        var details = GivenPeople.Asha with { NationalInsuranceNumber = StaffRecordGiven.Ashas };
        Task<Outcome<Done>> Change(PersonalDetails to) => given.Ra.With((ChangeDetails change) => change.ExecuteAsync(new ChangeDetailsRequest { ProfileId = asha, Details = to, Reason = "Married" }, given.Agent, None));

        var refused = (await Change(details with { FamilyName = "Shah" })).Refusal;

        Assert.Equal("profile.owned-by-staff-record", refused?.Code);
        Assert.Contains("Riverside staff record", refused!.Message, StringComparison.Ordinal);
        Assert.Contains("1001", refused.Why, StringComparison.Ordinal);
        Assert.Null((await Change(details with { Mobile = "07700 900123" })).Refusal);
    }

    [Theory, EveryEngine]
    public async Task Another_name_in_the_staff_record_is_asked_for_and_shown_side_by_side(EngineUnderTest engine)
    {
        await using var given = await StaffRecordGiven.Async(engine);
        var asha = await given.AshaIsKnown(given.DispenserPosition);
        _ = await given.Receive(given.Told());
        StaffTold Named(string name, long sequence) => given.Told(sequence) with { Person = given.Told().Person with { FamilyName = name } };

        var received = (await given.Receive(Named("Shaw", 2))).Value;

        Assert.Equal((StaffEffect.Requested, "Patel"), (received.Effect, await FamilyName()));
        var mistaken = Assert.Single(await given.Requests());
        Assert.Equal((RequestKind.ChangeDetails, RequestSource.StaffRecord, given.Sponsor.ProfileId), (mistaken.Kind, mistaken.Source, mistaken.RaisedBy));
        Assert.Equal(StaffEffect.Nothing, (await given.Receive(Named("Shaw", 3))).Value.Effect);
        _ = (await given.Receive(Named("Shah", 4))).Value;
        Assert.Equal(RequestState.Withdrawn, (await given.Requests()).Single(r => r.Id == mistaken.Id).State);
        var asked = (await given.Requests()).Single(r => r.State is RequestState.Open);
        Assert.Equal(new DetailsChange("FamilyName", "Patel", "Shah"), Assert.Single(RequestJson.ReadChanges(asked.Details!)));

        Assert.Null((await given.Ra.With((AcceptChange accept) => accept.ExecuteAsync(new AcceptChangeRequest { RequestId = asked.Id }, given.Agent, None))).Refusal);

        Assert.Equal("Shah", await FamilyName());
        Assert.Empty(await given.Conflicts());
        Assert.Equal(1, await given.Batch.Events("DetailsChanged", asha));
        Assert.Null((await given.Record()).Details);
        Assert.Equal(StaffEffect.Nothing, (await given.Receive(Named("Shah", 5))).Value.Effect);
        Task<string> FamilyName() => given.Ra.InDb(db => db.Profiles.Where(p => p.Id == asha).Select(p => p.FamilyName).SingleAsync(None));
    }

    [Theory, EveryEngine]
    public async Task What_a_sponsor_asks_for_is_refused_where_the_staff_record_owns_it(EngineUnderTest engine)
    {
        await using var given = await StaffRecordGiven.Async(engine);
        var asha = await given.AshaIsKnown(given.DispenserPosition);
        _ = await given.Receive(given.Told());

        var refused = await given.Ra.With((RaiseChange raise) => raise.ExecuteAsync(
            new RaiseChangeRequest
            {
                Kind = RequestKind.ChangeDetails,
                ProfileId = asha,
                Details = GivenPeople.Asha with { NationalInsuranceNumber = StaffRecordGiven.Ashas, FamilyName = "Shah" },
                Note = "Married",
            },
            given.Sponsor,
            None));

        Assert.Equal("profile.owned-by-staff-record", refused.Refusal?.Code);
    }

    [Theory, EveryEngine]
    public async Task Another_name_that_nobody_can_ask_for_is_a_conflict_and_taken_over_by_somebody_who_may(EngineUnderTest engine)
    {
        await using var given = await StaffRecordGiven.Async(engine);
        var asha = await given.AshaIsKnown(given.DispenserPosition);
        _ = await given.Receive(given.Told());
        Assert.Null((await given.Ra.With((EndMapping end) => end.ExecuteAsync(new EndMappingRequest { MappingId = given.Mapping, Note = "To be approved anew" }, given.Manager, None))).Refusal);
        var told = given.Told(2) with { Person = given.Told().Person with { FamilyName = "Shah" } };

        var received = (await given.Receive(told)).Value;

        var conflict = (await given.Conflicts()).Single(c => c.Kind is StaffConflictKind.DetailsDiffer);
        Assert.Equal(StaffEffect.Conflict, received.Effect);
        Assert.Contains("family name: Patel here, Shah in the staff record", conflict.Words, StringComparison.Ordinal);
        var view = (await given.Ra.With((StaffRecordQueries q) => q.ConflictAsync(conflict.Id, None)))!;
        Assert.Equal(("Shah", "Patel"), (view.Told!.FamilyName, Assert.Single(view.Candidates).Details.FamilyName));
        Task<Outcome<StaffReceived>> Settle(Actor by) => given.Ra.With((SettleConflict settle) => settle.ExecuteAsync(
            new SettleConflictRequest { ConflictId = conflict.Id, Settlement = ConflictSettlement.TakeOver, Note = "Marriage certificate seen" }, by, None));
        Assert.Equal("access.not-allowed", (await Settle(given.Agent)).Refusal?.Code);

        Assert.Null((await Settle(given.Manager)).Refusal);

        Assert.Equal("Shah", await given.Ra.InDb(db => db.Profiles.Where(p => p.Id == asha).Select(p => p.FamilyName).SingleAsync(None)));
        Assert.Equal(1, await given.Batch.Events("DetailsChanged", asha));
        Assert.Null((await given.Record()).Details);
    }
}
