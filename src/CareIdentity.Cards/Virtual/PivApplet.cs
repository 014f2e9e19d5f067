using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Piv;
using CareIdentity.Cards.Tlv;

namespace CareIdentity.Cards.Virtual;

/// <summary>
/// The PIV card application (SP 800-73-4 Part 2) with what the makers of cards add for personalisation. Whole commands in, whole answers
/// out; chaining and lengths are the card's. Knows no way to take a private key in or give one out.
/// </summary>
internal sealed partial class PivApplet : IDisposable
{
    private static readonly byte[] Aid = [0xA0, 0x00, 0x00, 0x03, 0x08, 0x00, 0x00, 0x10, 0x00, 0x01, 0x00];
    private static readonly byte[] FactoryPin = [.. "123456"u8, 0xFF, 0xFF];
    private static readonly byte[] FactoryPuk = [.. "12345678"u8];
    private static readonly byte[] FactoryManagementKey = [1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8];

    private readonly CardSerial serial;
    private readonly VirtualCardModel model;
    private readonly Dictionary<byte, VirtualKey> keys = [];
    private readonly SortedDictionary<int, byte[]> objects = [];
    private readonly ManagementAuthentication management = new(PivAlgorithm.TripleDes, FactoryManagementKey);
    private ReferenceValue pin = new(FactoryPin);
    private ReferenceValue puk = new(FactoryPuk);
    private bool isSelected;
    private bool isPinVerified;
    private bool isPinFresh;

    public PivApplet(CardSerial serial, VirtualCardModel model) => (this.serial, this.model) = (serial, model);

    /// <summary>What a reset or the loss of power leaves: nothing selected, nobody authenticated.</summary>
    public void Reset()
    {
        (isSelected, isPinVerified, isPinFresh) = (false, false, false);
        management.Forget();
    }

    public ResponseApdu Answer(CommandApdu command)
    {
        var wasFresh = isPinFresh;
        isPinFresh = false;
        if (command.Ins != Instruction.GeneralAuthenticate)
        {
            management.ForgetExchange();
        }

        try
        {
            return command.Ins == Instruction.Select ? Select(command)
                : isSelected ? AnswerSelected(command, wasFresh)
                : new ResponseApdu(StatusWord.InstructionNotSupported);
        }
        catch (CardProtocolException)
        {
            return new ResponseApdu(StatusWord.WrongData);
        }
    }

    public void Dispose()
    {
        foreach (var key in keys.Values)
        {
            key.Dispose();
        }

        keys.Clear();
    }

    private ResponseApdu AnswerSelected(CommandApdu command, bool wasFresh) => command.Ins switch
    {
        Instruction.Verify => Verify(command),
        Instruction.ChangeReference => ChangeReference(command),
        Instruction.ResetRetryCounter => ResetRetryCounter(command),
        Instruction.GeneralAuthenticate => GeneralAuthenticate(command, wasFresh),
        Instruction.GenerateKey => GenerateKey(command),
        Instruction.GetData => GetData(command),
        Instruction.PutData => PutData(command),
        Instruction.SetManagementKey => SetManagementKey(command),
        Instruction.GetSerial => GetSerial(),
        Instruction.GetVersion => new ResponseApdu(
            (byte[])[(byte)model.Firmware.Major, (byte)model.Firmware.Minor, (byte)model.Firmware.Build], StatusWord.Success),
        Instruction.GetMetadata when model.HasMetadata => GetMetadata(command),
        Instruction.MoveKey when model.HasMove => MoveKey(command),
        Instruction.ResetApplication => ResetApplication(),
        _ => new ResponseApdu(StatusWord.InstructionNotSupported),
    };

    // Selecting the application that is selected changes no security status, and neither does asking for one that is not there (Part 2 §3.1.1).
    private ResponseApdu Select(CommandApdu command)
    {
        if (command.P1 != 0x04 || command.P2 != 0x00)
        {
            return new ResponseApdu(StatusWord.WrongP1P2);
        }

        if (command.Data.Length < 5 || !Aid.AsSpan().StartsWith(command.Data.Span))
        {
            return new ResponseApdu(StatusWord.FileNotFound);
        }

        isSelected = true;
        var tlv = new TlvWriter();
        using (tlv.Push(0x61 /* application property template */))
        {
            tlv.Write(0x4F /* identifier of the application */, Aid.AsSpan(5));
            using (tlv.Push(0x79 /* coexistent tag allocation authority */))
            {
                tlv.Write(0x4F, Aid.AsSpan(0, 5));
            }
        }

        return new ResponseApdu(tlv.Encode(), StatusWord.Success);
    }

    private ResponseApdu GetSerial()
    {
        var number = new byte[4];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(number, serial.ToNumber());
        return new ResponseApdu(number, StatusWord.Success);
    }

    // Both references blocked and nothing else: whoever can do this has lost the card's use anyway.
    private ResponseApdu ResetApplication()
    {
        if (pin.TriesLeft > 0 || puk.TriesLeft > 0)
        {
            return new ResponseApdu(StatusWord.ConditionsNotSatisfied);
        }

        Dispose();
        objects.Clear();
        (pin, puk) = (new ReferenceValue(FactoryPin), new ReferenceValue(FactoryPuk));
        management.SetKey(PivAlgorithm.TripleDes, FactoryManagementKey);
        management.Forget();
        isPinVerified = false;
        return new ResponseApdu(StatusWord.Success);
    }
}
