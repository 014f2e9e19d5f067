using System.Buffers.Binary;

namespace CareIdentity.Agent.PcSc;

/// <summary>
/// What a reader can do besides passing commands on (PC/SC part 10 §2.2): a list of <c>tag(1) length(1) = 4 control-code(4, big-endian)</c>.
/// A reader is a device like any other: a list that is none has no features.
/// </summary>
internal sealed record PinPadFeatures(uint? VerifyDirect)
{
    private const byte VerifyPinDirect = 0x06; // FEATURE_VERIFY_PIN_DIRECT
    private const int EntryLength = 6;

    public static readonly PinPadFeatures None = new((uint?)null);

    public static PinPadFeatures Ask(IPcsc pcsc, nint card)
    {
        Span<byte> list = stackalloc byte[256];
        return pcsc.Control(card, pcsc.FeatureRequest, [], list, out var length) is PcscCode.Success && length <= list.Length ? Parse(list[..length]) : None;
    }

    public static PinPadFeatures Parse(ReadOnlySpan<byte> list)
    {
        if (list.Length % EntryLength != 0)
        {
            return None;
        }

        uint? verify = null;
        for (; list.Length > 0; list = list[EntryLength..])
        {
            if (list[1] != 4)
            {
                return None;
            }

            verify = list[0] == VerifyPinDirect ? BinaryPrimitives.ReadUInt32BigEndian(list[2..]) : verify;
        }

        return new PinPadFeatures(verify);
    }
}
