using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CareIdentity.People;

public enum LoanState
{
    /// <summary>One person says who shall have the card; a second has not agreed yet. It signs nobody in.</summary>
    Proposed,

    /// <summary>With the borrower; from its end on it signs nobody in, returned or not.</summary>
    Lent,
    Returned,

    /// <summary>Somebody who had no part in it has looked at it.</summary>
    Reviewed,

    /// <summary>Never given out.</summary>
    Withdrawn,
}

/// <summary>One time that a Temporary Access Card was given out: to whom, until when, by which two people (decisions.md §2 rule 5, §3).</summary>
internal sealed class CardLoan : IVersioned
{
    public required Guid Id { get; init; }

    public Guid Version { get; set; }

    /// <summary>The pool profile whose card it is.</summary>
    public required Guid ProfileId { get; init; }

    public required OdsCode Organisation { get; init; }

    /// <summary>Where the borrower has a profile of their own.</summary>
    public Guid? BorrowerId { get; init; }

    public required string BorrowerName { get; init; }

    /// <summary>Their profile, or the document that was seen.</summary>
    public required string IdentifiedBy { get; init; }

    public required string Reason { get; init; }

    public LoanState State { get; private set; } = LoanState.Proposed;

    public required Guid ProposedBy { get; init; }

    public required DateTimeOffset ProposedAt { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    public Guid? ApprovedBy { get; private set; }

    public DateTimeOffset? LentAt { get; private set; }

    public Guid? ReturnedTo { get; private set; }

    public DateTimeOffset? ReturnedAt { get; private set; }

    public Guid? ReviewedBy { get; private set; }

    public DateTimeOffset? ReviewedAt { get; private set; }

    public string? Finding { get; private set; }

    public Refusal? Approve(Guid by, DateTimeOffset at, int mostHours)
    {
        if (State is not LoanState.Proposed)
        {
            return LoanRefusals.NotProposed;
        }

        if (by == ProposedBy || by == BorrowerId)
        {
            return LoanRefusals.ApprovedByAnother;
        }

        if (DueAt <= at || DueAt > at.AddHours(mostHours))
        {
            return LoanRefusals.EndWrong(mostHours);
        }

        (State, ApprovedBy, LentAt) = (LoanState.Lent, by, at);
        return null;
    }

    public Refusal? Return(Guid to, DateTimeOffset at)
    {
        if (State is LoanState.Proposed)
        {
            (State, ReturnedTo, ReturnedAt) = (LoanState.Withdrawn, to, at);
            return null;
        }

        if (State is not LoanState.Lent)
        {
            return LoanRefusals.NotLent;
        }

        (State, ReturnedTo, ReturnedAt) = (LoanState.Returned, to, at);
        return null;
    }

    public Refusal? Review(Guid by, DateTimeOffset at, string finding)
    {
        if (State is not LoanState.Returned)
        {
            return LoanRefusals.NotReturned;
        }

        if (by == ProposedBy || by == ApprovedBy || by == BorrowerId)
        {
            return LoanRefusals.ReviewedByAnother;
        }

        if (string.IsNullOrWhiteSpace(finding) || finding.Length > 1000)
        {
            return LoanRefusals.FindingMissing;
        }

        (State, ReviewedBy, ReviewedAt, Finding) = (LoanState.Reviewed, by, at, finding.Trim());
        return null;
    }
}

internal sealed class CardLoanMapping : IEntityTypeConfiguration<CardLoan>
{
    public void Configure(EntityTypeBuilder<CardLoan> builder)
    {
        builder.ToTable("CardLoans");
        builder.HasKey(l => l.Id);
        builder.Property(l => l.Id).ValueGeneratedNever();
        builder.Property(l => l.Version).IsConcurrencyToken();
        builder.Property(l => l.BorrowerName).HasMaxLength(200);
        builder.Property(l => l.IdentifiedBy).HasMaxLength(200);
        builder.Property(l => l.Reason).HasMaxLength(1000);
        builder.Property(l => l.Finding).HasMaxLength(1000);
        builder.HasIndex(l => l.ProfileId).IsUnique().HasFilter("state in ('Proposed', 'Lent')").RefusedAs(LoanRefusals.OutAlready);
        builder.HasIndex(l => new { l.ProfileId, l.ProposedAt });
        builder.HasIndex(l => new { l.Organisation, l.State, l.ProposedAt });
        builder.HasOne<Profile>().WithMany().HasForeignKey(l => l.ProfileId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(l => l.Organisation).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Profile>().WithMany().HasForeignKey(l => l.BorrowerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Profile>().WithMany().HasForeignKey(l => l.ProposedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Profile>().WithMany().HasForeignKey(l => l.ApprovedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Profile>().WithMany().HasForeignKey(l => l.ReturnedTo).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Profile>().WithMany().HasForeignKey(l => l.ReviewedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasCheck("ck_card_loans_approved_by_another", "approved_by is null or (approved_by <> proposed_by and (borrower_id is null or approved_by <> borrower_id))", LoanRefusals.ApprovedByAnother);
        builder.HasCheck("ck_card_loans_borrower", "borrower_id is null or (borrower_id <> proposed_by and borrower_id <> profile_id)", LoanRefusals.NotToOneself);
        builder.HasCheck("ck_card_loans_lent", "state in ('Proposed', 'Withdrawn') or (approved_by is not null and lent_at is not null)");
        builder.HasCheck("ck_card_loans_reviewed", "state <> 'Reviewed' or (reviewed_by is not null and finding is not null)");
        builder.HasCheck(
            "ck_card_loans_reviewed_by_another",
            "reviewed_by is null or (reviewed_by <> proposed_by and reviewed_by <> approved_by and (borrower_id is null or reviewed_by <> borrower_id))",
            LoanRefusals.ReviewedByAnother);
    }
}

/// <summary>What keeps a Temporary Access Card in its bag.</summary>
public static class LoanRefusals
{
    public static readonly Refusal NotTemporary = new("loan.not-a-temporary-card", "Only a Temporary Access Card is lent.");

    public static readonly Refusal NotFound = new("loan.not-found", "There is no such loan, or it is not yours to see.");

    public static readonly Refusal OutAlready = new("loan.out-already", "This card is with somebody, or a loan of it waits for a second person.") { Next = "Record its return first." };

    public static readonly Refusal BorrowerMissing = new("loan.borrower-missing", "Enter the UUID of the person, or their full name and the document that you saw.")
    {
        Why = "A Temporary Access Card is lent to a named person whose identity is known.",
        Field = nameof(ProposeLoanRequest.BorrowerName),
    };

    public static readonly Refusal BorrowerUnknown = new("loan.borrower-unknown", "There is no verified person with this UUID.") { Field = nameof(ProposeLoanRequest.Borrower) };

    public static readonly Refusal ReasonMissing = new("loan.reason-missing", "Say in 1,000 characters or fewer why they need it.") { Field = nameof(ProposeLoanRequest.Reason) };

    public static readonly Refusal NotToOneself = new("loan.to-oneself", "You cannot lend the card to yourself.") { Next = "Ask a colleague who may lend it." };

    public static readonly Refusal ApprovedByAnother = new("loan.approved-by-another", "A second person must agree: neither who proposed the loan nor who borrows the card.")
    {
        Why = "Temporary Access Cards are given out by two people.",
        Next = "Ask a sponsor, a Local Smartcard Administrator or somebody of the Registration Authority to open this page.",
    };

    public static readonly Refusal ReviewedByAnother = new("loan.reviewed-by-another", "Somebody who had no part in the loan reviews it.");

    public static readonly Refusal NotProposed = new("loan.not-proposed", "This loan does not wait for a second person.");

    public static readonly Refusal NotLent = new("loan.not-lent", "This card is not with anybody.");

    public static readonly Refusal NotReturned = new("loan.not-returned", "A loan is reviewed after the card came back.");

    public static readonly Refusal FindingMissing = new("loan.finding-missing", "Say in 1,000 characters or fewer what the card was used for and whether that was right.") { Field = nameof(ReviewLoanRequest.Finding) };

    public static Refusal EndWrong(int hours) => new("loan.end", $"The loan must end later than now and within {hours} hours.") { Field = nameof(ProposeLoanRequest.DueAt) };
}
