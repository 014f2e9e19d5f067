using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Web.Nhs;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.People;

/// <summary>Where a Temporary Access Card is, who may have it next, and the register of who had it.</summary>
public sealed class LoansModel(
    ProfileQueries profiles, PositionQueries positions, Authority authority, LoanQueries loans, RaPolicy policy) : ProfilePage(profiles, positions, authority)
{
    [BindProperty]
    public Guid Loan { get; set; }

    [BindProperty]
    public string? Borrower { get; set; }

    [BindProperty]
    public string? BorrowerName { get; set; }

    [BindProperty]
    public string? Document { get; set; }

    [BindProperty]
    public string? DocumentNumber { get; set; }

    [BindProperty]
    public int Hours { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Finding { get; set; }

    public override string Tab => "loans";

    public DateTimeOffset Now => Clock.GetUtcNow();

    public int MostHours => policy.TemporaryLoanHours;

    public IEnumerable<int> Choices => ((int[])[4, 8, 12, 24]).Where(hours => hours < MostHours).Append(MostHours);

    public IEnumerable<DocumentKind> Documents => DocumentKind.All.Where(kind => kind is { Category: DocumentCategory.Photo, HasNumber: true });

    public bool MayReview => Session.Can(RaFunction.ReviewLoan);

    public ListState List { get; private set; } = null!;

    public IReadOnlyList<LoanRow> Rows { get; private set; } = [];

    public int Total { get; private set; }

    /// <summary>The one that is out or waits; always the newest.</summary>
    public LoanRow? Current { get; private set; }

    public async Task<IActionResult> OnGetAsync() => await FindCardAsync() ?? Page();

    public async Task<IActionResult> OnPostProposeAsync([FromServices] ProposeLoan propose)
    {
        if (await FindCardAsync() is { } elsewhere)
        {
            return elsewhere;
        }

        UserUuid? borrower = null;
        if (!string.IsNullOrWhiteSpace(Borrower) && !UserUuid.TryParse(Borrower, out borrower))
        {
            ModelState.AddModelError(nameof(Borrower), "A UUID has 12 digits");
            return Page();
        }

        var outcome = await propose.ExecuteAsync(
            new ProposeLoanRequest
            {
                ProfileId = Profile.Id,
                Borrower = borrower,
                BorrowerName = BorrowerName ?? "",
                Document = DocumentKind.Find(Document ?? ""),
                DocumentNumber = DocumentNumber ?? "",
                DueAt = Now.AddHours(Hours),
                Reason = Reason ?? "",
            },
            Actor,
            Aborted);
        return await AfterAsync(outcome.Refusal, "The loan waits for a second person, who agrees on this page.");
    }

    public async Task<IActionResult> OnPostApproveAsync([FromServices] ApproveLoan approve) =>
        await FindCardAsync() ?? await AfterAsync((await approve.ExecuteAsync(new ApproveLoanRequest { LoanId = Loan }, Actor, Aborted)).Refusal, "The card works for its borrower from now on.");

    public async Task<IActionResult> OnPostReturnAsync([FromServices] ReturnLoan give) =>
        await FindCardAsync() ?? await AfterAsync((await give.ExecuteAsync(new ReturnLoanRequest { LoanId = Loan }, Actor, Aborted)).Refusal, "The card is in its bag. It signs nobody in.");

    public async Task<IActionResult> OnPostReviewAsync([FromServices] ReviewLoan review) =>
        await FindCardAsync() ?? await AfterAsync((await review.ExecuteAsync(new ReviewLoanRequest { LoanId = Loan, Finding = Finding ?? "" }, Actor, Aborted)).Refusal, "The loan is reviewed.");

    public StateView State(LoanRow row) => row.State switch
    {
        LoanState.Proposed => StateView.Waiting("Waits for a second person"),
        LoanState.Lent when row.IsOverdue(Now) => StateView.Stopped("Overdue"),
        LoanState.Lent => StateView.Soon("Out"),
        LoanState.Returned => StateView.Waiting("Back, to be reviewed"),
        LoanState.Reviewed => StateView.Good("Reviewed"),
        _ => StateView.Ended("Withdrawn"),
    };

    private async Task<IActionResult> AfterAsync(Refusal? refusal, string done)
    {
        if (refusal is not null)
        {
            return await RefuseAsync(refusal, refusal.Field is nameof(ProposeLoanRequest.DueAt) ? nameof(Hours) : refusal.Field);
        }

        Say(done);
        return LocalRedirect($"/people/{Profile.Uuid}/loans");
    }

    private async Task<IActionResult?> FindCardAsync()
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        List = ListState.Of(Request, [], ["proposed"]);
        if (Profile.Kind is not ProfileKind.TemporaryAccessCard)
        {
            return NotFound();
        }

        if (await Authority.CheckForProfileAsync(Actor, RaFunction.LendTemporaryCard, Profile.Id, Aborted) is { } refusal)
        {
            return await RefusePageAsync(refusal);
        }

        (Rows, Total) = await loans.OfCardAsync(Profile.Id, List.Skip, ListState.PageSize, Aborted);
        var newest = List.Page == 1 ? Rows : (await loans.OfCardAsync(Profile.Id, 0, 1, Aborted)).Rows;
        Current = newest is [{ State: LoanState.Proposed or LoanState.Lent } current, ..] ? current : null;
        return null;
    }
}
