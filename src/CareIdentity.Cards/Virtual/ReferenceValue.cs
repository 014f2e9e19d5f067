using System.Security.Cryptography;
using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Piv;

namespace CareIdentity.Cards.Virtual;

/// <summary>A PIN or PUK and its tries. The try is taken before the comparison, so that pulling the card does not give it back.</summary>
internal sealed class ReferenceValue
{
    public const int UsualTries = 3;

    private readonly byte[] block = new byte[PinBlock.Length];

    public ReferenceValue(ReadOnlySpan<byte> value, int maxTries = UsualTries)
    {
        MaxTries = maxTries;
        Set(value);
    }

    public int MaxTries { get; }

    public int TriesLeft { get; private set; }

    public static ReferenceValue Restore(VirtualReference saved)
    {
        var restored = new ReferenceValue(saved.Block, Math.Clamp(saved.MaxTries, 1, byte.MaxValue));
        restored.TriesLeft = Math.Clamp(saved.TriesLeft, 0, restored.MaxTries);
        return restored;
    }

    public StatusWord Check(ReadOnlySpan<byte> candidate)
    {
        if (TriesLeft == 0)
        {
            return StatusWord.AuthenticationMethodBlocked;
        }

        TriesLeft--;
        if (!CryptographicOperations.FixedTimeEquals(candidate, block))
        {
            return StatusWord.WithTries(TriesLeft);
        }

        TriesLeft = MaxTries;
        return StatusWord.Success;
    }

    public bool Is(ReadOnlySpan<byte> value) => CryptographicOperations.FixedTimeEquals(value, block);

    public void Set(ReadOnlySpan<byte> value)
    {
        value.CopyTo(block);
        TriesLeft = MaxTries;
    }

    public VirtualReference Save() => new([.. block], TriesLeft) { MaxTries = MaxTries };
}
