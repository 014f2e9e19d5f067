using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Piv;
using CareIdentity.Cards.Piv.Commands;

namespace CareIdentity.Cards.Workstation.WebEid;

/// <summary>
/// Signs in with the card in a reader of this workstation: the passcode, then one signature by the authentication key (9A) over the origin
/// that the browser named and the service's nonce. Nothing but that structure is ever signed.
/// </summary>
/// <param name="appVersion">The URL that names this program and its version.</param>
public sealed class WebEidSignIn(ICardReaders readers, IPasscodePrompt prompt, string appVersion)
{
    /// <summary>256 bits in base64; the bounds of the Web eID application.</summary>
    public const int MinNonce = 44;
    public const int MaxNonce = 128;

    private const string Question = "Sign in with your smartcard";

    /// <param name="origin">From the browser, never from the page.</param>
    /// <param name="nonce">From the service, as it came.</param>
    /// <exception cref="ArgumentException">The origin or the nonce is none; nobody was asked for anything.</exception>
    public async ValueTask<WebEidOutcome> SignInAsync(string origin, string nonce, CancellationToken ct)
    {
        Check(origin, nonce);
        try
        {
            var cards = await CardInspection.InspectAsync(readers, ct).ConfigureAwait(false);
            return cards.Where(card => card.State == CardState.Ours).ToList() switch
            {
                [] => Without(cards),
                [var card] => await SignInAsync(card.Reader, origin, nonce, ct).ConfigureAwait(false),
                _ => new WebEidOutcome.CardError("There is more than one smartcard. Leave only yours in its reader and try again."),
            };
        }
        catch (CardRemovedException)
        {
            return new WebEidOutcome.NoCard();
        }
        catch (Exception e) when (e is ReaderInUseException or CardResetException)
        {
            return new WebEidOutcome.CardError("Another program is using the smartcard. Close it and try again.");
        }
        catch (Exception e) when (e is CardProtocolException or CardRefusedException or CryptographicException)
        {
            return new WebEidOutcome.CardError("The smartcard did not answer as it should. Ask your Registration Authority to repair it.");
        }
    }

    private async ValueTask<WebEidOutcome> SignInAsync(string reader, string origin, string nonce, CancellationToken ct)
    {
        await using var session = await readers.OpenAsync(reader, ct).ConfigureAwait(false);
        if (session is null)
        {
            return new WebEidOutcome.NoCard();
        }

        using var linked = CancellationTokenSource.CreateLinkedTokenSource(ct, session.Removed);
        try
        {
            var card = new PivCard(new CardSessionChannel(session));
            await card.SelectAsync(linked.Token).ConfigureAwait(false);
            return await card.ReadCertificateAsync(PivSlot.Authentication, linked.Token).ConfigureAwait(false) is { } der
                ? await SignAsync(card, session, reader, der, origin, nonce, linked.Token).ConfigureAwait(false)
                : new WebEidOutcome.CardError("There is no certificate to sign in with on the smartcard. Ask your Registration Authority to repair it.");
        }
        catch (OperationCanceledException) when (session.Removed.IsCancellationRequested)
        {
            return new WebEidOutcome.NoCard();
        }
    }

    private async ValueTask<WebEidOutcome> SignAsync(
        PivCard card, ICardSession session, string reader, byte[] der, string origin, string nonce, CancellationToken ct)
    {
        using var certificate = X509CertificateLoader.LoadCertificate(der);
        if (WebEidAlgorithms.Of(certificate.PublicKey) is not { } algorithm || WebEidAlgorithms.OnCard(certificate.PublicKey, algorithm) is not { } onCard)
        {
            return new WebEidOutcome.CardError("The smartcard has a kind of key that cannot be used to sign in.");
        }

        if (await RefusedAsync(session, reader, der, origin, ct).ConfigureAwait(false) is { } refused)
        {
            return refused;
        }

        var signature = await card.SignAsync(PivSlot.Authentication, onCard, WebEidSignature.Digest(algorithm, origin, nonce), ct).ConfigureAwait(false);
        var token = new WebEidToken(der, algorithm, onCard.IsElliptic() ? EcdsaSignatureFormat.ToFixedLength(signature, onCard) : signature, appVersion);
        return WebEidSignature.Verifies(token, origin, nonce)
            ? new WebEidOutcome.Token(token)
            : new WebEidOutcome.CardError("The key and the certificate on the smartcard do not belong together. Ask your Registration Authority to repair it.");
    }

    /// <summary>Null once the card has accepted the passcode.</summary>
    private async ValueTask<WebEidOutcome?> RefusedAsync(ICardSession session, string reader, byte[] der, string origin, CancellationToken ct)
    {
        var context = new PasscodeContext { Origin = origin, InWords = Question, Reader = reader, Why = Question };
        var outcome = await new PasscodeEntry(session, prompt).SendAsync(VerifyCommand.Typed, context, ct).ConfigureAwait(false);
        return outcome switch
        {
            PasscodeEntryOutcome.Answered { Status.IsSuccess: true } => null,
            PasscodeEntryOutcome.Answered { Status.TriesRemaining: 0 } or PasscodeEntryOutcome.NotGiven { Code: StopCode.CardLocked } => new WebEidOutcome.CardLocked(der),
            PasscodeEntryOutcome.Answered { Status.TriesRemaining: { } left } => new WebEidOutcome.WrongPasscode(left),
            PasscodeEntryOutcome.Answered answered => throw new CardRefusedException("VERIFY", answered.Status),
            PasscodeEntryOutcome.NotGiven not => new WebEidOutcome.Stopped(not.Reason),
            _ => throw new InvalidOperationException("No such outcome."),
        };
    }

    /// <summary>Why none of the cards will do, and what will.</summary>
    private static WebEidOutcome Without(IReadOnlyList<CardInReader> cards) =>
        cards.Any(card => card.State == CardState.InUse) ? new WebEidOutcome.CardError("Another program is using the smartcard. Close it and try again.")
        : cards.Any(card => card.State == CardState.Blank) ? new WebEidOutcome.CardError("The smartcard in the reader is blank: it was not issued to anybody. Put your own card in and try again.")
        : cards.Any(card => card.State == CardState.Unknown) ? new WebEidOutcome.CardError("The card in the reader does not answer as a smartcard of this service. Put your smartcard in, chip first and chip up, and try again.")
        : new WebEidOutcome.NoCard();

    private static void Check(string origin, string nonce)
    {
        if (!WebEidOrigin.IsAcceptable(origin))
        {
            throw new ArgumentException("Not the origin of a web site that can be signed in to.", nameof(origin));
        }

        if (nonce.Length is < MinNonce or > MaxNonce || nonce.Any(c => c is <= ' ' or > '~'))
        {
            throw new ArgumentException("A nonce has 44 to 128 printable characters.", nameof(nonce));
        }
    }
}
