using CareIdentity.Kernel;
using CareIdentity.Requests;

namespace CareIdentity.StaffRecords;

/// <summary>What became of something that the staff record said.</summary>
public enum StaffEffect
{
    /// <summary>All is as it says already, or it was said before.</summary>
    Nothing,

    /// <summary>Something is asked for, and waits for a decision.</summary>
    Requested,

    /// <summary>Linked, or access given or ended that needs no decision.</summary>
    Changed,

    /// <summary>Access ended.</summary>
    Left,

    /// <summary>Not followed: somebody has to look.</summary>
    Conflict,
}

/// <summary>What the record said until now.</summary>
internal readonly record struct StaffBefore(OdsCode Organisation, string? StaffPosition, DateOnly? LeavesOn)
{
    public static StaffBefore Of(StaffRecord record) => new(record.Organisation, record.StaffPosition, record.LeavesOn);

    public bool IsElsewhere(StaffTold told) => (Organisation, StaffPosition) != (told.Organisation, told.StaffPosition);
}

/// <summary>One record on its way: what it does is gathered here, in words for the sender and the history.</summary>
internal sealed class StaffWork(StaffSource source, StaffRecord record, StaffTold told, Actor actor)
{
    public StaffSource Source => source;

    public StaffRecord Record => record;

    public StaffTold Told => told;

    public Actor Actor => actor;

    public Reason Reason { get; } = new($"{source.Name}, employee {record.EmployeeNumber}, record {told.Sequence}");

    public List<RequestReference> Requests { get; } = [];

    public List<StaffConflict> Conflicts { get; } = [];

    public List<string> Done { get; } = [];

    public bool Left { get; set; }

    /// <summary>The profile that is closed with it: nothing else is held.</summary>
    public Guid? Closes { get; set; }

    public StaffEffect Effect => Conflicts.Count > 0 ? StaffEffect.Conflict : Left ? StaffEffect.Left : Requests.Count > 0 ? StaffEffect.Requested : Done.Count > 0 ? StaffEffect.Changed : StaffEffect.Nothing;

    public string Words => Done.Count + Conflicts.Count == 0 ? "All is as it says already." : string.Join(' ', Done.Concat(Conflicts.Select(c => $"Not followed: {c.Words}")));

    public void Conflict(StaffConflictKind kind, string words, IEnumerable<Guid> candidates, DateTimeOffset at)
    {
        Conflicts.Add(new StaffConflict
        {
            Id = Guid.CreateVersion7(at),
            SourceId = source.Id,
            RecordId = record.Id,
            Organisation = told.Organisation,
            Sequence = told.Sequence,
            Kind = kind,
            Words = words.Length <= 1000 ? words : words[..1000],
            Candidates = string.Join(',', candidates.Take(8)),
            FoundAt = at,
        });
    }
}
