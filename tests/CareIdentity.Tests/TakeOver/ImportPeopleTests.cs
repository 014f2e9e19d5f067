using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.TakeOver;
using CareIdentity.Testing.Engines;
using CareIdentity.Tests.Data.Drift;
using CareIdentity.Tests.Population;
using Microsoft.EntityFrameworkCore;
using Xunit;
using static CareIdentity.Tests.Given.Given;

namespace CareIdentity.Tests.TakeOver;

/// <summary>A whole population out of a file: who comes of it, that it may be repeated, and that no line leads around a rule.</summary>
public sealed class ImportPeopleTests
{
    private static CancellationToken None => CancellationToken.None;

    [Theory, EveryEngine]
    public async Task Migrated_people_are_restricted_found_hold_their_positions_and_are_in_the_history(EngineUnderTest engine)
    {
        await using var given = await TakeOverGiven.Async(engine);
        const string File = TakeOverGiven.Header
            + "555000000010,QQ,Asha,Núñez-Patel,1988-02-10,asha@nhs.net,FW844,Dispenser,,2019-03-01,\r\n"
            + "555000000010,,Asha,Núñez-Patel,1988-02-10,,FX111,,R8003,2021-01-01,2030-12-31\r\n"
            + ",,Ben,Otieno,,ben@nhs.net,FW844,,,,\r\n";

        var (imported, bad) = await given.Import(File.Replace("QQ", "AA123456A", StringComparison.Ordinal));

        Assert.Empty(bad);
        Assert.Equal((3, 2, 2, 0), (imported.Lines, imported.Counts.People, imported.Counts.Positions, imported.Counts.Unchanged));
        var asha = (await given.Ra.With((ProfileQueries q) => q.FindAsync(UserUuid.Parse("555000000010"), None)))!;
        Assert.Equal(ProfileState.Unverified, asha.State);
        Assert.Contains(await given.Ra.With((ProfileQueries q) => q.SearchAsync("asha nunez", 10, None)), row => row.Id == asha.Id);
        Assert.Equal(
            [("Dispenser", Pharmacy, new DateOnly(2019, 3, 1), null), ("Dispenser", OtherPharmacy, new DateOnly(2021, 1, 1), (DateOnly?)new DateOnly(2030, 12, 31))],
            (await given.Ra.With((PositionQueries q) => q.OfProfileAsync(asha.Id, None))).OrderBy(p => p.StartsOn).Select(p => (p.PositionName, p.Organisation, p.StartsOn, p.ExpiresOn)));
        Assert.Equal(
            ["Took over the profile 555000000010 of Asha Núñez-Patel from people.csv, with Dispenser at FW844 from 1 March 2019; Dispenser at FX111 from 1 January 2021 to 31 December 2030. Nobody has checked the identity here."],
            await given.History(asha.Id));
        await given.Ra.InDb(async db =>
        {
            var ben = await db.Profiles.SingleAsync(p => p.GivenName == "Ben", None);
            Assert.Equal((PersonalDetailsRules.UnknownBirth, true), (ben.DateOfBirth!.Value, ben.Uuid.HasCheckDigit));
            Assert.Equal(DutySide.Subject, (await db.Duties.SingleAsync(d => d.ProfileId == ben.Id, None)).Side);
            return true;
        });
    }

