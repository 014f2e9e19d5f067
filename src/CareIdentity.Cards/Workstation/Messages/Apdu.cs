using CareIdentity.Cards.Iso7816;

namespace CareIdentity.Cards.Workstation.Messages;

/// <summary>A command for the card.</summary>
public sealed record Apdu(int Id, byte[] Bytes) : ServiceMessage
{
    internal override string? Fault() =>
        Id < 1 ? "an id counts from 1"
        : Bytes.Length > Wire.MaxCardBytes || CommandApdu.Decode(Bytes) is null ? "the bytes are not one command" : null;
}
