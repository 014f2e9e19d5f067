using CareIdentity.Cards.Iso7816;

namespace CareIdentity.Cards.Piv.Commands;

/// <summary>GENERAL AUTHENTICATE with a private key: a digest for a curve, a padded block as long as the modulus for RSA (SP 800-73-4 Part 2 §3.2.4, Appendix A).</summary>
public sealed record SignCommand(PivSlot Slot, PivAlgorithm Algorithm, ReadOnlyMemory<byte> Input) : IPivCommand<byte[]>
{
    // 7C { 82 (empty: the response is asked for), 81 input }
    public CommandApdu ToApdu() => AuthenticationTemplate.ToApdu(Algorithm, Slot.Reference, tlv =>
    {
        tlv.Write(AuthenticationTemplate.Response, []);
        tlv.Write(AuthenticationTemplate.Challenge, Input.Span);
    });

    public byte[] Read(ResponseApdu response) => AuthenticationTemplate.Read(response, AuthenticationTemplate.Response);
}
