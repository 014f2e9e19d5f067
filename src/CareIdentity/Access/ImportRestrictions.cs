using System.Text;
using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Importing;
using CareIdentity.Kernel;
using CsvHelper;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Access;

public sealed record ImportRestrictionsRequest
{
    /// <summary>Lines of <c>code,first,second,within,why</c> below that header.</summary>
    public required Stream Content { get; init; }
}

/// <summary>
/// Puts another set of restricted combinations in the place of the one in force, whole: a line that cannot be read refuses the file, as a
/// rule left out would let through what it was meant to refuse. What is held already is not touched; the report shows it.
/// </summary>
public sealed class ImportRestrictions(CareIdentityDb db, Authority authority, RbacReferenceSource reference, AuditTrail audit)
{
    public const string Header = "code,first,second,within,why";

    private static readonly Dictionary<string, RestrictionScope> Scopes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["organisation"] = RestrictionScope.Organisation,
        ["authority"] = RestrictionScope.Authority,
        ["anywhere"] = RestrictionScope.Anywhere,
    };

    public async Task<Outcome<RestrictionsChanged>> ExecuteAsync(ImportRestrictionsRequest request, Actor actor, CancellationToken ct)
    {
        if (await authority.CheckAsync(actor, RaFunction.AdministerReferenceData, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        var read = await ReadAsync(request.Content, await reference.GetAsync(ct), ct);
        if (read.IsRefused(out var refusal, out var wanted))
        {
            return refusal;
        }

        var changed = await ReplaceAsync(wanted, ct);

        audit.Record(actor, Reason.None, changed);

        return await db.SaveAsync(ct) is { } refused ? refused : changed;
    }

    private async Task<RestrictionsChanged> ReplaceAsync(IReadOnlyList<Restriction> wanted, CancellationToken ct)
    {
        var known = await db.RestrictedCombinations.ToDictionaryAsync(r => r.Code, ct);
        var (added, changed) = (new List<string>(), new List<string>());
        foreach (var restriction in wanted)
        {
            if (!known.Remove(restriction.Code, out var row))
            {
                db.RestrictedCombinations.Add(RestrictedCombination.Of(restriction));
                added.Add(restriction.Line);
            }
            else if (row.AsRestriction() != restriction)
            {
                row.Become(restriction);
                changed.Add(restriction.Line);
            }
        }

        db.RestrictedCombinations.RemoveRange(known.Values);
        return new RestrictionsChanged { Added = added, Changed = changed, Removed = [.. known.Keys.Order(StringComparer.Ordinal)] };
    }

    private static async Task<Outcome<List<Restriction>>> ReadAsync(Stream content, RbacReference rbac, CancellationToken ct)
    {
        var found = new Dictionary<string, Restriction>(StringComparer.Ordinal);
        var isFirst = true;
        try
        {
            await foreach (var line in CsvLines.ReadAsync(content, Encoding.UTF8, ct))
            {
                string[] fields = [.. line.Fields.Select(field => field.Trim())];
                if (isFirst)
                {
                    if (string.Join(',', fields) != Header)
                    {
                        break;
                    }

                    isFirst = false;
                    continue;
                }

                if ((line.Problem ?? Problem(fields, found, rbac)) is { } problem)
                {
                    return RestrictionRefusals.BadLine(line.Number, problem);
                }

                found.Add(fields[0], new Restriction(fields[0], fields[1].ToUpperInvariant(), fields[2].ToUpperInvariant(), Scopes[fields[3]], fields[4]));
            }
        }
        catch (CsvFormatException)
        {
            isFirst = true;
        }

        return isFirst ? RestrictionRefusals.NoHeader : found.Values.ToList();
    }

    private static string? Problem(string[] fields, Dictionary<string, Restriction> found, RbacReference rbac) =>
        fields.Length != 5 ? $"it has {fields.Length} columns and not 5"
        : found.ContainsKey(fields[0]) ? $"{fields[0]} is already on a line above"
        : RestrictionRules.Problem(fields[0], fields[1], fields[2], fields[4], rbac) is { } problem ? problem
        : !Scopes.ContainsKey(fields[3]) ? "within is organisation, authority or anywhere"
        : null;
}

/// <summary>What a restricted combination must be.</summary>
internal static class RestrictionRules
{
    /// <summary>As the end of a sentence; null where nothing is wrong.</summary>
    public static string? Problem(string code, string first, string second, string why, RbacReference rbac) =>
        new[] { code, first, second, why }.Any(text => text.Length == 0 || text.Any(char.IsControl)) ? "one of its columns is empty or holds a control character"
        : code.Length > 20 || why.Length > 200 ? "its code is longer than 20 characters or its reason longer than 200"
        : !Knows(first, rbac) ? $"the reference data has no job role or activity {first}"
        : !Knows(second, rbac) ? $"the reference data has no job role or activity {second}"
        : string.Equals(first, second, StringComparison.OrdinalIgnoreCase) ? "its two halves are the same"
        : null;

    private static bool Knows(string code, RbacReference rbac) =>
        (RCode.TryParse(code, out var role) && rbac.Knows(role)) || (BCode.TryParse(code, out var activity) && rbac.Knows(activity));
}

/// <summary>Why a set of restricted combinations is not taken over.</summary>
public static class RestrictionRefusals
{
    public static readonly Refusal NoHeader = new("restrictions.no-header", $"The file does not begin with its header, {ImportRestrictions.Header}.")
    {
        Next = "Nothing was changed.",
    };

    public static readonly Refusal NotFound = new("restrictions.not-found", "There is no such combination any more.");

    public static readonly Refusal CodeTaken = new("restrictions.code-taken", "There is a combination with this short name already.") { Field = "Code" };

    public static readonly Refusal Unchanged = new("restrictions.unchanged", "The combination is as you describe it already.");

    public static readonly Refusal ReasonMissing = new("restrictions.reason-missing", "Say why, in up to 1,000 characters, for those who read the history later.") { Field = "Reason" };

    /// <summary>Null where nothing is wrong with it.</summary>
    internal static Refusal? Wrong(Restriction wanted, RbacReference rbac) =>
        RestrictionRules.Problem(wanted.Code, wanted.First, wanted.Second, wanted.Why, rbac) is { } problem
            ? new("restrictions.bad-rule", $"This combination cannot be kept: {problem}.") { Field = "First" }
            : null;

    public static Refusal BadLine(long line, string problem) => new("restrictions.bad-line", $"Line {line}: {problem}.")
    {
        Why = "A rule left out would let through what it was meant to refuse, so a file is taken over whole or not at all.",
        Next = "Nothing was changed. Put the line right and repeat the import.",
    };
}

/// <summary>Another set of restricted combinations holds from now on.</summary>
public sealed record RestrictionsChanged : CareEvent
{
    public required IReadOnlyList<string> Added { get; init; }

    public required IReadOnlyList<string> Changed { get; init; }

    public required IReadOnlyList<string> Removed { get; init; }

    public override string InWords => $"Changed the restricted combinations: {Added.Count} added, {Changed.Count} changed, {Removed.Count} removed.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.ReferenceSet("restricted-combinations")];
}
