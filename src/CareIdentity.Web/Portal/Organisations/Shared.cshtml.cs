using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.People;
using CareIdentity.Web.Nhs;
using CareIdentity.Web.Portal.People;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Organisations;

/// <summary>What at an organisation is nobody's own, and where each card is.</summary>
public sealed class SharedModel(OrganisationQueries organisations, Authority authority, LoanQueries loans, RaPolicy policy) : OrganisationPage(organisations, authority)
{
    public override string Tab => "shared";

    public int MostHours => policy.TemporaryLoanHours;

    public bool MayCreate => Session.Can(RaFunction.CreateSharedProfile);

    public ListState State { get; private set; } = null!;

    public SharedProfiles Shared { get; private set; } = new([], 0);

    public string ExportHref => (State with { Page = 1 }).Href() + "&handler=Export";

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindSharedAsync() is { } elsewhere)
        {
            return elsewhere;
        }

        Shared = await loans.OfOrganisationAsync(Organisation.Code, State.Skip, ListState.PageSize, Aborted);
        return Page();
    }

    /// <summary>All of them in the same order.</summary>
    public async Task<IActionResult> OnGetExportAsync([FromServices] ExportShared export)
    {
        if (await FindSharedAsync() is { } elsewhere)
        {
            return elsewhere;
        }

        if ((await export.ExecuteAsync(Organisation.Code, Actor, Aborted)).IsRefused(out var refusal, out var rows))
        {
            return await RefusePageAsync(refusal);
        }

        await using var writer = CsvRows.Begin(Response, $"temporary-cards-{Organisation.Code}-{Today:yyyy-MM-dd}.csv");
        await writer.WriteAsync(["UUID", "Name", "ODS code", "What it is", "Where it is", "Loans to review", "Notes"]);
        await foreach (var row in rows.WithCancellation(Aborted))
        {
            await writer.WriteAsync([row.Uuid.Value, row.FullName, Organisation.Code.Value, ProfileStates.Kind(row.Kind), Place(row).Word, $"{row.ToReview}", row.Notes ?? ""]);
        }

        return new EmptyResult();
    }

    public StateView Place(SharedProfileRow row) => row switch
    {
        { Kind: ProfileKind.Robot } => StateView.Neutral("Works by itself"),
        { Loan: LoanState.Proposed } => StateView.Waiting($"For {row.With}, waits for a second person"),
        { Loan: LoanState.Lent } when row.DueAt < Clock.GetUtcNow() => StateView.Stopped($"With {row.With}, overdue"),
        { Loan: LoanState.Lent } => StateView.Soon($"With {row.With} until {DateWords.Moment(row.DueAt!.Value, Zone)}"),
        _ => StateView.Good("In its bag"),
    };

    private async Task<IActionResult?> FindSharedAsync()
    {
        State = ListState.Of(Request, [], ["name"]);
        return await FindAsync(RaFunction.LendTemporaryCard);
    }
}
