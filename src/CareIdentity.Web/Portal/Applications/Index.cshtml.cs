using CareIdentity.Applications;
using CareIdentity.Kernel;
using CareIdentity.Web.Nhs;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Applications;

/// <summary>Applications of the reader's organisation, for the Registration Authority also of those below it.</summary>
public sealed class IndexModel(ApplicationQueries applications, Authority authority) : PortalPage
{
    private static readonly ApplicationState[] Open = [ApplicationState.Invited, ApplicationState.Returned];
    private static readonly ApplicationState[] ToCheck = [ApplicationState.Submitted];
    private static readonly ApplicationState[] Over = [.. Enum.GetValues<ApplicationState>().Except(Open).Except(ToCheck)];

    private const int MostLetters = 100;

    private IReadOnlyDictionary<ApplicationState, int> counts = new Dictionary<ApplicationState, int>();

    public ApplicationList? List { get; private set; }

    public ListState State { get; private set; } = null!;

    public bool MayInvite { get; private set; }

    /// <summary>A name, a reference or an ODS code.</summary>
    public string? Text => State.Filter("q") is { } typed ? typed.Length > MostLetters ? typed[..MostLetters] : typed : null;

    public string ClearHref => Shown is "check" ? State.Path : $"{State.Path}?list={Shown}";

    public string Shown => State.Filter("list") is "over" or "open" ? State.Filter("list")! : "check";

    public EmptyView Empty => Text is { } text ? new EmptyView($"No application here matches “{text}”.")
    {
        How = "Try part of the name, or look under the other headings.",
        First = new LinkView("Clear the search", ClearHref),
    }
    : new(Shown switch { "check" => "No application waits to be checked.", "open" => "Nobody is invited.", _ => "No application is over." })
    {
        How = "Whoever is invited applies with their own phone or computer; what they send is checked here.",
        First = MayInvite ? new LinkView("Invite somebody", "/applications/new") : null,
    };

    public async Task<IActionResult> OnGetAsync()
    {
        State = ListState.Of(Request, ["list", "q"], ["since"]);
        var refusal = await authority.CheckAsync(Actor, RaFunction.InviteApplicant, Aborted);
        MayInvite = refusal is null;
        if (refusal is not null && await authority.CheckAsync(Actor, RaFunction.CreateProfile, Aborted) is not null)
        {
            return await RefusePageAsync(refusal);
        }

        var wholeTree = Session.Can(RaFunction.DecideRequest);
        counts = await applications.CountAsync(Actor.Organisation!, wholeTree, Aborted);
        List = await applications.ListAsync(
            new ApplicationFilter { Organisation = Actor.Organisation!, WholeTree = wholeTree, States = StatesOf(Shown), Text = Text }, State.Skip, ListState.PageSize, Aborted);
        return Page();
    }

    /// <summary>Of one of the three lists, whatever is searched for.</summary>
    public int Count(string list) => StatesOf(list).Sum(state => counts.GetValueOrDefault(state));

    private static ApplicationState[] StatesOf(string list) => list switch { "check" => ToCheck, "open" => Open, _ => Over };
}
