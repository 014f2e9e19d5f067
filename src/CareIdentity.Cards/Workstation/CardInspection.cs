using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Piv;
using CareIdentity.Cards.Workstation.Messages;

namespace CareIdentity.Cards.Workstation;

/// <summary>Finds out which card is in a reader. Asks only, and costs no try.</summary>
public static class CardInspection
{
    public static async ValueTask<IReadOnlyList<CardInReader>> InspectAsync(ICardReaders readers, CancellationToken ct)
    {
        var cards = new List<CardInReader>();
        foreach (var reader in await readers.ListAsync(ct).ConfigureAwait(false))
        {
            // A device names itself: one whose name could not be shown as it is, is not used.
            if (Wire.TextFault("reader", reader, 200) is not null)
            {
                continue;
            }

            cards.Add(await InspectAsync(readers, reader, ct).ConfigureAwait(false));
        }

        return cards;
    }

    public static async ValueTask<CardInReader> InspectAsync(string reader, ICardSession session, CancellationToken ct)
    {
        var card = new PivCard(new CardSessionChannel(session));
        try
        {
            await card.SelectAsync(ct).ConfigureAwait(false);
            var serial = await card.SerialAsync(ct).ConfigureAwait(false);
            var tries = await card.PasscodeTriesLeftAsync(ct).ConfigureAwait(false);
            return new CardInReader(reader, serial.ToString(), await IsBlankAsync(card, ct).ConfigureAwait(false) ? CardState.Blank : CardState.Ours, tries, session.TakesLongCommands);
        }
        catch (Exception e) when (e is CardRefusedException or CardProtocolException)
        {
            return new CardInReader(reader, null, CardState.Unknown, null);
        }
    }

    private static async ValueTask<CardInReader> InspectAsync(ICardReaders readers, string reader, CancellationToken ct)
    {
        try
        {
            await using var session = await readers.OpenAsync(reader, ct).ConfigureAwait(false);
            return session is null ? CardInReader.Empty(reader) : await InspectAsync(reader, session, ct).ConfigureAwait(false);
        }
        catch (CardRemovedException)
        {
            return CardInReader.Empty(reader);
        }
        catch (ReaderInUseException)
        {
            return new CardInReader(reader, null, CardState.InUse, null);
        }
        catch (Exception e) when (e is CardProtocolException or CardResetException)
        {
            return new CardInReader(reader, null, CardState.Unknown, null);
        }
    }

    private static async ValueTask<bool> IsBlankAsync(PivCard card, CancellationToken ct)
    {
        PivObjectId[] ofHolders = [PivObjectId.CardHolderUniqueIdentifier, PivObjectId.AuthenticationCertificate, PivObjectId.SignatureCertificate];
        foreach (var id in ofHolders)
        {
            if (await card.GetObjectAsync(id, ct).ConfigureAwait(false) is { Length: > 0 })
            {
                return false;
            }
        }

        return true;
    }
}
