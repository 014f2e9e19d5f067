using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Validation;

/// <summary>
/// The names that are still allowed on a path (RFC 5280 §4.2.1.10). Each authority's permitted subtrees must hold for a name of that
/// kind, and no excluded one may. A constraint on a kind that is not understood forbids every name of that kind.
/// </summary>
internal sealed class NameSpace
{
    /// <summary>Comparing many names with many subtrees is the known way to make a verifier work (x509-limbo, nc-dos).</summary>
    private const int MostComparisons = 10_000;

    private readonly List<IReadOnlyList<GeneralName>> _permitted = [];
    private readonly List<GeneralName> _excluded = [];
    private int _comparisons;

    /// <summary>Adds an authority's constraints; the reason when one of them is malformed.</summary>
    public string? Narrow(NameConstraints constraints)
    {
        foreach (var subtree in constraints.Permitted.Concat(constraints.Excluded))
        {
            if (!NameMatching.IsWellFormedSubtree(subtree))
            {
                return $"A name constraint on {subtree.Kind} is malformed.";
            }
        }

        _permitted.Add(constraints.Permitted);
        _excluded.AddRange(constraints.Excluded);
        return null;
    }

    /// <summary>Null when the name is allowed.</summary>
    public string? WhyNot(GeneralName name)
    {
        if (_permitted.Count == 0)
        {
            return null;
        }

        if (!NameMatching.IsWellFormedName(name))
        {
            return $"A name of kind {name.Kind} is malformed, so the constraints cannot be applied.";
        }

        foreach (var subtrees in _permitted)
        {
            if (subtrees.Any(subtree => subtree.Kind == name.Kind) && !subtrees.Any(subtree => IsWithin(subtree, name) ?? false))
            {
                return $"A name of kind {name.Kind} is outside the permitted subtrees.";
            }
        }

        var excluded = _excluded.Any(subtree => IsWithin(subtree, name) ?? true)
            || _excluded.Any(subtree => subtree.Kind == name.Kind && NameMatching.MayReachInto(name, subtree));
        return excluded ? $"A name of kind {name.Kind} is in an excluded subtree." : null;
    }

    // Null: the subtree is of the name's kind, but of one without a meaning here.
    private bool? IsWithin(GeneralName subtree, GeneralName name)
    {
        if (++_comparisons > MostComparisons)
        {
            throw new PkiFormatException("There are more names and name constraints than are compared here.");
        }

        return subtree.Kind == name.Kind ? NameMatching.IsWithin(name, subtree) : false;
    }
}
