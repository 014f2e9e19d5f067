using CareIdentity.Cards.Iso7816;

namespace CareIdentity.Cards.Piv.Commands;

/// <summary>The first half of external authentication: the card gives a challenge in clear (SP 800-73-4 Part 2 Appendix A.1).</summary>
public sealed record AskChallengeCommand(PivAlgorithm Algorithm) : IPivCommand<byte[]>
{
    // 7C { 81 (empty: a challenge is asked for) }
    public CommandApdu ToApdu() =>
        AuthenticationTemplate.ToApdu(Algorithm, ManagementKey.Reference, tlv => tlv.Write(AuthenticationTemplate.Challenge, []));

    public byte[] Read(ResponseApdu response)
    {
        var challenge = AuthenticationTemplate.Read(response, AuthenticationTemplate.Challenge);
        return challenge.Length == Algorithm.BlockLength()
            ? challenge
            : throw new CardProtocolException($"A challenge is one block; this one has {challenge.Length} bytes.");
    }
}
