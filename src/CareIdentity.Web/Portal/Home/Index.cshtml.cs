using CareIdentity.Applications;
using CareIdentity.Audit;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.People;
using CareIdentity.Requests;
using CareIdentity.Smartcards;
using CareIdentity.Staff;
using CareIdentity.StaffRecords;
using CareIdentity.Web.Nhs;
using CareIdentity.Web.Portal.Staff;

namespace CareIdentity.Web.Portal.Home;

/// <summary>What waits, what can be done, whom you worked with: each number links to its list.</summary>
public sealed class IndexModel(Aside aside, RequestQueries requests, AuditQueries audit, ProfileQueries people, RaDirectoryQueries directory, StaffQueries staff, StaffRecordQueries staffRecords, ApplicationQueries applications, RaPolicy policy) : PortalPage
{
    private const int People = 10;

    public string FirstName => Actor.Name.Split(' ')[0];

    public IReadOnlyList<WaitingView> Waiting { get; private set; } = [];

    public IReadOnlyList<LinkView> Actions { get; private set; } = [];

    public IReadOnlyList<ProfileRow> LastPeople { get; private set; } = [];

    public async Task OnGetAsync()
    {
        Waiting = [.. (await WaitingAsync()).Where(waiting => waiting.Count > 0)];
        Actions = [.. Offered()];
        var last = await audit.LastWorkedOnAsync(Actor, SubjectKind.Profile, People + 1, Aborted);
        LastPeople = [.. (await people.RowsAsync([.. last.Select(Guid.Parse).Where(id => id != Actor.ProfileId)], Aborted)).Take(People)];
    }

    private async Task<IReadOnlyList<WaitingView>> WaitingAsync()
    {
        // Both are of everybody below, and take longest of all that is asked here.
        var (expiring, theirs) = (CountExpiringAsync(), CountStaffWantingAsync());
        var counts = await requests.CountWaitingAsync(Actor, Aborted);
        var waiting = new List<WaitingView>
        {
            new(counts.Open, DateWords.Count(counts.Open, "request") + " to decide", "/requests", $"A reply is expected within {policy.ReplyWorkingDays} working days"),
            new(counts.Late, DateWords.Count(counts.Late, "request") + (counts.Late == 1 ? " waits" : " wait") + " too long", "/requests?list=late", $"Longer than {policy.ReplyWorkingDays} working days"),
            new(counts.Mine, DateWords.Count(counts.Mine, "request") + " given to you", "/requests?list=mine", "Only you decide them, unless a colleague takes them over"),
            new(counts.ToComplete, DateWords.Count(counts.ToComplete, "request") + " sent back to you", "/requests?list=yours", "Nobody decides it until you have completed it"),
            OfCards(await expiring),
        };
        if (Actor.Organisation is { } ra && Session.Can(RaFunction.MaintainRaEntry))
        {
            waiting.AddRange(await OfDirectoryAsync(ra));
        }

        waiting.AddRange(await OfStaffAsync(theirs));
        waiting.AddRange(await OfStaffRecordsAsync());
        if (Actor.Organisation is { } at && Session.Can(RaFunction.CreateProfile))
        {
            var sent = await applications.CountToCheckAsync(at, Session.Can(RaFunction.DecideRequest), Aborted);
            waiting.Add(new WaitingView(sent, DateWords.Count(sent, "application") + " to check", "/applications", "Sent by people who apply for a Care ID"));
        }

        return waiting;
    }

    /// <summary>Cards of those who work below, or none where they are nothing to the reader.</summary>
    private Task<int> CountExpiringAsync() => Actor.Organisation is { } organisation && Session.Can(RaFunction.RenewExpiringCertificates)
        ? aside.AskAsync((SmartcardQueries cards) => cards.CountExpiringAsync(organisation, policy.RenewalWindowDays, Aborted))
        : Task.FromResult(0);

    private Task<int> CountStaffWantingAsync() => Actor.Organisation is { } organisation && Session.Can(RaFunction.AppointRaStaff)
        ? aside.AskAsync((StaffQueries others) => others.CountWantingAsync(organisation, Aborted))
        : Task.FromResult(0);

    private WaitingView OfCards(int expiring) => new(
        expiring,
        (expiring == SmartcardQueries.MostCounted ? "At least " : "") + DateWords.Count(expiring, "card") + (expiring == 1 ? " expires soon" : " expire soon"),
        $"/organisations/{Actor.Organisation}/cards",
        $"At your sites, within {policy.RenewalWindowDays} days");

