using CareIdentity.Cards.Iso7816;

namespace CareIdentity.Cards.Piv.Commands;

/// <summary>GET VERSION, a vendor's addition (Yubico FD): the firmware, on record because faults are found by version.</summary>
public sealed record GetVersionCommand : IPivCommand<Version>
{
    public CommandApdu ToApdu() => new(0x00, 0xFD, 0x00, 0x00, Le: 256);

    public Version Read(ResponseApdu response)
    {
        var version = Accepted.DataOf("GET VERSION", response);
        return version.Length == 3
            ? new Version(version.Span[0], version.Span[1], version.Span[2])
            : throw new CardProtocolException($"A version has three bytes; this one has {version.Length}.");
    }
}
