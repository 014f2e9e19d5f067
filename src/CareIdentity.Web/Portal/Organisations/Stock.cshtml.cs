using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.Smartcards;
using CareIdentity.Web.Nhs;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Organisations;

/// <summary>The blank cards of a Registration Authority, and taking a delivery of them into stock.</summary>
public sealed class StockModel(OrganisationQueries organisations, SmartcardQueries cards, RegisterBlankCards register, Authority authority) : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public string Code { get; set; } = "";

    [BindProperty]
    public string? Serials { get; set; }

    public string Name { get; private set; } = "";

    public bool MayAdd { get; private set; }

    public BlankStock Stock { get; private set; } = new([], 0);

    public ListState List { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync() => await FindAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindAsync() is { } elsewhere)
        {
            return elsewhere;
        }

        var (serials, problems) = SerialList.Read(Serials, RegisterBlankCards.Most);
        foreach (var problem in problems)
        {
            ModelState.AddModelError(nameof(Serials), problem);
        }

        if (problems.Count > 0)
        {
            return Page();
        }

        if ((await register.ExecuteAsync(new RegisterBlankCardsRequest { Organisation = OdsCode.Parse(Code), Serials = [.. serials] }, Actor, Aborted)).IsRefused(out var refusal, out var taken))
        {
            return await RefuseAsync(refusal);
        }

        Say($"{DateWords.Count(taken.Registered, "card")} taken into stock.{(taken.KnownAlready > 0 ? $" {DateWords.Count(taken.KnownAlready, "card")} known already and left as they were." : "")}");
        return LocalRedirect($"/organisations/{Code}/stock");
    }

    private async Task<IActionResult?> FindAsync()
    {
        if (!OdsCode.TryParse(Code, out var code) || await organisations.FindAsync(code, Aborted) is not { } organisation)
        {
            return NotFound();
        }

        (Code, Name) = (code.Value, organisation.Name);
        List = ListState.Of(Request, [], ["serial"]);
        if (await authority.CheckAsync(Actor, RaFunction.IssueSmartcard, code, Aborted) is { } refusal)
        {
            return await RefusePageAsync(refusal);
        }

        MayAdd = true;
        Stock = await cards.BlankStockAsync(code, List.Skip, ListState.PageSize, Aborted);
        return null;
    }
}
