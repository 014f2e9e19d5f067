using CareIdentity.Cards.Iso7816;

namespace CareIdentity.Cards.Workstation.Messages;

/// <summary>A command with empty places, for the workstation to fill with what the person types.</summary>
/// <param name="Why">In words to show beside the question.</param>
public sealed record PasscodeWanted(int Id, byte[] Bytes, IReadOnlyList<PasscodePlace> Places, string Why) : ServiceMessage
{
    internal override string? Fault() =>
        Id < 1 ? "an id counts from 1"
        : CommandApdu.Decode(Bytes) is not { Data.Length: <= 16, Le: null } template ? "the bytes are not one short command"
        : Places.Count is < 1 or > 2 ? "one passcode or two"
        : Places.Any(place => place is null || !Enum.IsDefined(place.Kind) || place.Offset < 0 || place.Offset > template.Data.Length - PasscodePlace.Length)
            ? "a place is outside the command's data"
        : Wire.TextFault("why", Why, 200);
}
