using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.People;
using CareIdentity.Web.Nhs;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Organisations;

/// <summary>What at an organisation is nobody's own, and where each card is.</summary>
public sealed class SharedModel(OrganisationQueries organisations, Authority authority, LoanQueries loans, RaPolicy policy) : OrganisationPage(organisations, authority)
{
    private const int Most = 200;

    public override string Tab => "shared";

    public int MostHours => policy.TemporaryLoanHours;

    public bool MayCreate => Session.Can(RaFunction.CreateSharedProfile);

    public IReadOnlyList<SharedProfileRow> Rows { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindAsync(RaFunction.LendTemporaryCard) is { } elsewhere)
        {
            return elsewhere;
        }

        Rows = await loans.OfOrganisationAsync(Organisation.Code, Most, Aborted);
        return Page();
    }

    public StateView Place(SharedProfileRow row) => row switch
    {
        { Kind: ProfileKind.Robot } => StateView.Neutral("Works by itself"),
        { Loan: LoanState.Proposed } => StateView.Waiting($"For {row.With}, waits for a second person"),
        { Loan: LoanState.Lent } when row.DueAt < Clock.GetUtcNow() => StateView.Stopped($"With {row.With}, overdue"),
        { Loan: LoanState.Lent } => StateView.Soon($"With {row.With} until {DateWords.Moment(row.DueAt!.Value, Zone)}"),
        _ => StateView.Good("In its bag"),
    };
}