    /// <summary>Training that lapses, for its holder and for whoever appoints.</summary>
    private async Task<IReadOnlyList<WaitingView>> OfStaffAsync(Task<int> counted)
    {
        var mine = (await staff.OfPersonAsync(Actor.ProfileId, Aborted)).Where(view => view.State is not (StaffState.Active or StaffState.StartsLater)).ToList();
        var theirs = await counted;
        return
        [
            new(mine.Count, mine.Count == 1 ? $"{StaffWords.State(mine[0]).Word}: {mine[0].PositionName}" : "Your RA roles need something", "/me/training", mine.Count == 0 ? "" : StaffWords.Next(mine[0])),
            new(
                theirs,
                DateWords.Count(theirs, "RA appointment") + (theirs == 1 ? " needs you" : " need you"),
                $"/organisations/{Actor.Organisation}/staff?show=attention&where=ours",
                "A letter, an agreement or training is missing or runs out"),
        ];
    }

    /// <summary>What an HR system told and somebody has to look at.</summary>
    private async Task<IReadOnlyList<WaitingView>> OfStaffRecordsAsync()
    {
        if (Actor.Organisation is not { } here)
        {
            return [];
        }

        var proposed = Session.Can(RaFunction.ApproveStaffMapping) ? await staffRecords.CountProposedAsync(here, Aborted) : 0;
        var conflicts = Session.Can(RaFunction.ManageStaffRecords) ? await staffRecords.CountConflictsAsync(here, Aborted) : 0;
        return
        [
            new(proposed, DateWords.Count(proposed, "mapping") + " of the staff record to approve", "/staff-records", "Nothing is asked for by it until a sponsor has"),
            new(conflicts, DateWords.Count(conflicts, "conflict") + " with a staff record", "/staff-records", "Not followed; nothing was changed"),
        ];
    }

    /// <summary>Contact data that nobody vouches for is missing or wrong before long: it cannot be overlooked.</summary>
    private async Task<IReadOnlyList<WaitingView>> OfDirectoryAsync(OdsCode ra)
    {
        const int Most = 100;
        var overdue = await directory.OverdueAsync(ra, Today.AddDays(-policy.DirectoryConfirmDays), Most, Aborted);
        var below = overdue.Count(entry => entry.Code != ra);
        var reports = await directory.CountOpenReportsAsync(ra, Aborted);
        return
        [
            new(overdue.Count - below, "Confirm your entry in the RA directory", $"/organisations/{ra}/contact", $"Readers are told that it may be wrong until somebody confirms it; every {policy.DirectoryConfirmDays} days"),
            new(reports, DateWords.Count(reports, "report") + " that your directory entry is wrong", $"/organisations/{ra}/contact#reports", "Look into it, then say what was done"),
            new(
                below,
                DateWords.Count(below, "entry", "entries") + " of Registration Authorities below yours not confirmed",
                $"/organisations/{overdue.FirstOrDefault(entry => entry.Code != ra)?.Code ?? ra}/contact",
                "Longest ago first"),
        ];
    }

    private IEnumerable<LinkView> Offered()
    {
        if (Session.Can(RaFunction.RaiseRequest))
        {
            yield return new LinkView("Request a new profile", "/requests/new/person");
        }

        if (Session.Can(RaFunction.CreateProfile))
        {
            yield return new LinkView("Register somebody without a request", "/people/new");
        }

        if (Actor.Organisation is { } organisation && Session.Can(RaFunction.IssueSmartcard))
        {
            yield return new LinkView("Blank smartcards in stock", $"/organisations/{organisation}/stock");
        }

        if (Session.Can(RaFunction.ChangeCardMasterKey))
        {
            yield return new LinkView("Keys of the smartcards", "/cards/keys");
        }

        if (Session.Can(RaFunction.AdministerReferenceData))
        {
            yield return new LinkView("Job roles, activities and areas of work", "/administration/reference");
        }

        yield return new LinkView("Find a person", "/search");
        yield return new LinkView("Forms for an outage", "/offline-forms");
        yield return new LinkView("My profile, my access and my cards", "/me");
    }
}

/// <summary>Something that waits, with the list behind the number.</summary>
public sealed record WaitingView(int Count, string Text, string Href, string Detail);
