using System.Security.Cryptography;
using CareIdentity.Cards.Iso7816;

namespace CareIdentity.Cards.Workstation;

/// <summary>What somebody typed, on its way into one command. Never a string; one pinned buffer, so that no copy is left behind; zeroed when disposed.</summary>
public sealed class TypedPasscode : IDisposable
{
    /// <summary>More than any passcode, so that one that is too long is told so instead of being cut.</summary>
    public const int MaxTyped = 64;

    private readonly byte[] buffer = GC.AllocateArray<byte>(MaxTyped, pinned: true);
    private readonly int length;

    /// <param name="typed">ASCII; the caller zeroes its own copy.</param>
    public TypedPasscode(ReadOnlySpan<byte> typed)
    {
        length = Math.Min(typed.Length, MaxTyped);
        typed[..length].CopyTo(buffer);
    }

    /// <param name="typed">Anything outside ASCII is kept as a byte that is no digit; the caller zeroes its own copy.</param>
    public TypedPasscode(ReadOnlySpan<char> typed)
    {
        length = Math.Min(typed.Length, MaxTyped);
        for (var i = 0; i < length; i++)
        {
            buffer[i] = typed[i] < 0x80 ? (byte)typed[i] : (byte)0xFF;
        }
    }

    public ReadOnlySpan<byte> Digits => buffer.AsSpan(0, length);

    /// <summary>Eight bytes, padded with FF (SP 800-73-4 Part 2 §2.4.3).</summary>
    public void CopyPaddedTo(Span<byte> place)
    {
        place[..PasscodePlace.Length].Fill(0xFF);
        Digits.CopyTo(place[..PasscodePlace.Length]);
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(buffer);

    public override string ToString() => "***";
}
