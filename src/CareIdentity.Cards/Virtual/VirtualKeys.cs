using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Piv;
using CareIdentity.Cards.Piv.Commands;
using CareIdentity.Cards.Tlv;

namespace CareIdentity.Cards.Virtual;

/// <summary>The key pairs in their slots, and the management key that guards them.</summary>
internal sealed class VirtualKeys(VirtualCardModel model, VirtualPasscodes passcodes, ManagementAuthentication management) : IDisposable
{
    private const byte AsUsual = 0x00;
    private const byte NoTouch = 0x01;

    private readonly Dictionary<byte, VirtualKey> keys = [];

    public VirtualKey? Find(byte slot) => keys.GetValueOrDefault(slot);

    public IReadOnlyList<VirtualKeySnapshot> Save() => [.. keys.OrderBy(k => k.Key).Select(k => k.Value.Save(k.Key))];

    public void Restore(IEnumerable<VirtualKeySnapshot> saved)
    {
        Dispose();
        foreach (var key in saved)
        {
            if (PivSlot.Find(key.Slot) is not { } slot || (slot == PivSlot.Attestation && !key.Algorithm.IsElliptic()))
            {
                throw new ArgumentException($"A card has no place {key.Slot:X2} for such a key.", nameof(saved));
            }

            keys[key.Slot] = VirtualKey.Restore(key);
        }
    }

    /// <summary>As the factory does.</summary>
    public VirtualKey MakeAttestationKey() =>
        keys[PivSlot.Attestation.Reference] = VirtualKey.Generate(PivAlgorithm.EccP256, PivPinPolicy.Never);

    /// <summary>Destroys every key but the factory's.</summary>
    public void Clear()
    {
        foreach (var slot in keys.Keys.Where(slot => slot != PivSlot.Attestation.Reference).ToList())
        {
            DropKey(slot);
        }
    }

    /// <summary>Destroys every key.</summary>
    public void Dispose()
    {
        foreach (var key in keys.Values)
        {
            key.Dispose();
        }

        keys.Clear();
    }

    // SP 800-73-4 Part 2 §3.2.4
    public ResponseApdu GeneralAuthenticate(CommandApdu command)
    {
        var asked = AuthenticationElements.Read(command.Data.Span);
        if (command.P2 == ManagementKey.Reference)
        {
            // P1 00 is triple DES (SP 800-78-4 Table 6-2).
            var algorithm = command.P1 == 0x00 ? PivAlgorithm.TripleDes : (PivAlgorithm)command.P1;
            return algorithm == management.Algorithm ? management.Answer(asked) : new ResponseApdu(StatusWord.WrongP1P2);
        }

        management.ForgetExchange();
        if (!MayHoldKey(command.P2) || !keys.TryGetValue(command.P2, out var key) || (byte)key.Algorithm != command.P1)
        {
            return new ResponseApdu(StatusWord.WrongP1P2);
        }

        if (!passcodes.Satisfies(key.PinPolicy))
        {
            return new ResponseApdu(StatusWord.SecurityStatusNotSatisfied);
        }

        var answer = asked switch
        {
            { Response: [], Challenge: { } input, Witness: null, Exponentiation: null } => key.Sign(input),
            { Response: [], Exponentiation: { } point, Witness: null, Challenge: null } when IsForAgreement(command.P2) => key.Agree(point),
            _ => null,
        };
        if (answer is null)
        {
            return new ResponseApdu(StatusWord.WrongData);
        }

        var tlv = new TlvWriter();
        using (tlv.Push(0x7C))
        {
            tlv.Write(AuthenticationTemplate.Response, answer);
        }

        return new ResponseApdu(tlv.Encode(), StatusWord.Success);
    }

    // §3.3.2
    public ResponseApdu GenerateKey(CommandApdu command)
    {
        if (!management.IsAuthenticated)
        {
            return new ResponseApdu(StatusWord.SecurityStatusNotSatisfied);
        }

        if (command.P1 != 0x00 || !MayHoldKey(command.P2))
        {
            return new ResponseApdu(StatusWord.WrongP1P2);
        }

        if (ReadWish(command) is not { } wish)
        {
            return new ResponseApdu(StatusWord.WrongData);
        }

        var key = VirtualKey.Generate(wish.Algorithm, wish.PinPolicy);
        DropKey(command.P2);
        keys[command.P2] = key;
        var tlv = new TlvWriter();
        using (tlv.Push(0x7F49))
        {
            tlv.WriteEncoded(key.PublicKey());
        }

        return new ResponseApdu(tlv.Encode(), StatusWord.Success);
    }

