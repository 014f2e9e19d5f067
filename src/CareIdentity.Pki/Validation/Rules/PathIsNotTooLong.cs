namespace CareIdentity.Pki.Validation.Rules;

/// <summary>max_path_length falls with each authority that is not self-issued, and to what basicConstraints says.</summary>
internal sealed class PathIsNotTooLong : IPathRule
{
    public string Citation => "RFC 5280 §6.1.4 (l), (m)";

    public string? Check(PathStep step)
    {
        // (l); the anchor is not part of the path.
        if (!step.IsAnchor && !step.Tbs.IsSelfIssued)
        {
            if (step.State.MaxPathLength <= 0)
            {
                return "There are more authorities in the path than are allowed.";
            }

            step.State.MaxPathLength--;
        }

        // (m)
        step.State.MaxPathLength = Math.Min(step.State.MaxPathLength, step.Tbs.BasicConstraints?.PathLength ?? int.MaxValue);
        return null;
    }
}
