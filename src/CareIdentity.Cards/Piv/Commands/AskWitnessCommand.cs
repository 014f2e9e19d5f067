using CareIdentity.Cards.Iso7816;

namespace CareIdentity.Cards.Piv.Commands;

/// <summary>The first half of mutual authentication: the card gives a witness, enciphered with the management key (SP 800-73-4 Part 2 §3.2.4).</summary>
public sealed record AskWitnessCommand(PivAlgorithm Algorithm) : IPivCommand<byte[]>
{
    // 7C { 80 (empty: a witness is asked for) }
    public CommandApdu ToApdu() =>
        AuthenticationTemplate.ToApdu(Algorithm, ManagementKey.Reference, tlv => tlv.Write(AuthenticationTemplate.Witness, []));

    public byte[] Read(ResponseApdu response)
    {
        var witness = AuthenticationTemplate.Read(response, AuthenticationTemplate.Witness);
        return witness.Length == Algorithm.BlockLength()
            ? witness
            : throw new CardProtocolException($"A witness is one block; this one has {witness.Length} bytes.");
    }
}
