using CareIdentity.Cards.Iso7816;

namespace CareIdentity.Cards.Piv.Commands;

/// <summary>
/// The second half of mutual authentication: the witness in clear proves that we hold the key, and the card enciphers our challenge to
/// prove that it does (SP 800-73-4 Part 2 §3.2.4).
/// </summary>
public sealed record AnswerWitnessCommand(PivAlgorithm Algorithm, ReadOnlyMemory<byte> Witness, ReadOnlyMemory<byte> Challenge) : IPivCommand<byte[]>
{
    public bool CarriesSecret => true;

    // 7C { 80 witness, 81 challenge, 82 (empty: the response is asked for) }
    public CommandApdu ToApdu() => AuthenticationTemplate.ToApdu(Algorithm, ManagementKey.Reference, tlv =>
    {
        tlv.Write(AuthenticationTemplate.Witness, Witness.Span);
        tlv.Write(AuthenticationTemplate.Challenge, Challenge.Span);
        tlv.Write(AuthenticationTemplate.Response, []);
    });

    public byte[] Read(ResponseApdu response) => AuthenticationTemplate.Read(response, AuthenticationTemplate.Response);
}
