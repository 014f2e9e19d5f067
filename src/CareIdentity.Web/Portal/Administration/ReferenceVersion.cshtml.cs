using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.Web.Nhs;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace CareIdentity.Web.Portal.Administration;

/// <summary>One version of the reference data: its rows, what they would do to everybody, and the decision.</summary>
public sealed class ReferenceVersionModel(ReferenceQueries queries, ChangeProposal change, PublishReference publish, WithdrawReference withdraw, Authority authority) : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The proposal as it was looked at.</summary>
    [BindProperty]
    public Guid Seen { get; set; }

    [BindProperty]
    public ReferenceTable Kind { get; set; }

    [BindProperty]
    public ReferenceAction Action { get; set; }

    [BindProperty]
    public string? First { get; set; }

    [BindProperty]
    public string? Second { get; set; }

    [BindProperty]
    public string? NewName { get; set; }

    public ListState List { get; private set; } = null!;

    public ReferenceVersionView? Version { get; private set; }

    public IEnumerable<ReferenceRow> ShownRows => Version!.Rows.Skip(List.Skip).Take(ListState.PageSize);

    public ReferenceEffect? Effect { get; private set; }

    /// <summary>Why the rows no longer fit what is in force.</summary>
    public string? Misfit { get; private set; }

    public int EffectPage { get; private set; } = 1;

    public int EffectPages => Effect is null ? 1 : Math.Max(1, (Effect.Positions + ListState.PageSize - 1) / ListState.PageSize);

    public bool IsOpen => Version!.Line.State is ReferenceVersionState.Proposed;

    public bool IsMine => Version!.ProposedById == Actor.ProfileId;

    public bool MayEdit => IsOpen && IsMine;

    public IReadOnlyList<SelectListItem> Tables => [.. Enum.GetValues<ReferenceTable>().Select(table => new SelectListItem(ReferenceWords.Table(table), table.ToString(), table == Kind))];

    public IReadOnlyList<SelectListItem> Actions =>
        [new("It comes", nameof(ReferenceAction.Add)), new("It is renamed", nameof(ReferenceAction.Rename)), new("It is closed or taken away", nameof(ReferenceAction.Remove))];

    public async Task<IActionResult> OnGetAsync(int effect = 1)
    {
        EffectPage = Math.Clamp(effect, 1, int.MaxValue / ListState.PageSize);
        return await FindAsync() ?? Page();
    }

    public async Task<IActionResult> OnGetExportAsync()
    {
        if (await FindAsync() is { } refused)
        {
            return refused;
        }

        await using var writer = CsvRows.Begin(Response, "reference-changes.csv");
        await writer.WriteAsync(["table", "code", "with", "name", "change"]);
        foreach (var row in Version!.Rows)
        {
            await writer.WriteAsync([row.Kind.ToString(), row.First, row.Second, row.Name, row.Action.ToString()]);
        }

        return new EmptyResult();
    }

    public Task<IActionResult> OnPostAddAsync() => ChangeAsync(new ReferenceRow(Kind, First ?? "", Second ?? "", Action, NewName ?? ""), true);

    public Task<IActionResult> OnPostDropAsync([FromQuery] ReferenceTable kind, [FromQuery] string? first, [FromQuery] string? second) =>
        ChangeAsync(new ReferenceRow(kind, first ?? "", second ?? "", ReferenceAction.Remove, ""), false);

    public async Task<IActionResult> OnPostPublishAsync()
    {
        if (await FindAsync() is { } refused)
        {
            return refused;
        }

        var outcome = await publish.ExecuteAsync(new DecideReferenceRequest { VersionId = Id, Seen = Seen }, Actor, Aborted);
        if (outcome.IsRefused(out var refusal, out _))
        {
            return await RefuseAsync(refusal);
        }

        Say($"The version is in force: {DateWords.Count(Version!.Rows.Count, "row", "rows")} changed, from now on and for everybody.");
        return LocalRedirect($"/administration/reference/{Id}");
    }

    public async Task<IActionResult> OnPostWithdrawAsync()
    {
        if (await FindAsync() is { } refused)
        {
            return refused;
        }

        var outcome = await withdraw.ExecuteAsync(new DecideReferenceRequest { VersionId = Id, Seen = Seen }, Actor, Aborted);
        if (outcome.IsRefused(out var refusal, out _))
        {
            return await RefuseAsync(refusal);
        }

        Say("The version is withdrawn. Nothing has changed.");
        return LocalRedirect($"/administration/reference/{Id}");
    }

    private async Task<IActionResult> ChangeAsync(ReferenceRow row, bool into)
    {
        if (await FindAsync() is { } refused)
        {
            return refused;
        }

        var outcome = await change.ExecuteAsync(new ChangeProposalRequest { VersionId = Id, Row = row, In = into }, Actor, Aborted);
        return outcome.IsRefused(out var refusal, out _) ? await RefuseAsync(refusal) : LocalRedirect($"/administration/reference/{Id}");
    }

    private async Task<IActionResult?> FindAsync()
    {
        List = ListState.Of(Request, [], ["row"]);
        if (await authority.CheckAsync(Actor, RaFunction.AdministerReferenceData, Aborted) is { } refusal)
        {
            return await RefusePageAsync(refusal);
        }

        if (await queries.FindAsync(Id, Aborted) is not { } version)
        {
            return NotFound();
        }

        Version = version;
        if (Seen == Guid.Empty)
        {
            Seen = version.Version;
        }

        if (IsOpen && version.Rows.Count > 0)
        {
            var effect = await queries.EffectAsync(version.Rows, (EffectPage - 1) * ListState.PageSize, ListState.PageSize, Aborted);
            Effect = effect.IsRefused(out var misfit, out var shown) ? null : shown;
            Misfit = misfit?.Message;
        }

        return null;
    }
}
