using CareIdentity.Cards.Iso7816;

namespace CareIdentity.Cards.Piv.Commands;

/// <summary>The answer of a command that only succeeds or is refused.</summary>
public readonly record struct Accepted
{
    internal static Accepted Read(string operation, ResponseApdu response)
    {
        _ = DataOf(operation, response);
        return default;
    }

    internal static ReadOnlyMemory<byte> DataOf(string operation, ResponseApdu response) => response.IsSuccess
        ? response.Data
        : throw new CardRefusedException(operation, response.Status);
}
