using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Virtual;

namespace CareIdentity.Tests.Cards;

internal static class CardsUnderTest
{
    public const string Serial = "1012345678";

    public static readonly byte[] FactoryPin = "123456"u8.ToArray();
    public static readonly byte[] FactoryPuk = "12345678"u8.ToArray();
    public static readonly byte[] FactoryKey = Convert.FromHexString("010203040506070801020304050607080102030405060708");

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A channel whose holder types these passcodes in this order, and stops when there are no more.</summary>
    public static VirtualCardChannel WithTyping(this VirtualCard card, params string[] typed)
    {
        var left = new Queue<string>(typed);
        return new VirtualCardChannel(card, TimeProvider.System, _ => left.TryDequeue(out var passcode) ? System.Text.Encoding.ASCII.GetBytes(passcode) : null);
    }
}
