using System.Linq.Expressions;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

namespace CareIdentity.Requests;

/// <summary>
/// Narrows requests that somebody may see to what they typed. A reference, a UUID and a name lead along an index; only among undecided requests and
/// one's own, which are as many as there is work, is each looked at for the name that was asked for.
/// </summary>
public sealed class RequestSearch(CareIdentityDb db, OnePerson person)
{
    /// <summary>People of one name whose requests are looked for one by one; where there are more, the requests are gone through instead.</summary>
    internal const int MostPeople = 200;

    internal async Task<IQueryable<AccessRequest>> MatchingAsync(IQueryable<AccessRequest> requests, string text, bool undecided, CancellationToken ct)
    {
        // Without its hyphen it could be a name: Robertson.
        if (text.StartsWith("R-", StringComparison.OrdinalIgnoreCase) && RequestReference.TryParse(text, out var reference))
        {
            return requests.Where(r => r.Reference == reference);
        }

        if (UserUuid.TryParse(text, out var uuid))
        {
            var profile = await db.Profiles.AsNoTracking().Where(p => p.Uuid == uuid).Select(p => p.MergedInto ?? p.Id).FirstOrDefaultAsync(ct);
            var ids = (await person.IdsAsync(profile, ct)).Select(id => (Guid?)id).ToList();
            return requests.Where(r => ids.Contains(r.SubjectId));
        }

        var code = OdsCode.TryParse(text, out var parsed) ? parsed : null;
        return code is not null && code.Value.Any(char.IsAsciiDigit) ? requests.Where(r => r.Organisation == code) : await NamedAsync(requests, NameText.Words(text), code, undecided, ct);
    }

    /// <summary>
    /// Who has a profile, by the names that they bear; who is not registered yet, by what was asked for. Three letters can be a name and a code: Ray.
    /// </summary>
    private async Task<IQueryable<AccessRequest>> NamedAsync(IQueryable<AccessRequest> requests, IReadOnlyList<string> words, OdsCode? code, bool undecided, CancellationToken ct)
    {
        if (words.Count == 0)
        {
            return requests.Where(_ => false);
        }

        var people = await ProfileSearch.Beginning(db, words)
            .OrderBy(n => n.Word).ThenBy(n => n.SortName).ThenBy(n => n.ProfileId)
            .Select(n => (Guid?)n.ProfileId)
            .Take(MostPeople)
            .ToListAsync(ct);
        var theirs = people.Count < MostPeople ? r => people.Contains(r.SubjectId) : words.Select(Borne).Aggregate(Both);
        var asked = words.Select(word => (Expression<Func<AccessRequest, bool>>)(r => (" " + r.SubjectWords).Contains(" " + word))).Aggregate(Both);
        var found = Either(theirs, undecided ? asked : Both(r => r.SubjectId == null, asked));
        return requests.Where(code is not null && await db.Organisations.AnyAsync(o => o.Code == code, ct) ? Either(found, r => r.Organisation == code) : found);
    }

    /// <summary>Asked of each request: of a word like "a", all who bear it would be very many more.</summary>
    private Expression<Func<AccessRequest, bool>> Borne(string word)
    {
        var beyond = ProfileSearch.Beyond(word);
        return r => db.ProfileNames.Any(n => n.ProfileId == r.SubjectId && string.Compare(n.Word, word) >= 0 && string.Compare(n.Word, beyond) < 0);
    }

    private static Expression<Func<AccessRequest, bool>> Both(Expression<Func<AccessRequest, bool>> one, Expression<Func<AccessRequest, bool>> other) =>
        Expression.Lambda<Func<AccessRequest, bool>>(Expression.AndAlso(one.Body, OfSame(one, other)), one.Parameters);

    private static Expression<Func<AccessRequest, bool>> Either(Expression<Func<AccessRequest, bool>> one, Expression<Func<AccessRequest, bool>> other) =>
        Expression.Lambda<Func<AccessRequest, bool>>(Expression.OrElse(one.Body, OfSame(one, other)), one.Parameters);

    /// <summary>What the other says, of the request of the one.</summary>
    private static Expression OfSame(LambdaExpression one, LambdaExpression other) => ReplacingExpressionVisitor.Replace(other.Parameters[0], one.Parameters[0], other.Body);
}
