using CareIdentity.Cards.Iso7816;

namespace CareIdentity.Cards.Piv.Commands;

/// <summary>The second half of external authentication: the challenge enciphered proves that we hold the key; the card proves nothing (SP 800-73-4 Part 2 Appendix A.1).</summary>
public sealed record AnswerChallengeCommand(PivAlgorithm Algorithm, ReadOnlyMemory<byte> Response) : IPivCommand<Accepted>
{
    // 7C { 82 response }
    public CommandApdu ToApdu() =>
        AuthenticationTemplate.ToApdu(Algorithm, ManagementKey.Reference, tlv => tlv.Write(AuthenticationTemplate.Response, Response.Span)) with { Le = null };

    public Accepted Read(ResponseApdu response) => Accepted.Read("GENERAL AUTHENTICATE", response);
}
