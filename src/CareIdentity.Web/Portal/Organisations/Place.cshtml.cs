using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.Web.Nhs;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Organisations;

/// <summary>Where an organisation stands in the RA tree, stood and will stand; moves it, now or from a day on.</summary>
public sealed class PlaceModel(OrganisationQueries organisations, Authority authority, MoveQueries moves, MoveOrganisation move, WithdrawMove withdraw)
    : OrganisationPage(organisations, authority)
{
    private readonly OrganisationQueries organisations = organisations;

    public override string Tab => "place";

    [BindProperty]
    public string? To { get; set; }

    /// <summary>The parent on the page when it was filled in.</summary>
    [BindProperty]
    public string? Seen { get; set; }

    [BindProperty]
    public DateOnly? EffectiveOn { get; set; }

    [BindProperty]
    public RaLinkReason? Why { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Evidence { get; set; }

    [BindProperty]
    public Guid MoveId { get; set; }

    [BindProperty]
    public string? WithdrawReason { get; set; }

    public ListState State { get; private set; } = null!;

    public MovePage Moves { get; private set; } = new([], 0);

    /// <summary>Null where the reader may move it; else why not, in the place of the form.</summary>
    public Refusal? MayNot { get; private set; }

    public MoveRow? Planned => Moves.Rows.FirstOrDefault(row => row.State is MoveState.Planned);

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindMovesAsync() is { } missing)
        {
            return missing;
        }

        EffectiveOn = Today;
        return Page();
    }

    public async Task<IActionResult> OnPostMoveAsync()
    {
        if (await FindMovesAsync() is { } missing)
        {
            return missing;
        }

        if (MayNot is { } notAllowed)
        {
            return await RefusePageAsync(notAllowed);
        }

        var to = await ReadAsync();
        if (!ModelState.IsValid)
        {
            return Page();
        }

        var outcome = await move.ExecuteAsync(
            new MoveOrganisationRequest
            {
                Organisation = Organisation.Code,
                From = OdsCode.TryParse(Seen, out var seen) ? seen : null,
                To = to,
                EffectiveOn = EffectiveOn!.Value,
                Why = Why!.Value,
                Reason = Reason?.Trim() ?? "",
                Evidence = Evidence?.Trim(),
            },
            Actor,
            Aborted);
        return outcome.IsRefused(out var refusal, out _)
            ? await RefuseAsync(refusal, refusal.Field)
            : Told(EffectiveOn > Today ? $"The move is planned. It happens by itself on {DateWords.Date(EffectiveOn.Value)}." : "The organisation was moved. It is looked after from its new place now.", "/place");
    }

    public async Task<IActionResult> OnPostWithdrawAsync()
    {
        if (await FindMovesAsync() is { } missing)
        {
            return missing;
        }

        var outcome = await withdraw.ExecuteAsync(new WithdrawMoveRequest { MoveId = MoveId, Reason = WithdrawReason?.Trim() ?? "" }, Actor, Aborted);
        return outcome.IsRefused(out var refusal, out _)
            ? await RefuseAsync(refusal, refusal.Field is "Reason" ? nameof(WithdrawReason) : refusal.Field)
            : Told("The planned move is withdrawn. The organisation stays where it is.", "/place");
    }

    /// <summary>The new parent; errors stand beside their fields.</summary>
    private async Task<OdsCode?> ReadAsync()
    {
        OdsCode? to = null;
        if (!OdsCode.TryParse(To, out to) || await organisations.FindAsync(to, Aborted) is null)
        {
            ModelState.AddModelError(nameof(To), "Enter the ODS code of the organisation above, such as RA1DO");
        }

        if (EffectiveOn is null && ModelState[nameof(EffectiveOn)]?.Errors.Count is null or 0)
        {
            ModelState.AddModelError(nameof(EffectiveOn), "Enter the day from which it counts");
        }

        if (Why is null)
        {
            ModelState.AddModelError(nameof(Why), "Select why it moves");
        }

        return to;
    }

    private async Task<IActionResult?> FindMovesAsync()
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        State = ListState.Of(Request, [], ["newest"]);
        Moves = await moves.OfAsync(Organisation.Code, State.Skip, ListState.PageSize, Aborted);
        MayNot = Organisation.Status is OrganisationStatus.Closed ? OrganisationRefusals.Closed(Organisation.Code, Organisation.Name)
            : Organisation.RaParent is { } parent ? await Authority.CheckAsync(Actor, RaFunction.MoveOrganisation, parent, Aborted)
            : await Authority.CheckAsync(Actor, RaFunction.PlaceOrganisation, Organisation.Code, Aborted);
        return null;
    }
}
