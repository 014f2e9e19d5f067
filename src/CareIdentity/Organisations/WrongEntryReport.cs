using CareIdentity.Data;
using CareIdentity.Kernel;

namespace CareIdentity.Organisations;

/// <summary>Somebody says that the entry of a Registration Authority in the public directory is wrong. Nothing is kept of who it was but what they give.</summary>
internal sealed class WrongEntryReport : IVersioned
{
    public required Guid Id { get; init; }

    public required OdsCode Organisation { get; init; }

    public Guid Version { get; set; }

    public required string What { get; init; }

    /// <summary>Where they can be asked, if they say so.</summary>
    public string? ReplyTo { get; init; }

    public required DateTimeOffset ReportedAt { get; init; }

    public DateTimeOffset? ResolvedAt { get; private set; }

    public string? ResolvedBy { get; private set; }

    /// <summary>What was done about it.</summary>
    public string? Answer { get; private set; }

    public Refusal? Resolve(DateTimeOffset at, string by, string answer)
    {
        if (ResolvedAt is not null)
        {
            return DirectoryRefusals.AlreadyResolved;
        }

        (ResolvedAt, ResolvedBy, Answer) = (at, by, answer);
        return null;
    }
}
