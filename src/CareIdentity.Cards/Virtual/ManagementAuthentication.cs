using System.Security.Cryptography;
using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Piv;
using CareIdentity.Cards.Piv.Commands;
using CareIdentity.Cards.Tlv;

namespace CareIdentity.Cards.Virtual;

/// <summary>The card's side of authentication with the management key, mutual or of the caller alone (SP 800-73-4 Part 2 §3.2.4, Appendix A).</summary>
internal sealed class ManagementAuthentication
{
    private byte[]? witness;
    private byte[]? challenge;

    public ManagementAuthentication(PivAlgorithm algorithm, ReadOnlySpan<byte> key) => SetKey(algorithm, key);

    public PivAlgorithm Algorithm { get; private set; }

    public byte[] Key { get; private set; } = [];

    public bool IsAuthenticated { get; private set; }

    public void SetKey(PivAlgorithm algorithm, ReadOnlySpan<byte> key)
    {
        ManagementKey.Check(algorithm, key);
        CryptographicOperations.ZeroMemory(Key);
        (Algorithm, Key) = (algorithm, key.ToArray());
    }

    public void Forget()
    {
        IsAuthenticated = false;
        ForgetExchange();
    }

    /// <summary>The two commands of an exchange follow each other with none between.</summary>
    public void ForgetExchange() => (witness, challenge) = (null, null);

    public ResponseApdu Answer(AuthenticationElements asked)
    {
        var (expectedWitness, expectedResponse) = (witness, challenge);
        ForgetExchange();
        return asked switch
        {
            { Witness: [], Challenge: null } => GiveWitness(),
            { Challenge: [], Witness: null } => GiveChallenge(),
            { Witness: { Length: > 0 } given, Challenge: { Length: > 0 } theirs } => Mutual(expectedWitness, given, theirs),
            { Response: { Length: > 0 } given, Witness: null, Challenge: null } => External(expectedResponse, given),
            _ => new ResponseApdu(StatusWord.WrongData),
        };
    }

    private ResponseApdu GiveWitness()
    {
        witness = RandomNumberGenerator.GetBytes(Algorithm.BlockLength());
        return Template(AuthenticationTemplate.Witness, ManagementKey.Encipher(Algorithm, Key, witness));
    }

    private ResponseApdu GiveChallenge()
    {
        challenge = RandomNumberGenerator.GetBytes(Algorithm.BlockLength());
        return Template(AuthenticationTemplate.Challenge, challenge);
    }

    private ResponseApdu Mutual(byte[]? expected, byte[] given, byte[] theirs)
    {
        if (theirs.Length != Algorithm.BlockLength())
        {
            return new ResponseApdu(StatusWord.WrongData);
        }

        IsAuthenticated = expected is not null && CryptographicOperations.FixedTimeEquals(expected, given);
        return IsAuthenticated
            ? Template(AuthenticationTemplate.Response, ManagementKey.Encipher(Algorithm, Key, theirs))
            : new ResponseApdu(StatusWord.SecurityStatusNotSatisfied);
    }

    private ResponseApdu External(byte[]? expected, byte[] given)
    {
        IsAuthenticated = expected is not null
            && CryptographicOperations.FixedTimeEquals(ManagementKey.Encipher(Algorithm, Key, expected), given);
        return new ResponseApdu(IsAuthenticated ? StatusWord.Success : StatusWord.SecurityStatusNotSatisfied);
    }

    private static ResponseApdu Template(int tag, byte[] value)
    {
        var tlv = new TlvWriter();
        using (tlv.Push(0x7C))
        {
            tlv.Write(tag, value);
        }

        return new ResponseApdu(tlv.Encode(), StatusWord.Success);
    }
}
