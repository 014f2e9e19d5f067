using System.Formats.Asn1;
using System.Security.Cryptography;
using CareIdentity.Bench.Measuring;
using CareIdentity.Cards.Tlv;

namespace CareIdentity.Bench.Cards;

/// <summary>Our TLV reader over the answers that cards give, beside the platform's own BER decoder over the same bytes.</summary>
internal sealed class TlvBench(BenchScale scale)
{
    public async Task<IReadOnlyList<Figure>> MeasureAsync(CancellationToken ct) =>
    [
        await CompareAsync("walks through a container of a dozen short elements", Container(), ct),
        await CompareAsync("walks through a certificate object of 1,100 bytes", CertificateObject(), ct),
    ];

    private async Task<Figure> CompareAsync(string what, byte[] content, CancellationToken ct)
    {
        var expected = Count(content);
        var rounds = await Rounds.AlternateAsync(
            scale.Rounds,
            [Walking(() => Count(content)), Walking(() => CountAsBer(content))],
            ct);
        return Figure.OfRates("tlv", what, rounds[0], "AsnDecoder", rounds[1]);

        // Many to a measured step: one alone is shorter than the clock can tell.
        Workload Walking(Func<int> walk) => new("walk", _ => Load.RunAsync(1, scale.CommandsPerRound, (_, _) =>
        {
            for (var i = 0; i < 100; i++)
            {
                if (walk() != expected)
                {
                    throw new WrongAnswerException("The elements were not all found.");
                }
            }

            return Task.CompletedTask;
        }));
    }

    private static int Count(ReadOnlySpan<byte> content)
    {
        var outer = new TlvReader(content);
        var reader = outer.ReadNested(0x53);
        var octets = 0;
        while (reader.HasMore)
        {
            octets += reader.ReadNext(out _).Length;
        }

        return octets;
    }

    private static int CountAsBer(ReadOnlySpan<byte> content)
    {
        AsnDecoder.ReadEncodedValue(content, AsnEncodingRules.BER, out var at, out var length, out _);
        var rest = content.Slice(at, length);
        var octets = 0;
        while (!rest.IsEmpty)
        {
            AsnDecoder.ReadEncodedValue(rest, AsnEncodingRules.BER, out _, out var inner, out var consumed);
            octets += inner;
            rest = rest[consumed..];
        }

        return octets;
    }

    // Tags of the card capability container and content as short as it has; primitive classes only, which BER reads alike.
    private static byte[] Container()
    {
        var tlv = new TlvWriter();
        using (tlv.Push(0x53))
        {
            for (var tag = 0xC0; tag < 0xCC; tag++)
            {
                tlv.Write(tag, RandomNumberGenerator.GetBytes(tag & 7));
            }
        }

        return tlv.Encode();
    }

    private static byte[] CertificateObject()
    {
        var tlv = new TlvWriter();
        using (tlv.Push(0x53))
        {
            tlv.Write(0x50, RandomNumberGenerator.GetBytes(1_100));
            tlv.Write(0x51, 0x00);
            tlv.Write(0xDE, []);
        }

        return tlv.Encode();
    }
}
