using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CareIdentity.Agent.PcSc;
using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Piv;
using CareIdentity.Cards.Workstation;

namespace CareIdentity.Agent.Diagnosis;

/// <summary>The way to the card: PC/SC, readers, cards and what is on them. Asks only; costs no try.</summary>
internal sealed class ReaderChecks(IPcsc pcsc, TimeProvider clock)
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(90);

    private readonly PcscReaders readers = new(pcsc, clock);

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken ct)
    {
        try
        {
            var names = await readers.ListAsync(ct).ConfigureAwait(false);
            List<Finding> findings = [Finding.Good("The card reader service runs.")];
            if (names.Count == 0)
            {
                findings.Add(Finding.Broken(ReaderTrouble.NoReader.Sentence(), ReaderTrouble.NoReader.Mend()));
            }

            foreach (var name in names)
            {
                findings.AddRange(await CheckAsync(name, ct).ConfigureAwait(false));
            }

            return findings;
        }
        catch (CardReaderException e)
        {
            return [Finding.Broken(e.Trouble.Sentence(), e.Trouble.Mend())];
        }
    }

    private async Task<IReadOnlyList<Finding>> CheckAsync(string reader, CancellationToken ct)
    {
        try
        {
            await using var session = await readers.OpenAsync(reader, ct).ConfigureAwait(false);
            if (session is null)
            {
                return [Finding.Absent($"{reader}: connected, without a card.", "Put a smartcard in, chip first and chip up.")];
            }

            var keys = session is IPinPad ? " It has keys of its own: the passcode is typed on the reader." : "";
            return [Finding.Good($"{reader}: connected, with a card.{keys}"), .. await CardAsync(reader, session, ct).ConfigureAwait(false)];
        }
        catch (ReaderInUseException)
        {
            return [Finding.Broken($"{reader}: another program is using the card.", "Close other programs that use smartcards, or take the card out and put it in again.")];
        }
        catch (Exception e) when (e is CardProtocolException or CardRefusedException or CardResetException)
        {
            return [Finding.Broken($"{reader}: the card does not answer as a smartcard of this kind.", "Put it in chip first and chip up, clean its chip, or try another card.")];
        }
        catch (CardRemovedException)
        {
            return [Finding.Absent($"{reader}: the card was taken out meanwhile.", "Leave it in and run this again.")];
        }
    }

    private async Task<IReadOnlyList<Finding>> CardAsync(string reader, ICardSession session, CancellationToken ct)
    {
        var card = await CardInspection.InspectAsync(reader, session, ct).ConfigureAwait(false);
        return card.State switch
        {
            CardState.Blank => [Finding.Good($"{reader}: the card is blank.")],
            CardState.Ours => [Tries(reader, card), await CertificateAsync(reader, session, PivSlot.Authentication, "to sign in", ct).ConfigureAwait(false), await CertificateAsync(reader, session, PivSlot.Signature, "to sign", ct).ConfigureAwait(false)],
            _ => [Finding.Broken($"{reader}: the card is none of the kind that is used here.", "Put a smartcard of the Care Identity Service in.")],
        };
    }

    private static Finding Tries(string reader, CardInReader card) => card.TriesLeft switch
    {
        0 => Finding.Broken($"{reader}: the card is locked.", "Have it unlocked: by a sponsor or Local Smartcard Administrator of your organisation, or by your Registration Authority."),
        1 => Finding.Broken($"{reader}: one wrong passcode more locks the card.", "Type the right one next, or have the card unlocked with a new passcode."),
        { } left => Finding.Good($"{reader}: {left} passcode tries are left."),
        null => Finding.Absent($"{reader}: the card does not say how many passcode tries are left."),
    };

    private async Task<Finding> CertificateAsync(string reader, ICardSession session, PivSlot slot, string purpose, CancellationToken ct)
    {
        if (await new PivCard(new CardSessionChannel(session)).ReadCertificateAsync(slot, ct).ConfigureAwait(false) is not { } der)
        {
            return Finding.Broken($"{reader}: there is no certificate {purpose} on the card.", "Ask your Registration Authority to repair the card.");
        }

        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(der);
            return Dates(reader, purpose, certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime());
        }
        catch (CryptographicException)
        {
            return Finding.Broken($"{reader}: the certificate {purpose} on the card cannot be read.", "Ask your Registration Authority to repair the card.");
        }
    }

    private Finding Dates(string reader, string purpose, DateTime from, DateTime until)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return now > until ? Finding.Broken($"{reader}: the certificate {purpose} expired on {until:d MMMM yyyy}.", "Ask your Registration Authority to renew it.")
            : now < from ? Finding.Broken($"{reader}: the certificate {purpose} is valid from {from:d MMMM yyyy HH:mm} UTC on.", "Check the clock of this computer.")
            : now > until - Soon ? Finding.Absent($"{reader}: the certificate {purpose} expires on {until:d MMMM yyyy}.", "Renew it now, before it does.")
            : Finding.Good($"{reader}: the certificate {purpose} is valid until {until:d MMMM yyyy}.");
    }
}
