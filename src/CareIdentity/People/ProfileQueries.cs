using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Search;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.People;

/// <summary>A person in a list of results.</summary>
public sealed record ProfileRow(Guid Id, UserUuid Uuid, string FullName, ProfileKind Kind, ProfileState State, string? WorksAt);

/// <summary>A profile's own details; what of them a reader may see is decided before.</summary>
public sealed record ProfileView(
    Guid Id,
    UserUuid Uuid,
    ProfileKind Kind,
    ProfileState State,
    string? Title,
    string GivenName,
    string? MiddleNames,
    string FamilyName,
    string? NameOnCard,
    DateOnly? DateOfBirth,
    NationalInsuranceNumber? NationalInsuranceNumber,
    EmailAddress? Email,
    string? Mobile,
    ProfessionalNumber? ProfessionalNumber,
    OdsCode RegisteredAt,
    DateTimeOffset CreatedAt,
    DateTimeOffset? VerifiedAt,
    DateTimeOffset? ClosedAt,
    string? TermsVersion,
    DateTimeOffset? TermsAcceptedAt,
    bool HasPhoto)
{
    public string FullName => $"{GivenName} {FamilyName}".Trim();
}

/// <summary>Who saw which documents when.</summary>
public sealed record IdentityCheckView(DateTimeOffset CheckedAt, string CheckedBy, OdsCode Organisation, CheckManner Manner, IReadOnlyList<IdentityDocumentView> Documents);

public sealed record IdentityDocumentView(string Kind, string Issuer, string? Number, DateOnly? IssuedOn, DateOnly? ExpiresOn);

/// <summary>Reads over people.</summary>
public sealed class ProfileQueries(CareIdentityDb db, KnownNames names)
{
    public Task<ProfileView?> FindAsync(UserUuid uuid, CancellationToken ct) =>
        Views(db.Profiles.Where(p => p.Uuid == uuid)).FirstOrDefaultAsync(ct);

    public Task<ProfileView?> FindAsync(Guid id, CancellationToken ct) =>
        Views(db.Profiles.Where(p => p.Id == id)).FirstOrDefaultAsync(ct);

    public Task<PhotoView?> PhotoAsync(Guid profileId, CancellationToken ct) =>
        db.ProfilePhotos.AsNoTracking().Where(p => p.ProfileId == profileId).Select(p => new PhotoView(p.Content, p.ContentType, p.TakenAt)).FirstOrDefaultAsync(ct);

    public async Task<IReadOnlyList<IdentityCheckView>> ChecksAsync(Guid profileId, CancellationToken ct) =>
        await db.IdentityChecks.AsNoTracking()
            .Where(c => c.ProfileId == profileId)
            .OrderByDescending(c => c.CheckedAt)
            .Select(c => new IdentityCheckView(
                c.CheckedAt,
                db.Profiles.Where(p => p.Id == c.CheckedBy).Select(p => p.GivenName + " " + p.FamilyName).First(),
                c.Organisation,
                c.Manner,
                c.Documents.Select(d => new IdentityDocumentView(d.Kind, d.Issuer, d.Number, d.IssuedOn, d.ExpiresOn)).ToList()))
            .ToListAsync(ct);

    /// <summary>The people with these ids, in that order; ids of nobody are left out.</summary>
    public async Task<IReadOnlyList<ProfileRow>> RowsAsync(IReadOnlyList<Guid> ids, CancellationToken ct) =>
        ids.Count == 0 ? [] : [.. (await RowsAsync(db.Profiles.Where(p => ids.Contains(p.Id)), ct)).OrderBy(row => ids.ToList().IndexOf(row.Id))];

    /// <summary>
    /// By UUID (whole or beginning) or by words of the name: exact and beginning words first, then words within a slip.
    /// Best first, at most <paramref name="take"/> of them.
    /// </summary>
    public async Task<IReadOnlyList<ProfileRow>> SearchAsync(string? text, int take, CancellationToken ct)
    {
        var digits = string.Concat((text ?? "").Where(c => c is not (' ' or '-')));
        if (digits.Length is >= 3 and <= 12 && digits.All(char.IsAsciiDigit))
        {
            // In SQL: a comparison of the converted value would become one of a cast, which no index serves.
            var beyond = digits + ":";
            return await RowsAsync(
                db.Profiles.FromSql($"select * from profiles where uuid >= {digits} and uuid < {beyond}").OrderBy(p => p.Uuid).Take(take),
                ct);
        }

        var words = NameText.Words(text);
        return words.Count == 0 ? [] : await RowsAsync(await new ProfileSearch(db, names).FindAsync(words, take, ct), ct);
    }

    private async Task<IReadOnlyList<ProfileRow>> RowsAsync(IQueryable<Profile> profiles, CancellationToken ct) =>
        await profiles.AsNoTracking()
            .Select(p => new ProfileRow(
                p.Id,
                p.Uuid,
                p.GivenName + " " + p.FamilyName,
                p.Kind,
                p.State,
                db.Organisations.Where(o => o.Code == p.RegisteredAt).Select(o => o.Name).FirstOrDefault()))
            .ToListAsync(ct);

    private IQueryable<ProfileView> Views(IQueryable<Profile> profiles) =>
        profiles.AsNoTracking().Select(p => new ProfileView(
            p.Id,
            p.Uuid,
            p.Kind,
            p.State,
            p.Title,
            p.GivenName,
            p.MiddleNames,
            p.FamilyName,
            p.NameOnCard,
            p.DateOfBirth,
            p.NationalInsuranceNumber,
            p.Email,
            p.Mobile,
            p.ProfessionalNumber,
            p.RegisteredAt,
            p.CreatedAt,
            p.VerifiedAt,
            p.ClosedAt,
            p.TermsVersion,
            p.TermsAcceptedAt,
            db.ProfilePhotos.Any(photo => photo.ProfileId == p.Id)));
}

public sealed record PhotoView(byte[] Content, string ContentType, DateTimeOffset TakenAt);
