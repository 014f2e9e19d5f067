using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Search;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.People;

/// <summary>Somebody who may already be the person, and the reasons in words, strongest first.</summary>
public sealed record PossibleDuplicate(
    Guid ProfileId,
    UserUuid Uuid,
    string FullName,
    DateOnly? DateOfBirth,
    ProfileState State,
    bool HasPhoto,
    int Score,
    IReadOnlyList<string> Reasons);

/// <summary>Looks for a profile of the same person before another is made: by number, by document, by date of birth with a similar name.</summary>
public sealed class DuplicateCheck(CareIdentityDb db, KnownNames names)
{
    private const int MostCandidates = 200;
    private const int MostShown = 8;

    public async Task<IReadOnlyList<PossibleDuplicate>> FindAsync(PersonalDetails person, IReadOnlyList<RecordedDocument> documents, CancellationToken ct)
    {
        var suspects = new HashSet<Guid>();
        if (person.NationalInsuranceNumber is { } number)
        {
            suspects.UnionWith(await db.Profiles.Where(p => p.NationalInsuranceNumber == number).Select(p => p.Id).OrderBy(id => id).Take(MostCandidates).ToListAsync(ct));
        }

        if (person.ProfessionalNumber is { } register)
        {
            suspects.UnionWith(await db.Profiles.Where(p => p.ProfessionalNumber == register).Select(p => p.Id).OrderBy(id => id).Take(MostCandidates).ToListAsync(ct));
        }

        var sameDocument = new HashSet<Guid>();
        foreach (var document in documents)
        {
            if (document.Number is { } typed && DocumentNumber.Canonical(document.Kind, typed, out _) is { } canonical)
            {
                sameDocument.UnionWith(await db.IdentityDocuments
                    .Where(d => d.Number == canonical && d.Kind == document.Kind.Code)
                    .Join(db.IdentityChecks, d => d.CheckId, c => c.Id, (d, c) => c.ProfileId)
                    .OrderBy(id => id)
                    .Take(MostCandidates)
                    .ToListAsync(ct));
            }
        }

        suspects.UnionWith(sameDocument);
        suspects.UnionWith(await WithSimilarNamesAsync(person, ct));
        if (suspects.Count == 0)
        {
            return [];
        }

        // What is known of a merged profile speaks for the one that remains.
        foreach (var merged in await db.Profiles.AsNoTracking().Where(p => suspects.Contains(p.Id) && p.MergedInto != null).Select(p => new { p.Id, p.MergedInto }).ToListAsync(ct))
        {
            suspects.Add(merged.MergedInto!.Value);
            sameDocument.UnionWith(sameDocument.Contains(merged.Id) ? [merged.MergedInto.Value] : []);
        }

        var candidates = await db.Profiles.AsNoTracking()
            .Where(p => suspects.Contains(p.Id) && p.Kind == ProfileKind.Person && p.MergedInto == null)
            .Select(p => new { p.Id, p.Uuid, p.GivenName, p.FamilyName, p.DateOfBirth, p.NationalInsuranceNumber, p.ProfessionalNumber, p.State, HasPhoto = db.ProfilePhotos.Any(x => x.ProfileId == p.Id) })
            .ToListAsync(ct);
        return [.. candidates
            .Select(c => (Candidate: c, Likeness: Likeness.Of(person, new PersonalDetails
            {
                GivenName = c.GivenName,
                FamilyName = c.FamilyName,
                DateOfBirth = c.DateOfBirth,
                NationalInsuranceNumber = c.NationalInsuranceNumber,
                ProfessionalNumber = c.ProfessionalNumber,
            }, sameDocument.Contains(c.Id))))
            .Where(x => x.Likeness.Score >= Likeness.WorthShowing)
            .OrderByDescending(x => x.Likeness.Score).ThenBy(x => x.Candidate.Uuid.Value, StringComparer.Ordinal)
            .Take(MostShown)
            .Select(x => new PossibleDuplicate(
                x.Candidate.Id,
                x.Candidate.Uuid,
                $"{x.Candidate.GivenName} {x.Candidate.FamilyName}",
                x.Candidate.DateOfBirth,
                x.Candidate.State,
                x.Candidate.HasPhoto,
                x.Likeness.Score,
                x.Likeness.Reasons))];
    }

    /// <summary>Same date of birth, or the day and month exchanged, or a similar whole name.</summary>
    private async Task<IEnumerable<Guid>> WithSimilarNamesAsync(PersonalDetails person, CancellationToken ct)
    {
        var words = NameText.Words($"{person.GivenName} {person.FamilyName}");
        var near = new List<IReadOnlyList<string>>();
        foreach (var word in words)
        {
            near.Add([word, .. await names.NearAsync(word, ct), .. Nicknames.Of(word)]);
        }

        var dates = DateSlips(person.DateOfBirth);
        var any = near.SelectMany(w => w).Distinct().ToList();
        var sameBirth = await db.ProfileNames.AsNoTracking()
            .Where(n => any.Contains(n.Word))
            .Join(db.Profiles.Where(p => dates.Contains(p.DateOfBirth)), n => n.ProfileId, p => p.Id, (n, p) => p.Id)
            .Distinct()
            .OrderBy(id => id)
            .Take(MostCandidates)
            .ToListAsync(ct);
        if (near.Count < 2)
        {
            return sameBirth;
        }

        var together = ProfileSearch.Together(near[0], near[^1]);
        var sameName = await db.ProfileNames.AsNoTracking()
            .Where(n => together.Contains(n.Word))
            .Select(n => n.ProfileId)
            .Distinct()
            .OrderBy(id => id)
            .Take(MostCandidates)
            .ToListAsync(ct);
        return sameBirth.Concat(sameName);
    }

    private static List<DateOnly?> DateSlips(DateOnly? date)
    {
        if (date is not { } born)
        {
            return [];
        }

        var dates = new List<DateOnly?> { born };
        if (born.Day <= 12)
        {
            dates.Add(new DateOnly(born.Year, born.Day, born.Month));
        }

        return dates;
    }
}