    [Theory, EveryEngine]
    public async Task The_same_file_again_changes_nothing_whatever_has_become_of_the_people(EngineUnderTest engine)
    {
        await using var given = await TakeOverGiven.Async(engine);
        const string File = TakeOverGiven.Header
            + "555000000010,,Asha,Patel,1988-02-10,,FW844,Dispenser,,2019-03-01,\r\n"
            + ",AA123456A,Ben,Otieno,1970-01-01,,FW844,Dispenser,,2019-03-01,2020-01-31\r\n"
            + ",AA123456A,Ben,Otieno,1970-01-01,,FW844,Dispenser,,2022-03-01,\r\n"
            + ",,Cara,Lim,1990-09-09,family@nhs.net,FW844,Counter,,2019-03-01,\r\n"
            + ",,Cato,Lim,1990-09-09,family@nhs.net,FW844,Counter,,2019-03-01,\r\n";
        var (first, _) = await given.Import(File);
        Assert.Equal((4, 5), (first.Counts.People, first.Counts.Positions));
        await given.Ra.InDb(async db =>
        {
            (await db.Profiles.SingleAsync(p => p.GivenName == "Asha", None)).Verify(given.Ra.Clock.GetUtcNow());
            (await db.Profiles.SingleAsync(p => p.GivenName == "Cara", None)).Close(given.Ra.Clock.GetUtcNow());
            (await db.PositionAssignments.FirstAsync(a => db.Profiles.Any(p => p.Id == a.ProfileId && p.GivenName == "Cato"), None)).Remove(given.Ra.Clock.GetUtcNow());
            db.AuditEvents.Add(AnEvent(given.Ra.Clock.GetUtcNow()));
            return await db.SaveAsync(None);
        });
        var before = await given.Rows();

        var (again, bad) = await given.Import(File);

        Assert.Empty(bad);
        Assert.Equal(new TakeOverCounts(0, 0, 5, 0), again.Counts);
        Assert.Equal(before with { Events = before.Events + 1 }, await given.Rows());
    }

    [Theory, EveryEngine]
    public async Task A_check_says_what_would_be_and_does_nothing(EngineUnderTest engine)
    {
        await using var given = await TakeOverGiven.Async(engine);
        const string File = TakeOverGiven.Header
            + "555000000010,,Asha,Patel,1988-02-10,,FW844,Dispenser,,2019-03-01,\r\n"
            + "555000000010,,Asha,Patell,1988-02-10,,FX111,Dispenser,,2019-03-01,\r\n";
        var before = await given.Rows();

        var (checkedOnly, bad) = await given.Import(File, onlyCheck: true);

        Assert.Equal(new TakeOverCounts(1, 1, 0, 1), checkedOnly.Counts);
        Assert.Equal(["3 family_name take-over.differs"], bad);
        Assert.Equal(before, await given.Rows());
    }

    [Theory, EveryEngine]
    public async Task Every_error_of_a_line_is_told_with_its_column_and_stops_nothing_else(EngineUnderTest engine)
    {
        await using var given = await TakeOverGiven.Async(engine);
        const string File = TakeOverGiven.Header
            + "55,QQ000000A,,Patel,tomorrow,asha,FW844,Dispenser,R1,2019-03-01,2018-01-01\r\n"
            + ",,Ben,Otieno,1850-01-01,,FZ000,Dispenser,,,\r\n"
            + "555000000010,,Asha,Patel,1988-02-10,,FW844,Nobody,,2019-03-01,\r\n"
            + "555000000010,,Asha,Patel,1988-02-10,,FW844,Dispenser,R8008,2019-03-01,\r\n"
            + "555000000010,,Asha,Patel,1988-02-10,,FW844,,,2019-03-01,\r\n"
            + "555000000028,,Asha,\"Pa\"tel,1988-02-10,,FW844,,,,\r\n"
            + "555000000028,,Cara,Lim,1990-09-09,,FW844,Dispenser,,2019-03-01,\r\n";

        var (imported, bad) = await given.Import(File);

        Assert.Equal(
            [
                "2 date_of_birth batch.cell-unreadable", "2 email batch.cell-unreadable", "2 given_name batch.cell-needed", "2 job_role batch.cell-unreadable",
                "2 last_day assignment.end-before-start", "2 national_insurance_number batch.cell-unreadable", "2 uuid batch.cell-unreadable",
                "3 date_of_birth profile.date-of-birth-unlikely", "3 first_day take-over.first-day-needed", "3 uuid take-over.not-told-apart",
                "4 position position.not-found", "5 job_role take-over.other-job-role", "6 position take-over.position-needed", "7  batch.quotation",
            ],
            bad.Order(StringComparer.Ordinal));
        Assert.Equal(new TakeOverCounts(1, 1, 0, 6), imported.Counts);
    }

