using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Tlv;

namespace CareIdentity.Cards.Piv.Commands;

/// <summary>SELECT the PIV card application by the first nine bytes of its identifier, whatever version follows (SP 800-73-4 Part 2 §3.1.1).</summary>
public sealed record SelectCommand : IPivCommand<PivApplication>
{
    private static readonly byte[] Aid = [0xA0, 0x00, 0x00, 0x03, 0x08, 0x00, 0x00, 0x10, 0x00];

    public CommandApdu ToApdu() => new(0x00, 0xA4, 0x04, 0x00, Aid, 256);

    // 61 { 4F PIX of the application, [50 label], [5F50 URL], 79 { 4F AID of the allocation authority }, [AC algorithms] } (Part 2 Table 3)
    public PivApplication Read(ResponseApdu response)
    {
        var template = new TlvReader(Accepted.DataOf("SELECT", response).Span).ReadNested(0x61 /* application property template */);
        byte[]? pix = null;
        while (template.HasMore)
        {
            var value = template.ReadNext(out var tag);
            if (tag == 0x4F /* application identifier */)
            {
                pix = value.ToArray();
            }
        }

        return new PivApplication(pix ?? throw new CardProtocolException("The selected application does not say which it is."));
    }
}

/// <summary>What the selected application calls itself: its identifier, or the end of it that follows A000000308.</summary>
public sealed record PivApplication(ReadOnlyMemory<byte> Identifier);
