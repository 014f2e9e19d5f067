using CareIdentity.Cards.Iso7816;

namespace CareIdentity.Cards.Piv.Commands;

/// <summary>GENERAL AUTHENTICATE for key agreement: the other side's point goes in, the x coordinate of the shared one comes out (SP 800-73-4 Part 2 §3.2.4, Appendix A).</summary>
public sealed record AgreeCommand(PivSlot Slot, PivAlgorithm Algorithm, ReadOnlyMemory<byte> Point) : IPivCommand<byte[]>
{
    // 7C { 82 (empty: the response is asked for), 85 uncompressed point }
    public CommandApdu ToApdu() => AuthenticationTemplate.ToApdu(Algorithm, Slot.Reference, tlv =>
    {
        tlv.Write(AuthenticationTemplate.Response, []);
        tlv.Write(AuthenticationTemplate.Exponentiation, Point.Span);
    });

    public byte[] Read(ResponseApdu response)
    {
        var shared = AuthenticationTemplate.Read(response, AuthenticationTemplate.Response);
        return shared.Length == Algorithm.KeyLength()
            ? shared
            : throw new CardProtocolException("A shared secret is as long as a coordinate; this one is not.");
    }
}