    [Theory, EveryEngine]
    public async Task Nothing_is_overwritten_no_number_is_two_peoples_and_the_verified_are_left_alone(EngineUnderTest engine)
    {
        await using var given = await TakeOverGiven.Async(engine);
        await given.Import(TakeOverGiven.Header
            + "555000000010,AA123456A,Asha,Patel,1988-02-10,asha@nhs.net,FW844,,,,\r\n"
            + "555000000028,,Vera,Fied,1988-02-10,vera@nhs.net,FW844,,,,\r\n");
        await given.Verify("Vera");

        var (_, bad) = await given.Import(TakeOverGiven.Header
            + "555000000010,,Asha,Patel,1988-02-11,other@nhs.net,FW844,Dispenser,,2019-03-01,\r\n"
            + "555000000036,AA123456A,Ashok,Patil,1980-01-01,,FW844,Dispenser,,2019-03-01,\r\n"
            + "555000000028,,Vera,Fied,1988-02-10,,FW844,Dispenser,,2019-03-01,\r\n"
            + "555000000010,,Asha,Patel,,,FW844,Dispenser,,2019-03-01,\r\n"
            + "555000000010,,Asha,Patel,,,FW844,Dispenser,,2020-03-01,\r\n");

        Assert.Equal(
            ["2 date_of_birth take-over.differs", "3 national_insurance_number take-over.number-of-another", "4 uuid take-over.verified-since", "6 position assignment.already-held"], bad);
        Assert.Equal(1, await given.Ra.InDb(db => db.PositionAssignments.CountAsync(a => db.Profiles.Any(p => p.Id == a.ProfileId && p.GivenName == "Asha"), None)));
    }

    [Theory, EveryEngine]
    public async Task Separation_of_duties_restricted_combinations_and_locum_rules_hold(EngineUnderTest engine)
    {
        await using var given = await TakeOverGiven.Async(engine);
        await given.Restrict("R8003", "R8008");
        const string Sam = "555000000010,,Sam,Both,1988-02-10,,FW844,";

        var (imported, bad) = await given.Import(TakeOverGiven.Header
            + $"{Sam}Sponsor,,2019-03-01,\r\n{Sam}ID checker,,2019-03-01,\r\n{Sam}Dispenser,,2019-03-01,\r\n{Sam}Dispenser,,2017-03-01,2018-01-01\r\n"
            + "555000000028,,Lena,Locum,1988-02-10,,FFFFF,Locum,,2026-01-01,\r\n");

        Assert.Equal(
            ["3 position access.sponsor-and-agent", "4 position access.restricted-combination", "6 professional_number assignment.locum-not-registered", "6 last_day assignment.locum-too-long"],
            bad);
        Assert.Equal((1, 2), (imported.Counts.People, imported.Counts.Positions));
        await given.Ra.InDb(async db =>
        {
            // A sponsor who came from elsewhere is appointed by the file, and has neither signed nor been trained here.
            var appointment = await db.RaAppointments.SingleAsync(a => db.Profiles.Any(p => p.Id == a.ProfileId && p.GivenName == "Sam"), None);
            Assert.Equal(("people.csv", null, true), (appointment.Reference, appointment.AgreementVersion, await db.TrainingWatches.AnyAsync(w => w.AssignmentId == appointment.AssignmentId, None)));
            return true;
        });
    }

    [Theory, EveryEngine]
    public async Task What_a_crash_left_undone_the_same_file_does_in_many_commits(EngineUnderTest engine)
    {
        await using var given = await TakeOverGiven.Async(engine);
        var lines = Enumerable.Range(0, 4_500).Select(i => $"{555_000_100_000 + i},,Person,Number,1980-01-01,,FW844,Dispenser,,2019-03-01,\r\n").ToList();
        var file = TakeOverGiven.Header + string.Concat(lines);

        await Assert.ThrowsAsync<IOException>(() => given.Import(new StoppingStream(file, file.Length * 3 / 4)));
        var half = (await given.Rows()).Profiles;
        var (rest, bad) = await given.Import(file);

        Assert.Empty(bad);
        Assert.InRange(half, 2_000, 4_400);
        Assert.Equal(4_500, (await given.Rows()).Profiles - given.ProfilesBefore);
        Assert.Equal(4_500, rest.Counts.People + rest.Counts.Unchanged);
        Assert.Equal(4_500, await given.Ra.InDb(db => db.AuditEvents.CountAsync(e => e.Type == nameof(PersonTakenOver), None)));
    }

