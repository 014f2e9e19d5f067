using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Validation.Rules;

/// <summary>Every name of the certificate, except a self-issued one that is not the target, which only renews an authority above.</summary>
internal sealed class NamesAreWithinTheConstraints : IPathRule
{
    public string Citation => "RFC 5280 §6.1.3 (b), (c)";

    public string? Check(PathStep step)
    {
        if (step.Tbs.IsSelfIssued && !step.IsTarget)
        {
            return null;
        }

        var alternatives = step.Tbs.SubjectAlternativeNames;
        foreach (var name in alternatives.Concat(SubjectNames(step.Tbs, alternatives)))
        {
            if (step.State.Names.WhyNot(name) is { } reason)
            {
                return reason;
            }
        }

        return null;
    }

    // §4.2.1.10: the subject as a directory name; its emailAddress too, when no alternative name has one.
    private static IEnumerable<GeneralName> SubjectNames(ParsedTbs tbs, IReadOnlyList<GeneralName> alternatives)
    {
        var subject = tbs.SubjectName;
        if (!subject.IsEmpty)
        {
            yield return new GeneralName(GeneralNameKind.DirectoryName, tbs.Subject);
        }

        if (alternatives.All(name => name.Kind != GeneralNameKind.Rfc822Name))
        {
            foreach (var part in subject.Attributes.Where(part => part.Type.Equals(Oids.EmailAddress)))
            {
                yield return new GeneralName(GeneralNameKind.Rfc822Name, System.Text.Encoding.UTF8.GetBytes(part.Value));
            }
        }
    }
}