    // AC { 80 algorithm identifier, [AA passcode policy], [AB touch policy] }; the last two are a vendor's, and nobody can touch this card.
    private (PivAlgorithm Algorithm, PivPinPolicy PinPolicy)? ReadWish(CommandApdu command)
    {
        var reader = new TlvReader(command.Data.Span);
        var template = reader.ReadNested(0xAC);
        reader.End();
        var algorithm = (PivAlgorithm)OneByte(template.Read(0x80));
        var policy = template.IsNext(0xAA) ? OneByte(template.Read(0xAA)) : AsUsual;
        var touch = template.IsNext(0xAB) ? OneByte(template.Read(0xAB)) : AsUsual;
        template.End();
        var pinPolicy = policy == AsUsual ? PolicyOf(command.P2) : (PivPinPolicy)policy;
        var isPlain = policy == AsUsual && touch == AsUsual;
        return model.KeyAlgorithms.Contains(algorithm) && Enum.IsDefined(pinPolicy) && touch is AsUsual or NoTouch && (isPlain || model.HasAttestation)
            ? (algorithm, pinPolicy)
            : null;
    }

    private static byte OneByte(ReadOnlySpan<byte> value) =>
        value.Length == 1 ? value[0] : throw new CardProtocolException("An algorithm or a policy is one byte.");

    public ResponseApdu SetManagementKey(CommandApdu command)
    {
        if (!management.IsAuthenticated)
        {
            return new ResponseApdu(StatusWord.SecurityStatusNotSatisfied);
        }

        var data = command.Data.Span;
        if (command.P1 != 0xFF || command.P2 != 0xFF || data.IsEmpty)
        {
            return new ResponseApdu(data.IsEmpty ? StatusWord.WrongData : StatusWord.WrongP1P2);
        }

        var algorithm = (PivAlgorithm)data[0];
        var reader = new TlvReader(data[1..]);
        var key = reader.Read(ManagementKey.Reference);
        reader.End();
        if (!model.ManagementAlgorithms.Contains(algorithm) || key.Length != algorithm.KeyLength())
        {
            return new ResponseApdu(StatusWord.WrongData);
        }

        management.SetKey(algorithm, key);
        return new ResponseApdu(StatusWord.Success);
    }

    // Vendor's: P2 is where the key lies, P1 where it shall lie, FF nowhere.
    public ResponseApdu MoveKey(CommandApdu command)
    {
        if (!management.IsAuthenticated)
        {
            return new ResponseApdu(StatusWord.SecurityStatusNotSatisfied);
        }

        if (!MayHoldKey(command.P2) || (command.P1 != 0xFF && (!MayHoldKey(command.P1) || command.P1 == command.P2)))
        {
            return new ResponseApdu(StatusWord.WrongP1P2);
        }

        if (!keys.TryGetValue(command.P2, out var key))
        {
            return new ResponseApdu(StatusWord.ReferenceDataNotFound);
        }

        if (command.P1 == 0xFF)
        {
            DropKey(command.P2);
        }
        else
        {
            DropKey(command.P1);
            keys.Remove(command.P2);
            keys[command.P1] = key;
        }

        return new ResponseApdu(StatusWord.Success);
    }

    private void DropKey(byte slot)
    {
        if (keys.Remove(slot, out var old))
        {
            old.Dispose();
        }
    }

    private static bool MayHoldKey(byte slot) => PivSlot.Find(slot) is { } found && found != PivSlot.Attestation;

    private static bool IsForAgreement(byte slot) => PivSlot.Find(slot) is { } found && (found.IsRetired || found == PivSlot.KeyManagement);

    // SP 800-73-4 Part 1 Table 4b
    private static PivPinPolicy PolicyOf(byte slot) => PivSlot.Find(slot) switch
    {
        { } found when found == PivSlot.Signature => PivPinPolicy.Always,
        { } found when found == PivSlot.CardAuthentication => PivPinPolicy.Never,
        _ => PivPinPolicy.Once,
    };
}
