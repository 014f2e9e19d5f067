namespace CareIdentity.Data;

/// <summary>Rows that the next save writes without tracking each of them: new ones, or with <see cref="Change"/> known ones.</summary>
internal sealed record QueuedRows(Type Type, IReadOnlyList<object> Rows)
{
    public QueuedChange? Change { get; init; }
}

/// <param name="Properties">What is written; the version, where there is one, is written with it.</param>
/// <param name="Were">The version that each row must still be of, in their order; null for rows without one.</param>
internal sealed record QueuedChange(IReadOnlyList<string> Properties, IReadOnlyList<Guid>? Were)
{
    /// <summary>All that is written, the version last.</summary>
    public IReadOnlyList<string> Written => Were is null ? Properties : [.. Properties, nameof(IVersioned.Version)];
}
