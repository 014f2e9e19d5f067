using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Search;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.StaffRecords;

/// <summary>Whom a record is about: a profile, nobody yet, or something to be settled first.</summary>
internal sealed record StaffMatch
{
    public Profile? Profile { get; init; }

    public StaffConflictKind? Conflict { get; init; }

    public string Words { get; init; } = "";

    public IReadOnlyList<Guid> Candidates { get; init; } = [];
}

/// <summary>
/// Finds the profile of an employee the first time: by the UUID that HR knows, or by National Insurance number and names (interfaces.md §7).
/// A number alone is never enough, a name alone never more than a question.
/// </summary>
public sealed class StaffMatching(CareIdentityDb db, DuplicateCheck duplicates)
{
    internal async Task<StaffMatch> FindAsync(StaffTold told, CancellationToken ct)
    {
        if (told.Uuid is { } uuid)
        {
            var found = await db.Profiles.AsNoTracking().Where(p => p.Uuid == uuid).Select(p => p.MergedInto ?? p.Id).FirstOrDefaultAsync(ct);
            return found == Guid.Empty
                ? Conflict(StaffConflictKind.UuidUnknown, $"There is no profile {uuid.Spoken}.", [])
                : await AgreesAsync(found, told.Person, ct);
        }

        if (told.Person.NationalInsuranceNumber is { } number)
        {
            var found = await db.Profiles.AsNoTracking()
                .Where(p => p.NationalInsuranceNumber == number && p.MergedInto == null && p.Kind == ProfileKind.Person)
                .OrderBy(p => p.Id).Select(p => p.Id).Take(5).ToListAsync(ct);
            if (found.Count > 1)
            {
                return Conflict(StaffConflictKind.TwoMatch, $"{found.Count} profiles have the National Insurance number of this employee.", found);
            }

            if (found.Count == 1)
            {
                return await AgreesAsync(found[0], told.Person, ct);
            }
        }

        if (told.Person.GivenName.Length == 0 || told.Person.FamilyName.Length == 0)
        {
            return new StaffMatch();
        }

        var alike = await duplicates.FindAsync(told.Person, [], ct);
        return alike.Count == 0 ? new StaffMatch()
            : Conflict(StaffConflictKind.MayBeKnown, $"There may be a profile of this person already: {string.Join("; ", alike.Select(a => $"{a.FullName} {a.Uuid}"))}.", [.. alike.Select(a => a.ProfileId)]);
    }

    private async Task<StaffMatch> AgreesAsync(Guid id, PersonalDetails told, CancellationToken ct)
    {
        var profile = await db.Profiles.FirstAsync(p => p.Id == id, ct);
        if (profile.NationalInsuranceNumber is { } known && told.NationalInsuranceNumber is { } said && known != said)
        {
            return Conflict(StaffConflictKind.NumberDiffers, $"The profile {profile.Uuid.Spoken} of {profile.FullName} has another National Insurance number.", [id]);
        }

        // A leaver's line may carry no names.
        return told.FamilyName.Length == 0 || SameNames(told, profile) ? new StaffMatch { Profile = profile }
            : Conflict(StaffConflictKind.NameDiffers, $"The number leads to {profile.FullName} {profile.Uuid.Spoken}; the staff record says {told.GivenName} {told.FamilyName}.", [id]);
    }

    private static bool SameNames(PersonalDetails told, Profile profile) =>
        NameText.Joined(told.FamilyName) == NameText.Joined(profile.FamilyName)
        && NameText.Words(told.GivenName) is [var one, ..] && NameText.Words(profile.GivenName) is [var other, ..]
        && (one == other || Nicknames.Of(one).Contains(other));

    private static StaffMatch Conflict(StaffConflictKind kind, string words, IReadOnlyList<Guid> candidates) =>
        new() { Conflict = kind, Words = words, Candidates = candidates };
}
