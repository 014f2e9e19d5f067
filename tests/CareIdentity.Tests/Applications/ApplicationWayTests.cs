using CareIdentity.Applications;
using CareIdentity.Kernel;
using CareIdentity.Messages;
using CareIdentity.People;
using CareIdentity.Requests;
using CareIdentity.Testing.Engines;
using CareIdentity.Tests.Given;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CareIdentity.Tests.Applications;

/// <summary>From the invitation to the profile, and every way on where that way ends.</summary>
public sealed class ApplicationWayTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, EveryEngine]
    public async Task Whoever_is_invited_applies_without_a_number_from_abroad_and_has_a_profile_when_somebody_else_has_checked(EngineUnderTest engine)
    {
        await using var given = await ApplicationGiven.Async(engine);

        var reference = await given.Submitted(given.Position);
        Assert.Equal("access.not-allowed", (await given.Approve(reference, given.Sponsor)).Refusal?.Code);
        Assert.Equal("application.not-compared", (await given.Approve(reference, given.Checker, compared: false)).Refusal?.Code);
        var made = (await given.Approve(reference, given.Checker)).Value;

        var profile = await given.Ra.InDb(db => db.Profiles.SingleAsync(p => p.Id == made.ProfileId, None));
        Assert.Equal((ProfileState.Verified, ApplicationGiven.Address), (profile.State, profile.Email));
        Assert.Contains(made.Uuid.Spoken, await given.Message(MessageKind.ApplicationOutcome), StringComparison.Ordinal);
        var waiting = Assert.Single(await given.Requests());
        Assert.Equal((RequestKind.AssignPosition, RequestState.Open, given.Sponsor.ProfileId, made.ProfileId), (waiting.Kind, waiting.State, waiting.RaisedBy, waiting.SubjectId));
        Assert.Null((await given.Ra.With((AcceptAssignment accept) => accept.ExecuteAsync(new AcceptAssignmentRequest { RequestId = waiting.Id }, given.Agent, None))).Refusal);
        Assert.Equal("application.not-submitted", (await given.Approve(reference, given.Agent)).Refusal?.Code);
        var check = await given.Ra.InDb(db => db.IdentityChecks.Include(c => c.Documents).SingleAsync(c => c.ProfileId == made.ProfileId, None));
        Assert.Equal((CheckManner.OnlineApplication, given.Checker.ProfileId, 3), (check.Manner, check.CheckedBy, check.Documents.Count));
    }

    /// <summary>An RA Agent who invited may check identities, but not this one; the database refuses it too.</summary>
    [Theory, EveryEngine]
    public async Task Who_invited_never_decides_not_even_past_the_verbs(EngineUnderTest engine)
    {
        await using var given = await ApplicationGiven.Async(engine);
        Assert.Equal("application.sponsor-missing", (await given.Invite(given.Agent, given.Position)).Refusal?.Code);
        Assert.Equal("application.sponsor-missing", (await given.Invite(given.Agent, given.Position, given.Checker.ProfileId)).Refusal?.Code);
        var reference = (await given.Invite(given.Agent, given.Position, given.Sponsor.ProfileId)).Value[0];
        Assert.Null((await given.Submit(await given.Opened(await given.Link()))).Refusal);

        Assert.Equal("application.own-invitation", (await given.Approve(reference, given.Agent)).Refusal?.Code);
        Assert.Equal("application.own-invitation", (await given.Refuse(reference, given.Agent, RefusalReason.Cropped, "")).Refusal?.Code);
        var past = await given.Ra.InDb(async db =>
        {
            var application = await db.Applications.SingleAsync(None);
            db.Entry(application).Property(nameof(Application.DecidedBy)).CurrentValue = given.Agent.ProfileId;
            db.AuditEvents.Add(Given.Given.AnEvent(given.Ra.Clock.GetUtcNow()));
            return await db.SaveAsync(None);
        });
        var made = (await given.Approve(reference, given.Checker)).Value;

        Assert.Equal("application.own-invitation", past?.Code);
        var sides = await given.Ra.InDb(db => db.Duties.Where(d => d.ProfileId == made.ProfileId).ToDictionaryAsync(d => d.PersonId, d => d.Side, None));
        Assert.Equal((DutySide.Sponsor, DutySide.Sponsor, DutySide.Agent), (sides[given.Agent.ProfileId], sides[given.Sponsor.ProfileId], sides[given.Checker.ProfileId]));
        Assert.Equal(given.Sponsor.ProfileId, Assert.Single(await given.Requests()).RaisedBy);
    }

    [Theory, EveryEngine]
    public async Task Who_cannot_go_on_online_is_seen_by_somebody(EngineUnderTest engine)
    {
        await using var given = await ApplicationGiven.Async(engine);
        var reference = (await given.Invite(given.Sponsor, given.Position)).Value[0];
        var token = await given.Opened(await given.Link());

        var unborn = await Ask(given, token, null);
        Assert.Null((await Ask(given, token, GivenPeople.Asha.DateOfBirth)).Refusal);

        Assert.Equal("profile.date-of-birth-missing", unborn.Refusal?.Code);
        Assert.Equal(ApplicationState.InPerson, (await given.View(reference)).State);
        var requests = await given.Requests();
        Assert.Equal([RequestKind.CreateProfile, RequestKind.AssignPosition], requests.Select(r => r.Kind).Order());
        var registration = requests.Single(r => r.Kind is RequestKind.CreateProfile);
        Assert.Equal((given.Sponsor.ProfileId, registration.Id), (registration.RaisedBy, requests.Single(r => r.Kind is RequestKind.AssignPosition).WaitsFor!.Value));
        Assert.Contains("no document with a photo", registration.Note, StringComparison.Ordinal);
        Assert.Null((await given.Ra.With((AcceptRegistration accept) => accept.ExecuteAsync(
            new AcceptRegistrationRequest { RequestId = registration.Id, Person = GivenPeople.Verified(GivenPeople.Asha, given.Ra.Today) }, given.Checker, None))).Refusal);
        Assert.Equal("application.not-with-you", (await given.SubmitAgain(token)).Refusal?.Code);
    }

    [Theory, EveryEngine]
    public async Task Who_has_a_profile_already_is_found_and_gets_no_second(EngineUnderTest engine)
    {
        await using var given = await ApplicationGiven.Async(engine);
        var known = (await given.Approve(await given.Submitted(), given.Checker)).Value;
        var reference = await given.Submitted(given.Position);

        Assert.Equal("profile.possible-duplicates", (await given.Approve(reference, given.Checker)).Refusal?.Code);
        Assert.Equal("application.not-among-duplicates", (await given.Approve(reference, given.Checker, sameAs: given.Agent.ProfileId)).Refusal?.Code);
        var found = (await given.Approve(reference, given.Checker, sameAs: known.ProfileId)).Value;

        Assert.Equal(known, found);
        Assert.Equal(ApplicationState.Known, (await given.View(reference)).State);
        var request = Assert.Single(await given.Requests());
        Assert.Equal((known.ProfileId, RequestSource.Application), (request.SubjectId!.Value, request.Source));
        Assert.Contains("You have had a Care ID before", await given.Message(MessageKind.ApplicationOutcome), StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task Nobody_is_told_of_a_Care_ID_that_does_not_work(EngineUnderTest engine)
    {
        await using var given = await ApplicationGiven.Async(engine);
        var known = (await given.Approve(await given.Submitted(), given.Checker)).Value;
        var reference = await given.Submitted(given.Position);
        Assert.Null((await given.Ra.With((CloseProfile close) => close.ExecuteAsync(new CloseProfileRequest { ProfileId = known.ProfileId, Reason = "Left" }, given.Agent, None))).Refusal);

        Assert.Equal("application.known-is-closed", (await given.Approve(reference, given.Checker, sameAs: known.ProfileId)).Refusal?.Code);

        // As a take-over leaves it.
        await given.Ra.InDb(db => db.Profiles.Where(p => p.Id == known.ProfileId)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.State, ProfileState.Unverified).SetProperty(p => p.VerifiedAt, (DateTimeOffset?)null).SetProperty(p => p.ClosedAt, (DateTimeOffset?)null), None));
        Assert.Equal("application.known-is-not-verified", (await given.Approve(reference, given.Checker, sameAs: known.ProfileId)).Refusal?.Code);
        Assert.Equal(ApplicationState.Submitted, (await given.View(reference)).State);
    }

    [Theory, EveryEngine]
    public async Task A_changed_name_is_shown_and_a_digital_proof_counts_twice(EngineUnderTest engine)
    {
        await using var given = await ApplicationGiven.Async(engine);
        var reference = (await given.Invite(given.Sponsor)).Value[0];
        var token = await given.Opened(await given.Link());
        var answers = given.Answers with
        {
            HasOtherName = true,
            OtherName = "Asha Desai",
            Documents = [given.Answers.Documents[0], new ApplicantDocument { Kind = "digital-address", Issuer = "Proof Ltd", IssuedOn = given.Ra.Today }],
        };

        Assert.Equal("application.not-complete", (await given.Submit(token, answers)).Refusal?.Code);
        Assert.Null(await given.Ra.With((ApplicantDesk desk) => desk.KeepPictureAsync(token, PictureSlot.Name, ApplicationGiven.Picture, None)));
        Assert.Null((await given.SubmitAgain(token)).Refusal);
        Assert.Equal("application.proofs-not-seen", (await given.Approve(reference, given.Checker)).Refusal?.Code);
        var view = await given.View(reference);
        Assert.Null((await given.Ra.With((ApproveApplication verb) => verb.ExecuteAsync(
            new ApproveApplicationRequest { ApplicationId = view.Id, Version = view.Version, Compared = true, TwoProofs = true }, given.Checker, None))).Refusal);
    }

    [Theory, EveryEngine]
    public async Task A_picture_that_is_not_good_enough_comes_back_and_a_rejection_says_the_way_on(EngineUnderTest engine)
    {
        await using var given = await ApplicationGiven.Async(engine);
        var reference = await given.Submitted();
        var read = await given.View(reference);
        var firstLink = await given.Link();

        Assert.Equal("application.needed-missing", (await given.Refuse(reference, given.Checker, null, " ")).Refusal?.Code);
        given.Ra.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null((await given.Refuse(reference, given.Checker, null, "A sharper picture of the passport")).Refusal);
        Assert.Contains("A sharper picture of the passport", await given.Message(MessageKind.MoreNeeded), StringComparison.Ordinal);
        Assert.Equal(ApplicationRefusals.LinkOver, await given.Ra.With((ApplicantCodes codes) => codes.SendAsync(firstLink, None)));
        var token = await given.Opened(await given.Link(MessageKind.MoreNeeded));
        Assert.Equal(4, (await given.Seen(token)).Pictures.Count);
        Assert.Null((await given.Submit(token)).Refusal);
        Assert.Equal("changed-by-someone-else", (await given.Ra.With((RefuseApplication verb) => verb.ExecuteAsync(
            new RefuseApplicationRequest { ApplicationId = read.Id, Version = read.Version, Reason = RefusalReason.Cropped }, given.Checker, None))).Refusal?.Code);
        Assert.Null((await given.Refuse(reference, given.Checker, RefusalReason.NotOriginal, "")).Refusal);

        var told = await given.Message(MessageKind.ApplicationOutcome);
        Assert.Contains("does not show the original document", told, StringComparison.Ordinal);
        Assert.Contains("What you can do: Ask Sam Sponsor", told, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task Evidence_goes_when_policy_says_so_and_what_was_decided_stays(EngineUnderTest engine)
    {
        await using var given = await ApplicationGiven.Async(engine);
        var reference = await given.Submitted();
        Assert.Null((await given.Refuse(reference, given.Checker, RefusalReason.Unreadable, "")).Refusal);
        var other = (await given.Invite(given.Sponsor, null, null, new InvitedPerson("Nadia", "Khan", EmailAddress.TryParse("nadia@example.org", out var nadia) ? nadia : ApplicationGiven.Address))).Value[0];

        Assert.Equal(new PurgedApplications(0, 0), (await Purge(given)).Value);
        given.Ra.Clock.Advance(TimeSpan.FromDays(45));
        Assert.Equal(new PurgedApplications(1, 1), (await Purge(given)).Value);
        Assert.Equal(4, await given.Ra.InDb(db => db.ApplicationPictures.CountAsync(None)));
        given.Ra.Clock.Advance(TimeSpan.FromDays(46));
        Assert.Equal(new PurgedApplications(0, 1), (await Purge(given)).Value);

        Assert.Equal((0, 0), (await given.Ra.InDb(db => db.ApplicationPictures.CountAsync(None)), await given.Ra.InDb(db => db.ApplicationDrafts.CountAsync(None))));
        Assert.Equal((ApplicationState.Refused, RefusalReason.Unreadable, null), ((await given.View(reference)).State, (await given.View(reference)).Why, (await given.View(reference)).Submitted));
        Assert.Equal(ApplicationState.Expired, (await given.View(other)).State);
        Assert.Equal(2, await given.Ra.InDb(db => db.AuditEvents.CountAsync(e => e.Type == nameof(ApplicationEvidenceRemoved), None)));
        Assert.Equal(new PurgedApplications(0, 0), (await Purge(given)).Value);
    }

    /// <summary>Nothing that is anybody's business leaves the house: no date of birth, no number of a document, no National Insurance number.</summary>
    [Theory, EveryEngine]
    public async Task No_message_holds_more_than_it_must(EngineUnderTest engine)
    {
        await using var given = await ApplicationGiven.Async(engine);
        var reference = (await given.Invite(given.Sponsor, given.Position)).Value[0];
        Assert.Null((await given.Submit(await given.Opened(await given.Link()), given.Answers with { HasNumber = true, Number = "AB123456C" })).Refusal);
        Assert.Null((await given.Refuse(reference, given.Checker, RefusalReason.FaceDoesNotMatch, "")).Refusal);

        var all = string.Join('\n', await given.Ra.InDb(db => db.Messages.Select(m => m.Subject + m.Words).ToListAsync(None)));
        Assert.All(["1988", "P1234567", "AB123456C", "Severn Water", "Dispenser"], secret => Assert.DoesNotContain(secret, all, StringComparison.Ordinal));
    }

    [Theory, EveryEngine]
    public async Task A_file_invites_all_or_nobody(EngineUnderTest engine)
    {
        await using var given = await ApplicationGiven.Async(engine);
        var wrong = (await Read("given_name,family_name,email\nAsha,Patel,asha@example.org\n,Khan,nadia@example.org\nCarl,Moss,nobody\nAmy,Lee,asha@example.org\nA\0y,Lee,amy@example.org\n")).Value;
        var right = (await Read("given_name,family_name,email\r\nAsha,Patel,asha@example.org\r\n\r\nZofia,Wiśniewska,zofia@example.org\r\n")).Value;

        Assert.Equal([3, 4, 5, 6], wrong.Faults.Select(fault => fault.Line));
        Assert.Contains("the character NUL", wrong.Faults[^1].What, StringComparison.Ordinal);
        Assert.Equal("application.file-unreadable", (await Read("name;mail\n")).Refusal?.Code);
        Assert.Equal("application.nobody-in-file", (await Read("given_name,family_name,email\n")).Refusal?.Code);
        Assert.Equal(2, (await given.Invite(given.Sponsor, null, null, [.. right.People])).Value.Count);
        Assert.Equal("application.invited-already", (await given.Invite(given.Sponsor, null, null, [.. right.People])).Refusal?.Code);
        Assert.Equal(2, await given.Ra.InDb(db => db.Messages.CountAsync(None)));
    }

    private static Task<Outcome<InvitationFile>> Read(string file) => InvitationFile.ReadAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(file)), None);

    private static Task<Outcome<PurgedApplications>> Purge(ApplicationGiven given) => given.Ra.With((PurgeApplications verb) => verb.ExecuteAsync(Actor.Service, None));

    private static Task<Outcome<Done>> Ask(ApplicationGiven given, string token, DateOnly? born) =>
        given.Ra.With((AskInPerson verb) => verb.ExecuteAsync(new AskInPersonRequest { Token = token, BornOn = born, Why = "I have no document with a photo" }, Actor.Service, None));
}
