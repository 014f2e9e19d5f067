using CareIdentity.Kernel;
using CareIdentity.Organisations;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Organisations;

/// <summary>Closes an organisation after showing what becomes of its positions and people, or opens it again.</summary>
public sealed class CloseModel(
    OrganisationQueries organisations, Authority authority, OrganisationEndingQueries endings, CloseOrganisation close, ReopenOrganisation reopen) : OrganisationPage(organisations, authority)
{
    private readonly OrganisationQueries organisations = organisations;

    public override string Tab => "overview";

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Evidence { get; set; }

    public IReadOnlyList<OrganisationEnding> Ending { get; private set; } = [];

    /// <summary>Open organisations below it, which must be moved or closed first.</summary>
    public int OpenBelow { get; private set; }

    /// <summary>Closed, with nothing left to end.</summary>
    public bool IsOver => Organisation.Status is OrganisationStatus.Closed && !Ending.Any(line => line.Ends);

    public async Task<IActionResult> OnGetAsync() => await FindClosableAsync() ?? Page();

    public async Task<IActionResult> OnPostCloseAsync()
    {
        if (await FindClosableAsync() is { } missing)
        {
            return missing;
        }

        var outcome = await close.ExecuteAsync(
            new CloseOrganisationRequest { Organisation = Organisation.Code, Reason = Reason ?? "", Evidence = string.IsNullOrWhiteSpace(Evidence) ? null : Evidence.Trim() }, Actor, Aborted);
        return await AfterAsync(outcome, $"{Organisation.Name} is closed. Everything that stood on it ended now.");
    }

    public async Task<IActionResult> OnPostReopenAsync()
    {
        if (await FindClosableAsync() is { } missing)
        {
            return missing;
        }

        var outcome = await reopen.ExecuteAsync(new ReopenOrganisationRequest { Organisation = Organisation.Code, Reason = Reason ?? "" }, Actor, Aborted);
        return await AfterAsync(outcome, $"{Organisation.Name} is open again, without any position. Create positions and give them next.");
    }

    private async Task<IActionResult> AfterAsync(Outcome<Done> outcome, string done) =>
        outcome.IsRefused(out var refusal, out _) ? await RefuseAsync(refusal, refusal.Field) : Told(done);

    private async Task<IActionResult?> FindClosableAsync()
    {
        if (await FindAsync(RaFunction.CloseOrganisation) is { } missing)
        {
            return missing;
        }

        if (Actor.Organisation == Organisation.Code)
        {
            return await RefusePageAsync(OrganisationRefusals.ClosesOwn);
        }

        Ending = await endings.OfAsync(Organisation.Code, Aborted);
        OpenBelow = (await organisations.ChildrenAsync(Organisation.Code, null, closed: false, 0, 1, Aborted)).Total;
        return null;
    }
}
