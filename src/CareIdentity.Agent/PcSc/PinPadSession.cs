using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Workstation;

namespace CareIdentity.Agent.PcSc;

/// <summary>A card in a reader with keys of its own.</summary>
internal sealed class PinPadSession(IPcsc pcsc, PcscConnection connection, uint verifyCode, TimeProvider clock)
    : PcscSession(pcsc, connection, clock), IPinPad
{
    private readonly IPcsc pcsc = pcsc;

    public async ValueTask<StatusWord?> VerifyAsync(CommandApdu empty, CancellationToken ct)
    {
        var structure = PinVerification.Encode(empty);
        var answer = await RunAsync((Span<byte> to, out int length) => pcsc.Control(Card, verifyCode, structure, to, out length), ct).ConfigureAwait(false);
        return PinVerification.Read(answer.Span);
    }
}
