using System.Globalization;
using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Piv;
using CareIdentity.Cards.Piv.Objects;
using CareIdentity.Cards.Tlv;

namespace CareIdentity.Cards.Virtual;

/// <summary>The data objects: some free to read, some after the passcode, none to write without the management key (SP 800-73-4 Part 1 Table 2).</summary>
internal sealed class VirtualObjects(VirtualPasscodes passcodes, ManagementAuthentication management)
{
    private const int MaxObject = 16384;
    private const int MaxObjects = 98304;

    private const int Wrapper = 0x53;

    private readonly SortedDictionary<int, byte[]> objects = [];

    public Dictionary<string, byte[]> Save() => objects.ToDictionary(o => new PivObjectId(o.Key).ToString(), o => (byte[])[.. o.Value]);

    public void Restore(IReadOnlyDictionary<string, byte[]> saved)
    {
        objects.Clear();
        foreach (var (tag, content) in saved)
        {
            objects[int.Parse(tag, NumberStyles.HexNumber, CultureInfo.InvariantCulture)] = [.. content];
        }
    }

    /// <summary>Forgets everything but what the factory wrote.</summary>
    public void Clear()
    {
        foreach (var tag in objects.Keys.Where(tag => tag != PivObjectId.AttestationCertificate.Tag).ToList())
        {
            objects.Remove(tag);
        }
    }

    /// <summary>Writes as the factory does: without asking.</summary>
    public void Keep(PivObjectId id, byte[] content) => objects[id.Tag] = content;

    // SP 800-73-4 Part 2 §3.1.2
    public ResponseApdu GetData(CommandApdu command)
    {
        if (command.P1 != 0x3F || command.P2 != 0xFF)
        {
            return new ResponseApdu(StatusWord.WrongP1P2);
        }

        var reader = new TlvReader(command.Data.Span);
        var id = ReadId(ref reader);
        reader.End();
        if (id.NeedsPasscodeToRead && !passcodes.IsVerified)
        {
            return new ResponseApdu(StatusWord.SecurityStatusNotSatisfied);
        }

        var content = objects.GetValueOrDefault(id.Tag) ?? (id == PivObjectId.Discovery ? DiscoveryObject.WithItsOwnPin(PivApplet.Aid).Encode() : null);
        if (content is null)
        {
            return new ResponseApdu(StatusWord.FileNotFound);
        }

        var tlv = new TlvWriter();
        tlv.Write(id == PivObjectId.Discovery ? id.Tag : Wrapper, content);
        return new ResponseApdu(tlv.Encode(), StatusWord.Success);
    }

    // §3.3.1
    public ResponseApdu PutData(CommandApdu command)
    {
        if (!management.IsAuthenticated)
        {
            return new ResponseApdu(StatusWord.SecurityStatusNotSatisfied);
        }

        if (command.P1 != 0x3F || command.P2 != 0xFF)
        {
            return new ResponseApdu(StatusWord.WrongP1P2);
        }

        var reader = new TlvReader(command.Data.Span);
        var isDiscovery = reader.IsNext(PivObjectId.Discovery.Tag);
        var id = isDiscovery ? PivObjectId.Discovery : ReadId(ref reader);
        var content = reader.Read(isDiscovery ? PivObjectId.Discovery.Tag : Wrapper).ToArray();
        reader.End();
        return Store(id, content);
    }

    private ResponseApdu Store(PivObjectId id, byte[] content)
    {
        if (id.Tag is not (0x7E or (>= 0x5FC101 and <= 0x5FC123) or (>= 0x5FFF00 and <= 0x5FFFFF)))
        {
            return new ResponseApdu(StatusWord.FileNotFound);
        }

        var others = objects.Where(o => o.Key != id.Tag).Sum(o => o.Value.Length);
        if (content.Length > MaxObject || others + content.Length > MaxObjects)
        {
            return new ResponseApdu(StatusWord.NotEnoughMemory);
        }

        objects.Remove(id.Tag);
        if (content.Length > 0)
        {
            objects.Add(id.Tag, content);
        }

        return new ResponseApdu(StatusWord.Success);
    }

    // 5C tag
    private static PivObjectId ReadId(ref TlvReader reader)
    {
        var tag = reader.Read(0x5C);
        return tag.Length switch
        {
            1 => new PivObjectId(tag[0]),
            2 => new PivObjectId((tag[0] << 8) | tag[1]),
            3 => new PivObjectId((tag[0] << 16) | (tag[1] << 8) | tag[2]),
            _ => throw new CardProtocolException("The tag of an object has one byte to three."),
        };
    }
}
