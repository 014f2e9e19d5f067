using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;

namespace CareIdentity.StaffRecords;

public enum StaffRecordState
{
    /// <summary>No profile is linked: something must be settled first, or the registration is asked for.</summary>
    Waiting,

    /// <summary>It is the record of this profile.</summary>
    Linked,

    /// <summary>Employment here is over; nothing but a newer record changes that.</summary>
    Left,
}

/// <summary>
/// What one employer last told of one employee: as much as is needed to know whom it is about and what changed. The words about an unknown
/// person are kept only until they are linked to a profile or have left.
/// </summary>
internal sealed class StaffRecord : IVersioned
{
    public required Guid Id { get; init; }

    public Guid Version { get; set; }

    public required Guid SourceId { get; init; }

    public required string EmployeeNumber { get; init; }

    public StaffRecordState State { get; private set; }

    /// <summary>Of the newest that was taken in: the staff record counts every change of an employee up.</summary>
    public long Sequence { get; private set; }

    public OdsCode Organisation { get; private set; } = OdsCode.NationalLocumPharmacy;

    /// <summary>The code of the position in the staff record; null after leaving.</summary>
    public string? StaffPosition { get; private set; }

    public DateOnly? StartsOn { get; private set; }

    /// <summary>The last day of employment, once it is known.</summary>
    public DateOnly? LeavesOn { get; private set; }

    /// <summary>JSON of <see cref="PersonalDetails"/>; null once nobody needs it.</summary>
    public string? Details { get; private set; }

    /// <summary>Of the details as they were told last: another one is a change that HR made.</summary>
    public string DetailsDigest { get; private set; } = "";

    /// <summary>Changes only with a merge of two profiles.</summary>
    public Guid? ProfileId { get; private set; }

    /// <summary>The registration that it asked for.</summary>
    public Guid? RegistrationId { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }

    public PersonalDetails? Person => Details is null ? null : JsonSerializer.Deserialize<PersonalDetails>(Details, AuditJson.Options);

    /// <summary>Gives whether HR changed the person's details with it.</summary>
    public bool Take(StaffTold told, DateTimeOffset at)
    {
        var details = JsonSerializer.Serialize(told.Person, AuditJson.Options);
        var digest = StaffTold.DigestOf(details);
        var changed = DetailsDigest != digest;
        (Sequence, Organisation, StaffPosition, StartsOn, LeavesOn) = (told.Sequence, told.Organisation, told.StaffPosition, told.StartsOn, told.LeavesOn);
        (Details, DetailsDigest, ChangedAt) = (details, digest, at);
        State = State is StaffRecordState.Left ? StaffRecordState.Waiting : State;
        return changed;
    }

    public void Asked(Guid registration) => RegistrationId = registration;

    /// <summary>From here on the profile is where the person is described.</summary>
    public void LinkTo(Guid profile) => (ProfileId, State) = (profile, StaffRecordState.Linked);

    /// <summary>The profile was merged into that one.</summary>
    public void MoveTo(Guid surviving) => ProfileId = surviving;

    public void Forget() => Details = null;

    public void Leave(DateTimeOffset at) => (State, Details, RegistrationId, ChangedAt) = (StaffRecordState.Left, null, null, at);
}

/// <summary>What the staff record says of an employee now, whole: the same said again changes nothing, and the newest said counts.</summary>
public sealed record StaffTold
{
    public const int LongestNumber = 30;
    public const int LongestPosition = 60;

    public required string EmployeeNumber { get; init; }

    /// <summary>Counts the changes of an employee up; the highest is the newest, in whatever order they come.</summary>
    public required long Sequence { get; init; }

    public required OdsCode Organisation { get; init; }

    public required PersonalDetails Person { get; init; }

    /// <summary>Where HR knows it.</summary>
    public UserUuid? Uuid { get; init; }

    public string? StaffPosition { get; init; }

    public DateOnly? StartsOn { get; init; }

    /// <summary>The last day of employment.</summary>
    public DateOnly? LeavesOn { get; init; }

    internal string Digest() => DigestOf(JsonSerializer.Serialize(this, AuditJson.Options));

    internal static string DigestOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>What came, so that the same coming again is known. No words of it are kept.</summary>
[Housekeeping("Which numbers came, as digests; what became of each is an event of its own.")]
internal sealed class StaffMessage
{
    public required Guid SourceId { get; init; }

    public required string EmployeeNumber { get; init; }

    public required long Sequence { get; init; }

    public required string Digest { get; init; }

    public required StaffEffect Effect { get; init; }

    public required string Words { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }
}
