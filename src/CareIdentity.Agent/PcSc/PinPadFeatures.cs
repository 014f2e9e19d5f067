using System.Buffers.Binary;

namespace CareIdentity.Agent.PcSc;

/// <summary>
/// What a reader can do besides passing commands on (PC/SC part 10 §2.2): a list of <c>tag(1) length(1) = 4 control-code(4, big-endian)</c>.
/// A reader is a device like any other: a list that is none has no features.
/// </summary>
/// <param name="Properties">Asks the reader for its properties.</param>
internal sealed record PinPadFeatures(uint? VerifyDirect, uint? Properties = null)
{
    private const byte VerifyPinDirect = 0x06; // FEATURE_VERIFY_PIN_DIRECT
    private const byte TlvProperties = 0x12; // FEATURE_GET_TLV_PROPERTIES
    private const byte MaxApduDataSize = 0x0A; // dwMaxAPDUDataSize (§2.6.14): 65,536 where all of an extended command is carried
    private const int WholeExtended = 0x10000;
    private const int EntryLength = 6;

    public static readonly PinPadFeatures None = new((uint?)null);

    public static PinPadFeatures Ask(IPcsc pcsc, nint card)
    {
        Span<byte> list = stackalloc byte[256];
        return pcsc.Control(card, pcsc.FeatureRequest, [], list, out var length) is PcscCode.Success && length <= list.Length ? Parse(list[..length]) : None;
    }

    /// <summary>Whether the reader carries commands of extended length. One that does not say so is not believed to.</summary>
    public bool CarriesLongCommands(IPcsc pcsc, nint card)
    {
        Span<byte> list = stackalloc byte[256];
        return Properties is { } code
            && pcsc.Control(card, code, [], list, out var length) is PcscCode.Success && length <= list.Length
            && FindMaxApduDataSize(list[..length]) >= WholeExtended;
    }

    /// <summary>Properties are <c>tag(1) length(1) value</c>, numbers little-endian.</summary>
    internal static uint? FindMaxApduDataSize(ReadOnlySpan<byte> properties)
    {
        while (properties.Length >= 2 && properties.Length >= 2 + properties[1])
        {
            if (properties[0] == MaxApduDataSize)
            {
                return properties[1] == 4 ? BinaryPrimitives.ReadUInt32LittleEndian(properties[2..]) : null;
            }

            properties = properties[(2 + properties[1])..];
        }

        return null;
    }

    public static PinPadFeatures Parse(ReadOnlySpan<byte> list)
    {
        if (list.Length % EntryLength != 0)
        {
            return None;
        }

        uint? verify = null;
        uint? properties = null;
        for (; list.Length > 0; list = list[EntryLength..])
        {
            if (list[1] != 4)
            {
                return None;
            }

            properties = list[0] == TlvProperties ? BinaryPrimitives.ReadUInt32BigEndian(list[2..]) : properties;
            verify = list[0] == VerifyPinDirect ? BinaryPrimitives.ReadUInt32BigEndian(list[2..]) : verify;
        }

        return new PinPadFeatures(verify, properties);
    }
}
