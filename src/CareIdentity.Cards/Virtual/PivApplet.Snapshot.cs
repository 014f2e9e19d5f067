using System.Globalization;
using CareIdentity.Cards.Piv;

namespace CareIdentity.Cards.Virtual;

internal sealed partial class PivApplet
{
    public VirtualCardSnapshot Save() => new()
    {
        Serial = serial.ToString(),
        Pin = pin.Save(),
        Puk = puk.Save(),
        ManagementAlgorithm = management.Algorithm,
        ManagementKey = [.. management.Key],
        Keys = [.. keys.OrderBy(k => k.Key).Select(k => k.Value.Save(k.Key))],
        Objects = objects.ToDictionary(o => new PivObjectId(o.Key).ToString(), o => (byte[])[.. o.Value]),
    };

    public void Restore(VirtualCardSnapshot saved)
    {
        Reset();
        Dispose();
        objects.Clear();
        (pin, puk) = (ReferenceValue.Restore(saved.Pin), ReferenceValue.Restore(saved.Puk));
        management.SetKey(saved.ManagementAlgorithm, saved.ManagementKey);
        foreach (var key in saved.Keys)
        {
            keys[key.Slot] = VirtualKey.Restore(key);
        }

        foreach (var (tag, content) in saved.Objects)
        {
            objects[int.Parse(tag, NumberStyles.HexNumber, CultureInfo.InvariantCulture)] = [.. content];
        }
    }
}
