using CareIdentity.Cards.Iso7816;

namespace CareIdentity.Cards.Workstation.Messages;

/// <summary>What the card answered to the command of that id. To a passcode command it is the two bytes of the status word alone.</summary>
public sealed record Response(int Id, byte[] Bytes) : WorkstationMessage
{
    internal override string? Fault() =>
        Id < 1 ? "an id counts from 1" : Bytes.Length is < 2 or > Wire.MaxCardBytes ? "a response has 2 to 32,768 bytes" : null;

    public ResponseApdu ToApdu() => ResponseApdu.Decode(Bytes);
}
