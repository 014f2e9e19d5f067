using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;

namespace CareIdentity.Access;

/// <summary>A person holds a position from a day to a day. The start is fixed once it has begun; the end is not (decisions.md §4).</summary>
internal sealed class PositionAssignment : IVersioned
{
    public required Guid Id { get; init; }

    /// <summary>Changes only with a merge of two profiles.</summary>
    public required Guid ProfileId { get; set; }

    public required Guid PositionId { get; init; }

    public Guid Version { get; set; }

    public required DateOnly StartsOn { get; init; }

    /// <summary>The last day on which it works.</summary>
    public DateOnly? ExpiresOn { get; private set; }

    public DateTimeOffset? RemovedAt { get; private set; }

    public required DateTimeOffset GrantedAt { get; init; }

    /// <summary>Null only for what the service set up before there was anybody to grant it.</summary>
    public Guid? GrantedBy { get; init; }

    /// <summary>The agent's side; the sponsor's only for a position that sponsors may give. Part of the foreign key to the duty ledger.</summary>
    public DutySide? GrantedBySide { get; init; }

    /// <summary>Who asked for it; null as above.</summary>
    public Guid? SponsoredBy { get; init; }

    public DutySide? SponsoredBySide { get; init; }

    public static PositionAssignment Granted(Guid profileId, Guid positionId, DateOnly startsOn, DateOnly? expiresOn, GrantedBy by, DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(at),
        ProfileId = profileId,
        PositionId = positionId,
        StartsOn = startsOn,
        ExpiresOn = expiresOn,
        GrantedAt = at,
        GrantedBy = by.Granter,
        GrantedBySide = by.GranterSide,
        SponsoredBy = by.Sponsor,
        SponsoredBySide = by.Sponsor is null ? null : DutySide.Sponsor,
    };

    public bool IsActiveOn(DateOnly day) => RemovedAt is null && StartsOn <= day && (ExpiresOn is null || day <= ExpiresOn);

    public void EndOn(DateOnly? day) => ExpiresOn = day;

    /// <summary>Takes a removal back as if it had not been: only for who undoes what took it away.</summary>
    public void Restore() => RemovedAt = null;

    public Refusal? Remove(DateTimeOffset at)
    {
        if (RemovedAt is not null)
        {
            return AccessRefusals.AlreadyRemoved;
        }

        RemovedAt = at;
        return null;
    }
}
