using CareIdentity.Access;
using CareIdentity.Kernel;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Positions;

/// <summary>One restricted combination, added, changed or taken away; who holds it is shown before it is saved.</summary>
public sealed class RestrictedRuleModel(Combinations combinations, RestrictedReportQueries reports, RbacReferenceSource reference, Authority authority, ChangeRestriction change) : PortalPage
{
    private RbacReference rbac = null!;

    [BindProperty(SupportsGet = true)]
    public string? Code { get; set; }

    [BindProperty]
    public string? First { get; set; }

    [BindProperty]
    public string? Second { get; set; }

    [BindProperty]
    public RestrictionScope? Scope { get; set; }

    [BindProperty]
    public string? Why { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>The rule that the form was opened on; another one since is not overwritten.</summary>
    [BindProperty]
    public string? Seen { get; set; }

    /// <summary>What the shown holders are of.</summary>
    [BindProperty]
    public string? Shown { get; set; }

    public bool IsNew => string.IsNullOrEmpty(Seen);

    /// <summary>As it is now; null where there is none of that short name.</summary>
    public Restriction? Before { get; private set; }

    public RestrictedReport? Holders { get; private set; }

    public string Print => Words(Typed());

    public string Name(string code) => $"{new AccessItem(Actor.Organisation ?? OdsCode.NationalLocumPharmacy, code).Name(rbac)} ({code})";

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        if (!string.IsNullOrEmpty(Code) && Before is null)
        {
            return NotFound();
        }

        (First, Second, Scope, Why, Seen) = (Before?.First, Before?.Second, Before?.Scope ?? RestrictionScope.Organisation, Before?.Why, Words(Before));
        return Page();
    }

    public async Task<IActionResult> OnPostPreviewAsync()
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        await ShowAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        if (await ShowAsync() is not { } after)
        {
            return Page();
        }

        if (Shown != Print)
        {
            ModelState.Remove(nameof(Shown));
            ModelState.AddModelError(nameof(First), "Who holds it, below, is of what you typed last. Look at it, then save");
            return Page();
        }

        return await TellAsync(after, "The combination is saved. It is refused from now on.");
    }

    public async Task<IActionResult> OnPostRemoveAsync() =>
        await FindAsync() ?? await TellAsync(null, "The combination is taken away. It can be given from now on.");

    private async Task<IActionResult> TellAsync(Restriction? after, string done)
    {
        if (IsNew && Before is not null)
        {
            return await RefuseAsync(RestrictionRefusals.CodeTaken, nameof(Code));
        }

        if ((Seen ?? "") != Words(Before))
        {
            return await RefuseAsync(CareIdentity.Data.SaveRefusals.ChangedBySomeoneElse);
        }

        var request = new ChangeRestrictionRequest { Code = Code?.Trim() ?? "", Before = Before, After = after, Reason = Reason ?? "" };
        if ((await change.ExecuteAsync(request, Actor, Aborted)).IsRefused(out var refusal, out _))
        {
            return await RefuseAsync(refusal, refusal.Field);
        }

        Say(done);
        return LocalRedirect("/positions/restricted");
    }

    /// <summary>What is typed, with who holds it; null where it cannot be read.</summary>
    private async Task<Restriction?> ShowAsync()
    {
        var typed = Typed();
        if (!Restriction.IsHalf(typed.First))
        {
            ModelState.AddModelError(nameof(First), "Enter the code of a job role, such as R5100, or of an activity, such as B0420");
        }

        if (!Restriction.IsHalf(typed.Second))
        {
            ModelState.AddModelError(nameof(Second), "Enter the code of a job role, such as R5100, or of an activity, such as B0420");
        }

        if (!ModelState.IsValid)
        {
            return null;
        }

        Holders = await reports.OfAsync(typed, Actor.Organisation!, Aborted);
        return typed;
    }

    private Restriction Typed() => new(
        Code?.Trim() ?? "", First?.Trim().ToUpperInvariant() ?? "", Second?.Trim().ToUpperInvariant() ?? "", Scope ?? RestrictionScope.Organisation, Why?.Trim() ?? "");

    private static string Words(Restriction? rule) => rule is null ? "" : $"{rule.Line}: {rule.Why}";

    private async Task<IActionResult?> FindAsync()
    {
        if (await authority.CheckAsync(Actor, RaFunction.AdministerReferenceData, Aborted) is { } refusal)
        {
            return await RefusePageAsync(refusal);
        }

        rbac = await reference.GetAsync(Aborted);
        Before = (await combinations.RestrictionsAsync(Aborted)).FirstOrDefault(rule => rule.Code == Code?.Trim());
        return null;
    }
}
