namespace CareIdentity.Pki.Validation.Rules;

/// <summary>Narrows the names that may follow. Not critical is refused: a verifier that does not know the extension would pass it by (§4.2.1.10).</summary>
internal sealed class NameConstraintsAreKept : IPathRule
{
    public string Citation => "RFC 5280 §6.1.4 (g), §4.2.1.10";

    public string? Check(PathStep step)
    {
        if (step.Tbs.NameConstraints is not { } constraints)
        {
            return null;
        }

        step.Tbs.TryFind(Encoding.Oids.NameConstraints, out _, out var critical);
        return critical ? step.State.Names.Narrow(constraints) : "Name constraints are not critical.";
    }
}
