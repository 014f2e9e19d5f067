using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Piv;
using CareIdentity.Cards.Piv.Objects;
using CareIdentity.Cards.Tlv;

namespace CareIdentity.Cards.Virtual;

/// <summary>
/// The PIV card application (SP 800-73-4 Part 2) with what the makers of cards add for personalisation. Whole commands in, whole answers
/// out; chaining and lengths are the card's. Knows no way to take a private key in or give one out.
/// </summary>
internal sealed class PivApplet : IDisposable
{
    public static readonly byte[] Aid = [0xA0, 0x00, 0x00, 0x03, 0x08, 0x00, 0x00, 0x10, 0x00, 0x01, 0x00];
    private static readonly byte[] FactoryManagementKey = [1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8];

    private readonly CardSerial serial;
    private readonly VirtualCardModel model;
    private readonly VirtualPasscodes passcodes = new();
    private readonly ManagementAuthentication management;
    private readonly VirtualKeys keys;
    private readonly VirtualObjects objects;
    private bool isSelected;

    public PivApplet(CardSerial serial, VirtualCardModel model)
    {
        (this.serial, this.model) = (serial, model);
        management = new ManagementAuthentication(model.FactoryManagementAlgorithm, FactoryManagementKey);
        keys = new VirtualKeys(model, passcodes, management);
        objects = new VirtualObjects(passcodes, management);
        EquipForAttestation();
    }

    /// <summary>What a reset or the loss of power leaves: nothing selected, nobody authenticated.</summary>
    public void Reset()
    {
        isSelected = false;
        passcodes.Forget();
        management.Forget();
    }

    public ResponseApdu Answer(CommandApdu command)
    {
        passcodes.Begin();
        if (command.Ins != Instruction.GeneralAuthenticate)
        {
            management.ForgetExchange();
        }

        try
        {
            return command.Ins == Instruction.Select ? Select(command)
                : isSelected ? AnswerSelected(command)
                : new ResponseApdu(StatusWord.InstructionNotSupported);
        }
        catch (CardProtocolException)
        {
            return new ResponseApdu(StatusWord.WrongData);
        }
    }

    public VirtualCardSnapshot Save() => new()
    {
        Serial = serial.ToString(),
        Pin = passcodes.Pin.Save(),
        Puk = passcodes.Puk.Save(),
        ManagementAlgorithm = management.Algorithm,
        ManagementKey = [.. management.Key],
        Keys = keys.Save(),
        Objects = objects.Save(),
    };

    public void Restore(VirtualCardSnapshot saved)
    {
        Reset();
        passcodes.Restore(saved.Pin, saved.Puk);
        management.SetKey(saved.ManagementAlgorithm, saved.ManagementKey);
        keys.Restore(saved.Keys);
        objects.Restore(saved.Objects);
        EquipForAttestation();
    }

    public void Dispose() => keys.Dispose();

    private ResponseApdu AnswerSelected(CommandApdu command) => command.Ins switch
    {
        Instruction.Verify => passcodes.Verify(command),
        Instruction.ChangeReference => passcodes.ChangeReference(command),
        Instruction.ResetRetryCounter => passcodes.ResetRetryCounter(command),
        Instruction.GeneralAuthenticate => keys.GeneralAuthenticate(command),
        Instruction.GenerateKey => keys.GenerateKey(command),
        Instruction.GetData => objects.GetData(command),
        Instruction.PutData => objects.PutData(command),
        Instruction.SetManagementKey => keys.SetManagementKey(command),
        Instruction.GetSerial => GetSerial(),
        Instruction.GetVersion => new ResponseApdu(
            (byte[])[(byte)model.Firmware.Major, (byte)model.Firmware.Minor, (byte)model.Firmware.Build], StatusWord.Success),
        Instruction.SetTries => passcodes.SetTries(command, management.IsAuthenticated),
        Instruction.Attest when model.HasAttestation => Attest(command),
        Instruction.GetMetadata when model.HasMetadata => GetMetadata(command),
        Instruction.MoveKey when model.HasMove => keys.MoveKey(command),
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
        if (passcodes.Pin.TriesLeft > 0 || passcodes.Puk.TriesLeft > 0)
        {
            return new ResponseApdu(StatusWord.ConditionsNotSatisfied);
        }

        keys.Clear();
        objects.Clear();
        passcodes.ReturnToFactory();
        management.SetKey(model.FactoryManagementAlgorithm, FactoryManagementKey);
        management.Forget();
        return new ResponseApdu(StatusWord.Success);
    }

    // The factory gives a card its attestation key, and a reset leaves it.
    private void EquipForAttestation()
    {
        if (model.HasAttestation && keys.Find(PivSlot.Attestation.Reference) is null)
        {
            var key = keys.MakeAttestationKey();
            objects.Keep(PivObjectId.AttestationCertificate, CertificateObject.Encode(Attestation.FactoryCertificate(serial, key.ForAttestation)));
        }
    }

    private ResponseApdu Attest(CommandApdu command)
    {
        if (command.P1 == PivSlot.Attestation.Reference || command.P2 != 0x00)
        {
            return new ResponseApdu(StatusWord.WrongP1P2);
        }

        return keys.Find(command.P1) is { } attested && keys.Find(PivSlot.Attestation.Reference) is { } attester
            ? new ResponseApdu(Attestation.Of(serial, model.Firmware, command.P1, attested, attester.ForAttestation), StatusWord.Success)
            : new ResponseApdu(StatusWord.ReferenceDataNotFound);
    }

    private ResponseApdu GetMetadata(CommandApdu command)
    {
        var tlv = new TlvWriter();
        switch (command.P2)
        {
            case PinBlock.Pin:
                WriteReference(tlv, passcodes.Pin, VirtualPasscodes.FactoryPin);
                break;
            case PinBlock.Puk:
                WriteReference(tlv, passcodes.Puk, VirtualPasscodes.FactoryPuk);
                break;
            case ManagementKey.Reference:
                tlv.Write(0x01 /* algorithm */, (byte)management.Algorithm);
                tlv.Write(0x02 /* policy: passcode, touch */, [0x00, 0x01]);
                tlv.Write(0x05 /* still the factory's */, management.Key.AsSpan().SequenceEqual(FactoryManagementKey) ? (byte)1 : (byte)0);
                break;
            default:
                if (keys.Find(command.P2) is not { } key)
                {
                    return new ResponseApdu(StatusWord.ReferenceDataNotFound);
                }

                tlv.Write(0x01, (byte)key.Algorithm);
                tlv.Write(0x02, [(byte)key.PinPolicy, 0x01]);
                tlv.Write(0x03 /* origin */, 0x01 /* made on the card */);
                tlv.Write(0x04 /* public key */, key.PublicKey());
                break;
        }

        return new ResponseApdu(tlv.Encode(), StatusWord.Success);
    }

    private static void WriteReference(TlvWriter tlv, ReferenceValue reference, ReadOnlySpan<byte> factory)
    {
        tlv.Write(0x01, 0xFF);
        tlv.Write(0x05, reference.Is(factory) ? (byte)1 : (byte)0);
        tlv.Write(0x06 /* tries in all, tries left */, [(byte)reference.MaxTries, (byte)reference.TriesLeft]);
    }
}
