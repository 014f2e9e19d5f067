using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Access;

/// <summary>Somebody whose UUID was pasted.</summary>
/// <param name="AssignmentId">The assignment by which they hold the position that was asked about; null where they do not.</param>
/// <param name="Pasted">The UUID as it was pasted: another one where it is that of a profile merged into this person's.</param>
public sealed record MatchedPerson(Guid ProfileId, UserUuid Pasted, UserUuid Uuid, string FullName, ProfileState State, Guid? AssignmentId, DateOnly? StartsOn, DateOnly? ExpiresOn);

/// <param name="Matched">In the order in which they were pasted, each once.</param>
/// <param name="Unmatched">What is no UUID, or nobody's.</param>
/// <param name="TooMany">More were pasted than are looked up at once; those beyond are in neither list.</param>
public sealed record MatchedPeople(IReadOnlyList<MatchedPerson> Matched, IReadOnlyList<string> Unmatched, bool TooMany);

/// <summary>Finds people by UUIDs pasted from a spreadsheet or a message, and says which of them hold a position.</summary>
public sealed class PeopleByUuid(CareIdentityDb db, TimeProvider clock)
{
    /// <summary>Looked up at once.</summary>
    public const int Most = 5_000;

    private const int Digits = 12;
    private const int InStatement = 500;
    private const int MostShown = 40;

    private static readonly char[] Between = ['\n', '\r', ',', ';', '\t'];

    public async Task<MatchedPeople> FindAsync(string? pasted, Guid position, CancellationToken ct)
    {
        var pieces = Pieces(pasted ?? "").Distinct().Take(Most + 1).ToList();
        var tooMany = pieces.Count > Most;
        var uuids = pieces.Take(Most).Select(piece => (Piece: piece, Uuid: UserUuid.TryParse(piece, out var uuid) ? uuid : null)).ToList();
        var found = new Dictionary<UserUuid, MatchedPerson>();
        foreach (var some in uuids.Select(u => u.Uuid).OfType<UserUuid>().Distinct().Chunk(InStatement))
        {
            foreach (var person in await FindAsync(some, position, ct))
            {
                found.TryAdd(person.Pasted, person);
            }
        }

        return new MatchedPeople(
            [.. uuids.Where(u => u.Uuid is not null && found.ContainsKey(u.Uuid)).Select(u => found[u.Uuid!]).DistinctBy(p => p.ProfileId)],
            [.. uuids.Where(u => u.Uuid is null || !found.ContainsKey(u.Uuid)).Select(u => u.Piece.Length <= MostShown ? u.Piece : $"{u.Piece[..MostShown]}…")],
            tooMany);
    }

    /// <summary>One number, or several with nothing but spaces between them; a UUID may be written in groups.</summary>
    internal static IEnumerable<string> Pieces(string pasted)
    {
        foreach (var piece in pasted.Split(Between, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var digits = piece.Replace(" ", "", StringComparison.Ordinal);
            if (digits.Length > Digits && digits.Length % Digits == 0 && digits.All(char.IsAsciiDigit))
            {
                foreach (var one in digits.Chunk(Digits))
                {
                    yield return new string(one);
                }
            }
            else
            {
                yield return digits.Length == Digits ? digits : piece;
            }
        }
    }

    private async Task<List<MatchedPerson>> FindAsync(UserUuid[] uuids, Guid position, CancellationToken ct)
    {
        var held = new HoldersBeside(db, clock).Holding(position);
        return await db.Profiles.AsNoTracking()
            .Where(p => uuids.Contains(p.Uuid))
            .Join(db.Profiles, asked => asked.MergedInto ?? asked.Id, p => p.Id, (asked, p) => new { Asked = asked.Uuid, Person = p })
            .SelectMany(x => held.Where(a => a.ProfileId == x.Person.Id).DefaultIfEmpty(), (x, a) => new MatchedPerson(
                x.Person.Id, x.Asked, x.Person.Uuid, x.Person.GivenName + " " + x.Person.FamilyName, x.Person.State, a == null ? null : a.Id, a == null ? null : a.StartsOn, a == null ? null : a.ExpiresOn))
            .ToListAsync(ct);
    }
}
