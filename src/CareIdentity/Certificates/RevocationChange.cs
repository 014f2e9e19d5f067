using CareIdentity.Data;

namespace CareIdentity.Certificates;

/// <summary>
/// Says that the status of a certificate changed: written in the commit of the change, read by every node several times a second so that
/// answers made before are given no more, and by whoever makes the next list.
/// </summary>
[Housekeeping("Only says that something changed; the change has its event.")]
internal sealed class RevocationChange
{
    public required Guid Id { get; init; }

    public required Guid IssuerId { get; init; }

    public required string Serial { get; init; }

    public required int Shard { get; init; }

    public required DateTimeOffset At { get; init; }
}
