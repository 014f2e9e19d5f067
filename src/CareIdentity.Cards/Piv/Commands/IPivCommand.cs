using CareIdentity.Cards.Iso7816;

namespace CareIdentity.Cards.Piv.Commands;

/// <summary>One command of the PIV card edge in both directions: the bytes that go out and what the answer means.</summary>
public interface IPivCommand<out TAnswer>
{
    /// <summary>The bytes of the command are zeroed once they are sent.</summary>
    bool CarriesSecret => false;

    CommandApdu ToApdu();

    /// <exception cref="CardRefusedException">A status other than those that mean something here.</exception>
    /// <exception cref="CardProtocolException">An answer that no card may give.</exception>
    TAnswer Read(ResponseApdu response);
}
