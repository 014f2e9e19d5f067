using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Lint;

/// <summary>RFC 5280 appendix A.1 gives naming attributes a size in characters, from one to an upper bound.</summary>
internal static class UpperBound
{
    public static bool IsKept(DistinguishedName name, ObjectIdentifier type, int most)
    {
        foreach (var part in name.Attributes)
        {
            if (part.Type.Equals(type) && (part.Value.Length == 0 || (part.Value.Length > most && part.Value.EnumerateRunes().Count() > most)))
            {
                return false;
            }
        }

        return true;
    }
}
