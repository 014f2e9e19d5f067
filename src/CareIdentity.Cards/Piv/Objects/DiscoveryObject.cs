using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Tlv;

namespace CareIdentity.Cards.Piv.Objects;

/// <summary>The discovery object (SP 800-73-4 Part 1 §3.3.2): which application this is, and which passcodes it takes.</summary>
/// <param name="Application">The full identifier of the PIV card application.</param>
/// <param name="PinUsagePolicy">Two bytes; bit 40 of the first stands for the application's own passcode, bit 20 for one that the whole card shares.</param>
public sealed record DiscoveryObject(ReadOnlyMemory<byte> Application, ushort PinUsagePolicy)
{
    private const ushort ApplicationPin = 0x4000;
    private const ushort GlobalPin = 0x2000;

    public bool TakesApplicationPin => (PinUsagePolicy & ApplicationPin) != 0;

    public bool TakesGlobalPin => (PinUsagePolicy & GlobalPin) != 0;

    /// <summary>Of a card that takes its own passcode and no other.</summary>
    public static DiscoveryObject WithItsOwnPin(ReadOnlyMemory<byte> application) => new(application, ApplicationPin);

    // 7E { 4F AID, 5F2F PIN usage policy }; the outer tag is the object's own and is written with it
    public byte[] Encode()
    {
        var tlv = new TlvWriter();
        tlv.Write(0x4F, Application.Span);
        tlv.Write(0x5F2F, [(byte)(PinUsagePolicy >> 8), (byte)PinUsagePolicy]);
        return tlv.Encode();
    }

    /// <exception cref="CardProtocolException">No identifier or no policy inside.</exception>
    public static DiscoveryObject Decode(ReadOnlySpan<byte> content)
    {
        var reader = new TlvReader(content);
        var application = reader.Read(0x4F).ToArray();
        var policy = reader.Read(0x5F2F);
        return policy.Length == 2
            ? new DiscoveryObject(application, (ushort)((policy[0] << 8) | policy[1]))
            : throw new CardProtocolException("A PIN usage policy has two bytes.");
    }
}
