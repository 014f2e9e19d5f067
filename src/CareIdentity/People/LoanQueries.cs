using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.People;

/// <summary>A line of the register of loans.</summary>
public sealed record LoanRow(
    Guid Id,
    LoanState State,
    string BorrowerName,
    UserUuid? BorrowerUuid,
    string IdentifiedBy,
    string Reason,
    string ProposedBy,
    DateTimeOffset ProposedAt,
    string? ApprovedBy,
    DateTimeOffset? LentAt,
    DateTimeOffset DueAt,
    DateTimeOffset? ReturnedAt,
    string? ReturnedTo,
    string? ReviewedBy,
    string? Finding)
{
    public bool IsOverdue(DateTimeOffset now) => State is LoanState.Lent && now > DueAt;
}

/// <summary>A profile that is nobody's own, with where its card is.</summary>
public sealed record SharedProfileRow(Guid Id, UserUuid Uuid, string FullName, ProfileKind Kind, ProfileState State, string? Notes, LoanState? Loan, string? With, DateTimeOffset? DueAt, int ToReview);

public sealed record SharedProfiles(IReadOnlyList<SharedProfileRow> Rows, int Total);

/// <summary>Reads over Temporary Access Cards, robots and loans.</summary>
public sealed class LoanQueries(CareIdentityDb db)
{
    /// <summary>Newest first.</summary>
    public async Task<(IReadOnlyList<LoanRow> Rows, int Total)> OfCardAsync(Guid profileId, int skip, int take, CancellationToken ct)
    {
        var loans = db.CardLoans.AsNoTracking().Where(l => l.ProfileId == profileId);
        var rows = await loans
            .OrderByDescending(l => l.ProposedAt).ThenByDescending(l => l.Id)
            .Skip(skip)
            .Take(take)
            .Select(l => new LoanRow(
                l.Id,
                l.State,
                l.BorrowerName,
                db.Profiles.Where(p => p.Id == l.BorrowerId).Select(p => p.Uuid).FirstOrDefault(),
                l.IdentifiedBy,
                l.Reason,
                db.Profiles.Where(p => p.Id == l.ProposedBy).Select(p => p.GivenName + " " + p.FamilyName).First(),
                l.ProposedAt,
                db.Profiles.Where(p => p.Id == l.ApprovedBy).Select(p => p.GivenName + " " + p.FamilyName).FirstOrDefault(),
                l.LentAt,
                l.DueAt,
                l.ReturnedAt,
                db.Profiles.Where(p => p.Id == l.ReturnedTo).Select(p => p.GivenName + " " + p.FamilyName).FirstOrDefault(),
                db.Profiles.Where(p => p.Id == l.ReviewedBy).Select(p => p.GivenName + " " + p.FamilyName).FirstOrDefault(),
                l.Finding))
            .ToListAsync(ct);
        return (rows, await loans.CountAsync(ct));
    }

    /// <summary>Of one organisation, by name.</summary>
    public async Task<SharedProfiles> OfOrganisationAsync(OdsCode organisation, int skip, int take, CancellationToken ct)
    {
        var shared = Shared(organisation);
        return new SharedProfiles(await Rows(shared).Skip(skip).Take(take).ToListAsync(ct), await shared.CountAsync(ct));
    }

    /// <summary>All of them in the same order, one after the other.</summary>
    internal IAsyncEnumerable<SharedProfileRow> AllOfOrganisation(OdsCode organisation) => Rows(Shared(organisation)).AsAsyncEnumerable();

    private IQueryable<Profile> Shared(OdsCode organisation) =>
        db.Profiles.AsNoTracking().Where(p => p.RegisteredAt == organisation && p.Kind != ProfileKind.Person && p.State != ProfileState.Closed);

    private IQueryable<SharedProfileRow> Rows(IQueryable<Profile> shared) => shared
        .OrderBy(p => p.SortName).ThenBy(p => p.Id)
        .Select(p => new SharedProfileRow(
            p.Id,
            p.Uuid,
            p.GivenName + " " + p.FamilyName,
            p.Kind,
            p.State,
            p.Notes,
            db.CardLoans.Where(l => l.ProfileId == p.Id && (l.State == LoanState.Proposed || l.State == LoanState.Lent)).Select(l => (LoanState?)l.State).FirstOrDefault(),
            db.CardLoans.Where(l => l.ProfileId == p.Id && (l.State == LoanState.Proposed || l.State == LoanState.Lent)).Select(l => l.BorrowerName).FirstOrDefault(),
            db.CardLoans.Where(l => l.ProfileId == p.Id && (l.State == LoanState.Proposed || l.State == LoanState.Lent)).Select(l => (DateTimeOffset?)l.DueAt).FirstOrDefault(),
            db.CardLoans.Count(l => l.ProfileId == p.Id && l.State == LoanState.Returned)));
}

/// <summary>A card that ends with its profile is with nobody any more.</summary>
public sealed class LoansOfLeaver(CareIdentityDb db, AuditTrail audit, TimeProvider clock) : IEndsWithProfile
{
    public async Task<IReadOnlyList<string>> WhatEndsAsync(Guid profileId, CancellationToken ct) =>
        [.. (await OpenAsync(profileId, ct)).Select(loan => loan.ProfileId == profileId ? $"The loan to {loan.BorrowerName}" : "The loan of a Temporary Access Card to them")];

    public async Task EndAsync(Guid profileId, Actor actor, Reason reason, CancellationToken ct)
    {
        foreach (var loan in await OpenAsync(profileId, ct))
        {
            loan.Return(actor.ProfileId, clock.GetUtcNow());
            audit.Record(actor, reason, new LoanReturned
            {
                LoanId = loan.Id,
                ProfileId = loan.ProfileId,
                BorrowerId = loan.BorrowerId,
                BorrowerName = loan.BorrowerName,
                Late = false,
                NeverLent = loan.State is LoanState.Withdrawn,
            });
        }
    }

    private Task<List<CardLoan>> OpenAsync(Guid profileId, CancellationToken ct) => db.CardLoans
        .Where(l => (l.ProfileId == profileId || l.BorrowerId == profileId) && (l.State == LoanState.Proposed || l.State == LoanState.Lent))
        .OrderBy(l => l.ProposedAt)
        .ToListAsync(ct);
}
