using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Search;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.People;

/// <summary>A loan as an event of the history.</summary>
public abstract record LoanEvent : CareEvent
{
    public required Guid LoanId { get; init; }

    public required Guid ProfileId { get; init; }

    public Guid? BorrowerId { get; init; }

    public required string BorrowerName { get; init; }

    public override IEnumerable<AuditSubject> Subjects =>
        BorrowerId is { } borrower ? [AuditSubject.Profile(ProfileId), AuditSubject.Profile(borrower)] : [AuditSubject.Profile(ProfileId)];
}

public sealed record ProposeLoanRequest
{
    public required Guid ProfileId { get; init; }

    /// <summary>Of the borrower's own profile, where they have one.</summary>
    public UserUuid? Borrower { get; init; }

    /// <summary>Where they have none: their full name, and a document with a photo that was seen.</summary>
    public string BorrowerName { get; init; } = "";

    public DocumentKind? Document { get; init; }

    public string DocumentNumber { get; init; } = "";

    public required DateTimeOffset DueAt { get; init; }

    public required string Reason { get; init; }
}

/// <summary>The first of two people says who shall have a Temporary Access Card, and until when (features.md row 25).</summary>
public sealed class ProposeLoan(CareIdentityDb db, Authority authority, AuditTrail audit, RaPolicy policy, TimeProvider clock)
{
    public async Task<Outcome<Guid>> ExecuteAsync(ProposeLoanRequest request, Actor actor, CancellationToken ct)
    {
        if (await authority.CheckForProfileAsync(actor, RaFunction.LendTemporaryCard, request.ProfileId, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        var card = await db.Profiles.AsNoTracking().FirstAsync(p => p.Id == request.ProfileId, ct);
        var borrower = request.Borrower is { } uuid ? await db.Profiles.AsNoTracking().FirstOrDefaultAsync(p => p.Uuid == uuid, ct) : null;
        if (Decide(request, card, borrower, actor) is { } refusal)
        {
            return refusal;
        }

        var now = clock.GetUtcNow();
        var loan = new CardLoan
        {
            Id = Guid.CreateVersion7(now),
            ProfileId = card.Id,
            Organisation = card.RegisteredAt,
            BorrowerId = borrower?.Id,
            BorrowerName = borrower?.FullName ?? request.BorrowerName.Trim(),
            IdentifiedBy = borrower is null ? $"{request.Document!.Name} {DocumentNumber.Canonical(request.Document, request.DocumentNumber, out _)}" : $"Profile {borrower.Uuid}",
            Reason = request.Reason.Trim(),
            ProposedBy = actor.ProfileId,
            ProposedAt = now,
            DueAt = request.DueAt,
        };
        db.CardLoans.Add(loan);
        audit.Record(actor, new Reason(loan.Reason), new LoanProposed
        {
            LoanId = loan.Id,
            ProfileId = card.Id,
            BorrowerId = loan.BorrowerId,
            BorrowerName = loan.BorrowerName,
            IdentifiedBy = loan.IdentifiedBy,
            DueAt = loan.DueAt,
        });

        return await db.SaveAsync(ct) is { } refused ? refused : loan.Id;
    }

    private Refusal? Decide(ProposeLoanRequest request, Profile card, Profile? borrower, Actor actor)
    {
        var now = clock.GetUtcNow();
        return card.Kind is not ProfileKind.TemporaryAccessCard ? LoanRefusals.NotTemporary
            : card.State is ProfileState.Closed ? ProfileRefusals.Closed(card.FullName)
            : CheckBorrower(request, borrower, actor) is { } wrong ? wrong
            : request.DueAt <= now || request.DueAt > now.AddHours(policy.TemporaryLoanHours) ? LoanRefusals.EndWrong(policy.TemporaryLoanHours)
            : string.IsNullOrWhiteSpace(request.Reason) || request.Reason.Length > 1000 ? LoanRefusals.ReasonMissing
            : null;
    }

    private static Refusal? CheckBorrower(ProposeLoanRequest request, Profile? borrower, Actor actor)
    {
        if (request.Borrower is not null)
        {
            return borrower is not { Kind: ProfileKind.Person, State: ProfileState.Verified } ? LoanRefusals.BorrowerUnknown
                : borrower.Id == actor.ProfileId ? LoanRefusals.NotToOneself
                : null;
        }

        if (NameText.Words(request.BorrowerName).Count < 2 || request.BorrowerName.Length > 200 || request.Document is not { Category: DocumentCategory.Photo, HasNumber: true } document)
        {
            return LoanRefusals.BorrowerMissing;
        }

        return DocumentNumber.Canonical(document, request.DocumentNumber, out var sentence) is null
            ? EvidenceRefusals.NumberWrong(sentence!) with { Field = nameof(ProposeLoanRequest.DocumentNumber) }
            : null;
    }
}

public sealed record LoanProposed : LoanEvent
{
    public required string IdentifiedBy { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    public override string InWords => $"Proposed to lend the Temporary Access Card to {BorrowerName} ({IdentifiedBy}) until {ClockDates.InLondon(DueAt):d MMMM yyyy HH:mm}.";
}

public sealed record ApproveLoanRequest
{
    public required Guid LoanId { get; init; }
}

/// <summary>The second person agrees: from this commit on the card signs its borrower in, until the hour agreed.</summary>
public sealed class ApproveLoan(CareIdentityDb db, Authority authority, AuditTrail audit, RaPolicy policy, TimeProvider clock)
{
    public async Task<Outcome<Done>> ExecuteAsync(ApproveLoanRequest request, Actor actor, CancellationToken ct)
    {
        if (await db.CardLoans.FirstOrDefaultAsync(l => l.Id == request.LoanId, ct) is not { } loan)
        {
            return LoanRefusals.NotFound;
        }

        if (await authority.CheckAsync(actor, RaFunction.LendTemporaryCard, loan.Organisation, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        if (loan.Approve(actor.ProfileId, clock.GetUtcNow(), policy.TemporaryLoanHours) is { } refusal)
        {
            return refusal;
        }

        audit.Record(actor, new Reason(loan.Reason), new LoanApproved { LoanId = loan.Id, ProfileId = loan.ProfileId, BorrowerId = loan.BorrowerId, BorrowerName = loan.BorrowerName, DueAt = loan.DueAt });

        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }
}

public sealed record LoanApproved : LoanEvent
{
    public required DateTimeOffset DueAt { get; init; }

    public override string InWords => $"Agreed as the second person: the Temporary Access Card is with {BorrowerName} until {ClockDates.InLondon(DueAt):d MMMM yyyy HH:mm}.";
}

public sealed record ReturnLoanRequest
{
    public required Guid LoanId { get; init; }
}

/// <summary>The card is back, or is not needed after all: it signs nobody in from this commit on.</summary>
public sealed class ReturnLoan(CareIdentityDb db, Authority authority, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<Done>> ExecuteAsync(ReturnLoanRequest request, Actor actor, CancellationToken ct)
    {
        if (await db.CardLoans.FirstOrDefaultAsync(l => l.Id == request.LoanId, ct) is not { } loan)
        {
            return LoanRefusals.NotFound;
        }

        if (await authority.CheckAsync(actor, RaFunction.LendTemporaryCard, loan.Organisation, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        var now = clock.GetUtcNow();
        var late = loan.State is LoanState.Lent && now > loan.DueAt;
        if (loan.Return(actor.ProfileId, now) is { } refusal)
        {
            return refusal;
        }

        audit.Record(actor, Reason.None, new LoanReturned
        {
            LoanId = loan.Id,
            ProfileId = loan.ProfileId,
            BorrowerId = loan.BorrowerId,
            BorrowerName = loan.BorrowerName,
            Late = late,
            NeverLent = loan.State is LoanState.Withdrawn,
        });

        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }
}

public sealed record LoanReturned : LoanEvent
{
    public required bool Late { get; init; }

    public required bool NeverLent { get; init; }

    public override string InWords => NeverLent
        ? $"Withdrew the loan of the Temporary Access Card to {BorrowerName}, who never had it."
        : $"Took the Temporary Access Card back from {BorrowerName}{(Late ? ", late" : "")}.";
}

public sealed record ReviewLoanRequest
{
    public required Guid LoanId { get; init; }

    /// <summary>What it was used for, and whether that was right.</summary>
    public required string Finding { get; init; }
}

/// <summary>Somebody of the Registration Authority who had no part in a loan looks at it afterwards (decisions.md §2 rule 5).</summary>
public sealed class ReviewLoan(CareIdentityDb db, Authority authority, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<Done>> ExecuteAsync(ReviewLoanRequest request, Actor actor, CancellationToken ct)
    {
        if (await db.CardLoans.FirstOrDefaultAsync(l => l.Id == request.LoanId, ct) is not { } loan)
        {
            return LoanRefusals.NotFound;
        }

        if (await authority.CheckAsync(actor, RaFunction.ReviewLoan, loan.Organisation, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        if (loan.Review(actor.ProfileId, clock.GetUtcNow(), request.Finding) is { } refusal)
        {
            return refusal;
        }

        audit.Record(actor, new Reason(request.Finding.Trim()), new LoanReviewed { LoanId = loan.Id, ProfileId = loan.ProfileId, BorrowerId = loan.BorrowerId, BorrowerName = loan.BorrowerName });

        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }
}

public sealed record LoanReviewed : LoanEvent
{
    public override string InWords => $"Reviewed the loan of the Temporary Access Card to {BorrowerName}.";
}
