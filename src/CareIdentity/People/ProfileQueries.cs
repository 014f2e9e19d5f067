using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Search;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.People;

/// <summary>A person in a list of results.</summary>
public sealed record ProfileRow(Guid Id, UserUuid Uuid, string FullName, ProfileKind Kind, ProfileState State, string? WorksAt)
{
    /// <summary>The UUID that was asked for, where it is that of a profile merged into this one.</summary>
    public UserUuid? MergedUuid { get; init; }
}

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

    /// <summary>What a Temporary Access Card or a robot is for.</summary>
    public string? Notes { get; init; }
}

/// <summary>Who saw which documents when.</summary>
public sealed record IdentityCheckView(DateTimeOffset CheckedAt, string CheckedBy, OdsCode Organisation, CheckManner Manner, IReadOnlyList<IdentityDocumentView> Documents)
{
    public string? VideoScript { get; init; }

    public string? CountersignedBy { get; init; }

    public string? CountersignerStanding { get; init; }

    public int? CountersignerYears { get; init; }
}

public sealed record IdentityDocumentView(string Kind, string Issuer, string? Number, DateOnly? IssuedOn, DateOnly? ExpiresOn);

/// <summary>Reads over people.</summary>
public sealed class ProfileQueries(CareIdentityDb db, OnePerson person, KnownNames names)
{
    /// <summary>The person with that UUID; of a merged profile, the one that remains.</summary>
    public Task<ProfileView?> FindAsync(UserUuid uuid, CancellationToken ct) =>
        Views(Remaining(db.Profiles.Where(p => p.Uuid == uuid)).Select(x => x.Remaining)).SingleOrDefaultAsync(ct);

    public Task<ProfileView?> FindAsync(Guid id, CancellationToken ct) =>
        Views(db.Profiles.Where(p => p.Id == id)).FirstOrDefaultAsync(ct);

    public Task<PhotoView?> PhotoAsync(Guid profileId, CancellationToken ct) =>
        db.ProfilePhotos.AsNoTracking().Where(p => p.ProfileId == profileId).Select(p => new PhotoView(p.Content, p.ContentType, p.TakenAt)).FirstOrDefaultAsync(ct);

    public async Task<IReadOnlyList<IdentityCheckView>> ChecksAsync(Guid profileId, CancellationToken ct)
    {
        var ids = await person.IdsAsync(profileId, ct);
        return await db.IdentityChecks.AsNoTracking()
            .Where(c => ids.Contains(c.ProfileId))
            .OrderByDescending(c => c.CheckedAt)
            .Select(c => new IdentityCheckView(
                c.CheckedAt,
                db.Profiles.Where(p => p.Id == c.CheckedBy).Select(p => p.GivenName + " " + p.FamilyName).First(),
                c.Organisation,
                c.Manner,
                c.Documents.Select(d => new IdentityDocumentView(d.Kind, d.Issuer, d.Number, d.IssuedOn, d.ExpiresOn)).ToList())
            {
                VideoScript = c.VideoScript,
                CountersignedBy = c.CountersignedBy,
                CountersignerStanding = c.CountersignerStanding,
                CountersignerYears = c.CountersignerYears,
            })
            .ToListAsync(ct);
    }

    /// <summary>The people with these ids, in that order and each once; ids of nobody are left out.</summary>
    public async Task<IReadOnlyList<ProfileRow>> RowsAsync(IReadOnlyList<Guid> ids, CancellationToken ct)
    {
        var places = ids.Distinct().Select((id, place) => (id, place)).ToDictionary(x => x.id, x => x.place);
        return places.Count == 0 ? [] : [.. (await RowsAsync(db.Profiles.Where(p => ids.Contains(p.Id)), ct)).OrderBy(x => places[x.Asked]).Select(x => x.Row).DistinctBy(row => row.Id)];
    }

    /// <summary>
    /// By UUID (whole or beginning) or by words of the name: exact and beginning words first, then words within a slip.
    /// Best first, at most <paramref name="take"/> of them.
    /// </summary>
    public async Task<IReadOnlyList<ProfileRow>> SearchAsync(string? text, int take, CancellationToken ct)
    {
        var finder = new PeopleFinder(db);
        var digits = string.Concat((text ?? "").Where(c => c is not (' ' or '-')));
        if (digits.Length is >= 3 and <= 12 && digits.All(char.IsAsciiDigit))
        {
            if (UserUuid.TryParse(digits, out var whole) && await finder.WithUuidAsync(whole, ct) is { } theirs)
            {
                return [theirs];
            }

            // In SQL: a comparison of the converted value would become one of a cast, which no index serves.
            var beyond = digits + ":";
            var found = await RowsAsync(
                db.Profiles.FromSql($"select * from profiles where uuid >= {digits} and uuid < {beyond}").OrderBy(p => p.Uuid).Take(take),
                ct);
            return [.. found.Select(x => x.Row).OrderBy(row => (row.MergedUuid ?? row.Uuid).Value, StringComparer.Ordinal).DistinctBy(row => row.Id)];
        }

        var words = NameText.Words(text);
        if (words.Count == 1 && await finder.BeginningAsync(words[0], take, ct) is { } page && page.Count >= take)
        {
            return page;
        }

        return words.Count == 0 ? [] : await RowsAsync(await new ProfileSearch(db, names).FindAsync(words, take, ct), ct);
    }

    private async Task<List<(Guid Asked, ProfileRow Row)>> RowsAsync(IQueryable<Profile> profiles, CancellationToken ct)
    {
        var rows = await Remaining(profiles.AsNoTracking())
            .Select(x => new
            {
                x.Asked.Id,
                x.Asked.Uuid,
                Row = new ProfileRow(
                    x.Remaining.Id,
                    x.Remaining.Uuid,
                    x.Remaining.GivenName + " " + x.Remaining.FamilyName,
                    x.Remaining.Kind,
                    x.Remaining.State,
                    db.Organisations.Where(o => o.Code == x.Remaining.RegisteredAt).Select(o => o.Name).FirstOrDefault()),
            })
            .ToListAsync(ct);
        return rows.ConvertAll(x => (x.Id, x.Id == x.Row.Id ? x.Row : x.Row with { MergedUuid = x.Uuid }));
    }

    private IQueryable<AskedProfile> Remaining(IQueryable<Profile> asked) =>
        asked.Join(db.Profiles, a => a.MergedInto ?? a.Id, p => p.Id, (a, p) => new AskedProfile { Asked = a, Remaining = p });

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
            db.ProfilePhotos.Any(photo => photo.ProfileId == p.Id))
        {
            Notes = p.Notes,
        });
}

/// <summary>A profile as it was asked for, and the one under which the person goes on: the same unless it was merged.</summary>
internal sealed class AskedProfile
{
    public required Profile Asked { get; init; }

    public required Profile Remaining { get; init; }
}

public sealed record PhotoView(byte[] Content, string ContentType, DateTimeOffset TakenAt);
