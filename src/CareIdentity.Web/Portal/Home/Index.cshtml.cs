using CareIdentity.Audit;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Requests;
using CareIdentity.Smartcards;
using CareIdentity.Web.Nhs;

namespace CareIdentity.Web.Portal.Home;

/// <summary>What waits, what can be done, whom you worked with: each number links to its list.</summary>
public sealed class IndexModel(RequestQueries requests, SmartcardQueries cards, AuditQueries audit, ProfileQueries people, RaPolicy policy) : PortalPage
{
    private const int People = 10;

    public string FirstName => Actor.Name.Split(' ')[0];

    public IReadOnlyList<WaitingView> Waiting { get; private set; } = [];

    public IReadOnlyList<LinkView> Actions { get; private set; } = [];

    public IReadOnlyList<ProfileRow> LastPeople { get; private set; } = [];

    public async Task OnGetAsync()
    {
        var counts = await requests.CountAsync(Actor, Aborted);
        Waiting = [.. (await WaitingAsync(counts)).Where(waiting => waiting.Count > 0)];
        Actions = [.. Offered()];
        var last = await audit.LastWorkedOnAsync(Actor, SubjectKind.Profile, People + 1, Aborted);
        LastPeople = [.. (await people.RowsAsync([.. last.Select(Guid.Parse).Where(id => id != Actor.ProfileId)], Aborted)).Take(People)];
    }

    private async Task<IReadOnlyList<WaitingView>> WaitingAsync(RequestCounts counts)
    {
        var waiting = new List<WaitingView>
        {
            new(counts.Open, DateWords.Count(counts.Open, "request") + " to decide", "/requests", $"A reply is expected within {policy.ReplyWorkingDays} working days"),
        };
        if (Actor.Organisation is { } organisation && Session.Can(RaFunction.RenewExpiringCertificates))
        {
            var expiring = (await cards.ExpiringAsync(organisation, policy.RenewalWindowDays, 1, Aborted)).Total;
            waiting.Add(new WaitingView(
                expiring,
                DateWords.Count(expiring, "card") + (expiring == 1 ? " expires soon" : " expire soon"),
                $"/organisations/{organisation}/cards",
                $"At your sites, within {policy.RenewalWindowDays} days"));
        }

        return waiting;
    }

    private IEnumerable<LinkView> Offered()
    {
        if (Session.Can(RaFunction.RaiseRequest))
        {
            yield return new LinkView("Request a new profile", "/requests/new/person");
        }

        if (Actor.Organisation is { } organisation && Session.Can(RaFunction.IssueSmartcard))
        {
            yield return new LinkView("Blank smartcards in stock", $"/organisations/{organisation}/stock");
        }

        if (Session.Can(RaFunction.ChangeCardMasterKey))
        {
            yield return new LinkView("Keys of the smartcards", "/cards/keys");
        }

        yield return new LinkView("Find a person", "/search");
        yield return new LinkView("My profile, my access and my cards", "/me");
    }
}

/// <summary>Something that waits, with the list behind the number.</summary>
public sealed record WaitingView(int Count, string Text, string Href, string Detail);
