using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Piv.Commands;
using CareIdentity.Cards.Tlv;

namespace CareIdentity.Cards.Virtual;

/// <summary>What a GENERAL AUTHENTICATE command holds: null for an element that is not there, empty for one that asks.</summary>
internal sealed record AuthenticationElements(byte[]? Witness, byte[]? Challenge, byte[]? Response, byte[]? Exponentiation)
{
    /// <exception cref="CardProtocolException">No dynamic authentication template, or one with an element twice.</exception>
    public static AuthenticationElements Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new TlvReader(bytes);
        var template = reader.ReadNested(0x7C);
        reader.End();
        var elements = new Dictionary<int, byte[]>();
        while (template.HasMore)
        {
            var value = template.ReadNext(out var tag).ToArray();
            if (!elements.TryAdd(tag, value))
            {
                throw new CardProtocolException("An element stands twice in the authentication template.");
            }
        }

        return new AuthenticationElements(
            elements.GetValueOrDefault(AuthenticationTemplate.Witness),
            elements.GetValueOrDefault(AuthenticationTemplate.Challenge),
            elements.GetValueOrDefault(AuthenticationTemplate.Response),
            elements.GetValueOrDefault(AuthenticationTemplate.Exponentiation));
    }
}
