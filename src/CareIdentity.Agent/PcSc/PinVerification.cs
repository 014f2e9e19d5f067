using System.Buffers.Binary;
using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Workstation;

namespace CareIdentity.Agent.PcSc;

/// <summary>
/// PIN_VERIFY_STRUCTURE (PC/SC part 10 §2.5.2): how the reader puts the digits typed on its own keys into VERIFY. They never leave the reader.
/// </summary>
internal static class PinVerification
{
    private const byte Seconds = 60;

    /// <param name="command">VERIFY with eight bytes of FF: eight bytes of ASCII digits, padded with FF (SP 800-73-4 Part 2 §2.4.3).</param>
    public static byte[] Encode(CommandApdu command)
    {
        var apdu = (command with { Le = null }).Encode();
        var structure = new byte[19 + apdu.Length];
        structure[0] = Seconds; // bTimerOut, to the first key
        structure[1] = Seconds; // bTimerOut2, between keys
        structure[2] = 0x82; // bmFormatString: position in bytes, from byte 0, left justified, ASCII
        structure[3] = 0x08; // bmPINBlockString: the length is not written, the block has 8 bytes
        structure[4] = 0x00; // bmPINLengthFormat: no length anywhere
        BinaryPrimitives.WriteUInt16LittleEndian(structure.AsSpan(5), (PasscodeRules.MinLength << 8) | PasscodeRules.MaxLength); // wPINMaxExtraDigit
        structure[7] = 0x02; // bEntryValidationCondition: the key "OK"
        structure[8] = 0x01; // bNumberMessage: one message on the reader's display
        BinaryPrimitives.WriteUInt16LittleEndian(structure.AsSpan(9), 0x0809); // wLangId: English (United Kingdom)
        structure[11] = 0x00; // bMsgIndex: the first message, then three bytes bTeoPrologue that T=1 leaves zero
        BinaryPrimitives.WriteUInt32LittleEndian(structure.AsSpan(15), (uint)apdu.Length); // ulDataLength
        apdu.CopyTo(structure, 19);
        return structure;
    }

    /// <summary>The card's own status word; null where the reader sent nothing to the card (PC/SC part 10 §2.5.2).</summary>
    /// <exception cref="CardProtocolException">Neither.</exception>
    public static StatusWord? Read(ReadOnlySpan<byte> answer) =>
        answer.Length != 2 ? throw new CardProtocolException("The reader gave something else than a status word.")
        : ResponseApdu.Decode(answer).Status is { Value: not (0x6400 /* not in time */ or 0x6401 /* cancelled */ or 0x6403 /* too short or too long */) } status ? status
        : null;
}
