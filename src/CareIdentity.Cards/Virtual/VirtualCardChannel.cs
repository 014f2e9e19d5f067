using System.Security.Cryptography;
using CareIdentity.Cards.Iso7816;

namespace CareIdentity.Cards.Virtual;

/// <summary>A virtual card in a virtual reader with somebody at the keyboard.</summary>
/// <param name="type">What the person types for a passcode of that kind; null when they stop. The bytes are zeroed after.</param>
public sealed class VirtualCardChannel(VirtualCard card, TimeProvider clock, Func<PasscodeKind, byte[]?> type) : ICardChannel
{
    public bool TakesLongCommands => true;

    public ValueTask<ResponseApdu> TransmitAsync(CommandApdu command, CancellationToken ct) => card.TransmitAsync(command, clock, ct);

    public async ValueTask<ResponseApdu> TransmitAsync(PasscodeCommand command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(command);
        var filled = command.Template.Data.ToArray();
        try
        {
            foreach (var place in command.Places)
            {
                var typed = type(place.Kind) ?? throw new PasscodeNotGivenException("Nobody typed a passcode.");
                filled.AsSpan(place.Offset, PasscodePlace.Length).Fill(0xFF);
                typed.CopyTo(filled.AsSpan(place.Offset, PasscodePlace.Length));
                CryptographicOperations.ZeroMemory(typed);
            }

            return await card.TransmitAsync(command.Template with { Data = filled }, clock, ct);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(filled);
        }
    }
}