    /// <summary>Two thousand lines are decided while those before them are written: what they say of the same people must be known all the same.</summary>
    [Theory, EveryEngine]
    public async Task Lines_of_one_person_may_lie_as_far_apart_as_they_like(EngineUnderTest engine)
    {
        await using var given = await TakeOverGiven.Async(engine);
        const string Asha = "555000000010,,Asha,Patel,1988-02-10,,";
        static string Others(int first, int count) => string.Concat(Enumerable.Range(first, count).Select(i => $"{555_000_100_000 + i},,Person,Number,1980-01-01,,FW844,,,,\r\n"));
        var file = TakeOverGiven.Header
            + "555000000010,AA123456A,Asha,Patel,1988-02-10,,FW844,Dispenser,,2019-03-01,\r\n,,Ben,Otieno,1970-01-01,ben@nhs.net,FW844,,,,\r\n" + Others(0, 1_998)
            + $"{Asha}FX111,Dispenser,,2020-03-01,\r\n555000000036,AA123456A,Ashok,Patil,1980-01-01,,FW844,,,,\r\n,,Ben,Otieno,1970-01-01,ben@nhs.net,FW844,Dispenser,,2021-01-01,\r\n" + Others(1_998, 1_997)
            + $"{Asha}FW844,Counter,,2021-03-01,\r\n{Asha}FX111,Dispenser,,2020-03-01,\r\n";

        var (imported, bad) = await given.Import(file);

        Assert.Equal(["2003 national_insurance_number take-over.number-of-another"], bad);
        Assert.Equal(new TakeOverCounts(3_997, 4, 1, 1), imported.Counts);
        Assert.Equal(
            [("Asha", 3), ("Ben", 1)],
            await given.Ra.InDb(async db => (await db.PositionAssignments.Join(db.Profiles, a => a.ProfileId, p => p.Id, (a, p) => p.GivenName).Where(name => name == "Asha" || name == "Ben").ToListAsync(None))
                .CountBy(name => name).OrderBy(name => name.Key, StringComparer.Ordinal).Select(name => (name.Key, name.Value)).ToList()));
        Assert.Equal(3, await given.Ra.InDb(db => db.AuditEvents.CountAsync(e => e.Type == nameof(PositionsTakenOver), None)));
    }

    [Theory, EveryEngine]
    public async Task Alone_it_is_one_transaction_and_leaves_every_key_and_index_as_it_was(EngineUnderTest engine)
    {
        await using var given = await TakeOverGiven.Async(engine);
        var file = TakeOverGiven.Header + string.Concat(Enumerable.Range(0, 2_500).Select(i => $"{555_000_100_000 + i},,Person,Number,1980-01-01,,FW844,Dispenser,,2019-03-01,\r\n"))
            + "555000100000,,Person,Number,1980-01-01,,FX111,Dispenser,,2019-03-01,\r\n,,Ben,Otieno,,ben@nhs.net,FW844,,,,\r\n,,Ben,Otieno,,ben@nhs.net,FX111,,R8003,2020-01-01,\r\n";
        var before = await GeneratePopulationTests.PictureAsync(given.Ra);

        await Assert.ThrowsAsync<IOException>(() => given.Import(new StoppingStream(file, file.Length * 9 / 10), alone: true));
        Assert.Equal(given.ProfilesBefore, (await given.Rows()).Profiles);
        var (imported, bad) = await given.Import(file, alone: true);

        Assert.Empty(bad);
        Assert.Equal(new TakeOverCounts(2_501, 2_502, 0, 0), imported.Counts);
        Assert.Empty(SchemaPicture.Differences(before, await GeneratePopulationTests.PictureAsync(given.Ra)));
        Assert.Equal(new TakeOverCounts(0, 0, 2_503, 0), (await given.Import(file, alone: true)).Imported.Counts);
    }

    [Theory, EveryEngine]
    public async Task A_file_that_is_none_is_refused_as_a_whole(EngineUnderTest engine)
    {
        await using var given = await TakeOverGiven.Async(engine);

        Assert.Equal("batch.columns", await given.Refused("uuid,name\r\n1,2\r\n"));
        Assert.Equal("batch.empty", await given.Refused(TakeOverGiven.Header));
        Assert.Equal("batch.semicolons", await given.Refused(TakeOverGiven.Header.Replace(',', ';')));
        await Assert.ThrowsAsync<InvalidOperationException>(() => given.Import(TakeOverGiven.Header, by: new Actor { ProfileId = Guid.NewGuid(), Name = "Somebody" }));
    }
}
