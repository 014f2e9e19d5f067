using System.Text.RegularExpressions;
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

/// <summary>The small RA with a sponsor who invites, a checker, an agent, and an applicant who reads the messages.</summary>
internal sealed partial class ApplicationGiven(Given.Given ra, Actor sponsor, Actor checker, Actor agent, Guid position) : IAsyncDisposable
{
    public static readonly CancellationToken None = CancellationToken.None;
    public static readonly EmailAddress Address = EmailAddress.TryParse("asha.patel@example.org", out var address) ? address : throw new InvalidOperationException();

    public Given.Given Ra => ra;

    public Actor Sponsor => sponsor;

    public Actor Checker => checker;

    public Actor Agent => agent;

    public Guid Position => position;

    public static byte[] Picture => GivenPeople.Verified(GivenPeople.Asha, new DateOnly(2026, 6, 15)).Photo.Content;

    public static async Task<ApplicationGiven> Async(EngineUnderTest engine)
    {
        var ra = await Given.Given.AnRaAsync(engine, services => services.AddApplications());
        return new ApplicationGiven(ra, await ra.ASponsor(), await ra.AnIdChecker(), await ra.AnRaAgent(), await ra.ADispenserPosition());
    }

    public Task<Outcome<IReadOnlyList<ApplicationReference>>> Invite(Actor by, Guid? forPosition = null, Guid? sponsorId = null, params InvitedPerson[] people) =>
        ra.With((InviteApplicants verb) => verb.ExecuteAsync(
            new InviteApplicantsRequest
            {
                Organisation = Given.Given.Pharmacy,
                People = people.Length > 0 ? people : [new InvitedPerson("Asha", "Patel", Address)],
                Note = "Starts on Monday",
                PositionId = forPosition,
                StartsOn = forPosition is null ? null : ra.Today,
                SponsorId = sponsorId,
            },
            by,
            None));

    /// <summary>The words of the newest message of that kind.</summary>
    public async Task<string> Message(MessageKind kind) =>
        await ra.InDb(db => db.Messages.Where(m => m.Kind == kind).OrderByDescending(m => m.Id).Select(m => m.Words).FirstAsync(None));

    public async Task<string> Link(MessageKind kind = MessageKind.Invitation) => LinkForm().Match(await Message(kind)).Groups[1].Value;

    public async Task<string> Code(string link)
    {
        ra.Clock.Advance(TimeSpan.FromSeconds(1)); // Messages of one millisecond have no order.
        Assert.Null(await ra.With((ApplicantCodes codes) => codes.SendAsync(link, None)));
        return CodeForm().Match(await Message(MessageKind.OneTimeCode)).Groups[1].Value;
    }

    public Task<Outcome<string>> Open(string link, string code) =>
        ra.With((OpenApplication verb) => verb.ExecuteAsync(new OpenApplicationRequest { Link = link, Code = code }, Actor.Service, None));

    /// <summary>A browser with the application open.</summary>
    public async Task<string> Opened(string link) => (await Open(link, await Code(link))).Value;

    public async Task<ApplicantView> Seen(string token) => (await ra.With((ApplicantDesk desk) => desk.FindAsync(token, None)))!;

    /// <summary>Somebody abroad without a National Insurance number.</summary>
    public ApplicantAnswers Answers => new()
    {
        GivenName = "Asha",
        FamilyName = "Patel",
        HasOtherName = false,
        BornOn = GivenPeople.Asha.DateOfBirth,
        HasNumber = false,
        IsInUk = false,
        Documents =
        [
            new ApplicantDocument { Kind = "other-passport", Issuer = "India", Number = "P1234567", ExpiresOn = ra.Today.AddMonths(-5) },
            new ApplicantDocument { Kind = "utility-bill", Issuer = "Severn Water", IssuedOn = ra.Today.AddMonths(-1) },
            new ApplicantDocument { Kind = "bank-statement", Issuer = "Harbour Bank", IssuedOn = ra.Today.AddMonths(-2) },
        ],
    };

    public async Task<Outcome<Done>> Submit(string token, ApplicantAnswers? answers = null, params PictureSlot[] without)
    {
        Assert.Null(await ra.With((ApplicantDesk desk) => desk.KeepAsync(token, answers ?? Answers, None)));
        foreach (var slot in Enum.GetValues<PictureSlot>().Where(slot => slot is not PictureSlot.Name).Except(without))
        {
            Assert.Null(await ra.With((ApplicantDesk desk) => desk.KeepPictureAsync(token, slot, Picture, None)));
        }

        return await SubmitAgain(token);
    }

    /// <summary>As it stands.</summary>
    public Task<Outcome<Done>> SubmitAgain(string token) => ra.With((SubmitApplication verb) => verb.ExecuteAsync(new SubmitApplicationRequest { Token = token }, Actor.Service, None));

    /// <summary>Invited by the sponsor, and sent.</summary>
    public async Task<ApplicationReference> Submitted(Guid? forPosition = null)
    {
        var reference = (await Invite(sponsor, forPosition)).Value[0];
        Assert.Null((await Submit(await Opened(await Link()))).Refusal);
        return reference;
    }

    public async Task<ApplicationView> View(ApplicationReference reference) => (await ra.With((ApplicationQueries queries) => queries.FindAsync(reference, None)))!;

    public async Task<Outcome<ProfileRegistered>> Approve(ApplicationReference reference, Actor by, bool compared = true, Guid? sameAs = null, params Guid[] notTheSameAs)
    {
        var view = await View(reference);
        return await ra.With((ApproveApplication verb) => verb.ExecuteAsync(
            new ApproveApplicationRequest { ApplicationId = view.Id, Version = view.Version, Compared = compared, TwoProofs = false, SameAs = sameAs, NotTheSameAs = notTheSameAs }, by, None));
    }

    public async Task<Outcome<Done>> Refuse(ApplicationReference reference, Actor by, RefusalReason? reason, string words)
    {
        var view = await View(reference);
        return await ra.With((RefuseApplication verb) => verb.ExecuteAsync(new RefuseApplicationRequest { ApplicationId = view.Id, Version = view.Version, Reason = reason, Words = words }, by, None));
    }

    public async Task<Outcome<Done>> LookAfter(ApplicationReference reference, InvitationMove move, Actor by)
    {
        var id = (await View(reference)).Id;
        ra.Clock.Advance(TimeSpan.FromSeconds(1));
        return await ra.With((LookAfterInvitation verb) => verb.ExecuteAsync(new LookAfterInvitationRequest { ApplicationId = id, Move = move }, by, None));
    }

    public Task<List<AccessRequest>> Requests() => ra.InDb(db => db.AccessRequests.AsNoTracking().OrderBy(r => r.Kind).ToListAsync(None));

    public ValueTask DisposeAsync() => ra.DisposeAsync();

    [GeneratedRegex("http://localhost/apply/([A-Za-z0-9_-]{43})")]
    private static partial Regex LinkForm();

    [GeneratedRegex("Your code is ([0-9]{6})")]
    private static partial Regex CodeForm();
}
