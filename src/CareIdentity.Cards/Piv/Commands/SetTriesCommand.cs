using CareIdentity.Cards.Iso7816;

namespace CareIdentity.Cards.Piv.Commands;

/// <summary>
/// SET PIN RETRIES, a vendor's addition (Yubico FA): how many tries the passcode and the PUK have from now on. Wants the management key and the
/// passcode, and puts both back to the factory's values.
/// </summary>
public sealed record SetTriesCommand : IPivCommand<Accepted>
{
    private readonly byte pin;
    private readonly byte puk;

    public SetTriesCommand(int pin, int puk)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(pin);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(puk);
        (this.pin, this.puk) = (checked((byte)pin), checked((byte)puk));
    }

    public CommandApdu ToApdu() => new(0x00, 0xFA, pin, puk);

    public Accepted Read(ResponseApdu response) => Accepted.Read("SET PIN RETRIES", response);
}
