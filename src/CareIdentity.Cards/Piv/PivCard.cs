using System.Runtime.InteropServices;
using System.Security.Cryptography;
using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Iso7816.Channels;
using CareIdentity.Cards.Piv.Commands;
using CareIdentity.Cards.Piv.Objects;

namespace CareIdentity.Cards.Piv;

/// <summary>
/// One session with the PIV application of one card, wherever the card is. Says what to do and reads what came of it; keeps no state,
/// because the card does. A refusal that can be expected (a wrong passcode) is an outcome, any other throws <see cref="CardRefusedException"/>.
/// </summary>
public sealed class PivCard
{
    private readonly ICardChannel channel;

    /// <summary>Short commands, chained where they are long: every card and reader can do that.</summary>
    public PivCard(ICardChannel channel)
        : this(channel, hasExtendedLength: false)
    {
    }

    private PivCard(ICardChannel channel, bool hasExtendedLength) =>
        this.channel = new GetResponse(hasExtendedLength ? new ExtendedLength(channel) : new CommandChaining(channel));

    /// <summary>Long commands as they are, for cards that take them (<see cref="Layouts.CardCapabilities.HasExtendedLength"/>).</summary>
    public static PivCard WithExtendedLength(ICardChannel channel) => new(channel, hasExtendedLength: true);

    /// <summary>Sends any one command and zeroes its bytes if they were secret.</summary>
    public async ValueTask<TAnswer> SendAsync<TAnswer>(IPivCommand<TAnswer> command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(command);
        var apdu = command.ToApdu();
        try
        {
            return command.Read(await channel.TransmitAsync(apdu, ct));
        }
        finally
        {
            if (command.CarriesSecret)
            {
                Zero(apdu.Data);
            }
        }
    }

    public ValueTask<PivApplication> SelectAsync(CancellationToken ct) => SendAsync(new SelectCommand(), ct);

    public ValueTask<CardSerial> SerialAsync(CancellationToken ct) => SendAsync(new GetSerialCommand(), ct);

    public ValueTask<Version> VersionAsync(CancellationToken ct) => SendAsync(new GetVersionCommand(), ct);

    /// <summary>Costs no try. Null while the passcode stands verified: the card does not count then.</summary>
    public async ValueTask<int?> PasscodeTriesLeftAsync(CancellationToken ct) =>
        (await SendAsync(new AskPasscodeTriesCommand(), ct)).TriesLeft;

    /// <summary>The holder types the passcode at the workstation.</summary>
    public async ValueTask<PasscodeOutcome> VerifyPasscodeAsync(CancellationToken ct) =>
        VerifyCommand.ReadOutcome(await channel.TransmitAsync(VerifyCommand.Typed, ct));

    /// <summary>A passcode that the service itself knows: the factory's, or one that it set a moment ago.</summary>
    public ValueTask<PasscodeOutcome> VerifyPasscodeAsync(ReadOnlyMemory<byte> pin, CancellationToken ct) => SendAsync(new VerifyCommand(pin), ct);

    /// <summary>From here on the passcode stands verified no longer.</summary>
    public async ValueTask ForgetPasscodeAsync(CancellationToken ct) => await SendAsync(new ForgetPasscodeCommand(), ct);

    /// <summary>The holder types the old passcode and the new one.</summary>
    public async ValueTask<PasscodeOutcome> ChangePasscodeAsync(CancellationToken ct) =>
        ChangeReferenceCommand.ReadOutcome(await channel.TransmitAsync(ChangeReferenceCommand.Typed, ct));

    /// <summary>The holder types their first passcode over one that nobody was told.</summary>
    public async ValueTask<PasscodeOutcome> SetFirstPasscodeAsync(ReadOnlyMemory<byte> current, CancellationToken ct) =>
        ChangeReferenceCommand.ReadOutcome(await TransmitSecretAsync(ChangeReferenceCommand.FirstTyped(current), ct));

    /// <summary>Both passcodes from the service: a card that is issued locked gets one that nobody knows.</summary>
    public ValueTask<PasscodeOutcome> ChangePinAsync(ReadOnlyMemory<byte> current, ReadOnlyMemory<byte> next, CancellationToken ct) =>
        SendAsync(ChangeReferenceCommand.Pin(current, next), ct);

    public ValueTask<PasscodeOutcome> ChangePukAsync(ReadOnlyMemory<byte> current, ReadOnlyMemory<byte> next, CancellationToken ct) =>
        SendAsync(ChangeReferenceCommand.Puk(current, next), ct);

    /// <summary>The PUK opens the card for a passcode that the holder types now.</summary>
    public async ValueTask<PasscodeOutcome> UnblockAsync(ReadOnlyMemory<byte> puk, CancellationToken ct) =>
        ResetRetryCounterCommand.ReadOutcome(await TransmitSecretAsync(ResetRetryCounterCommand.Typed(puk), ct));

    /// <summary>The PUK sets a passcode that the service chose: only for a card that no holder has yet, whatever was left on it.</summary>
    public async ValueTask<PasscodeOutcome> SetPinAsync(ReadOnlyMemory<byte> puk, ReadOnlyMemory<byte> pin, CancellationToken ct)
    {
        var command = ResetRetryCounterCommand.Own(puk, pin);
        try
        {
            return ResetRetryCounterCommand.ReadOutcome(await channel.TransmitAsync(command, ct));
        }
        finally
        {
            Zero(command.Data);
        }
    }

    /// <summary>Proves the management key to the card and has the card prove it in return (SP 800-73-4 Part 2 §3.2.4).</summary>
    /// <exception cref="CardRefusedException">It is not the card's key.</exception>
    /// <exception cref="CardProtocolException">The card accepted a key that it cannot use itself: not the card that it says it is.</exception>
    public async ValueTask AuthenticateManagementAsync(ReadOnlyMemory<byte> key, PivAlgorithm algorithm, CancellationToken ct)
    {
        var challenge = RandomNumberGenerator.GetBytes(algorithm.BlockLength());
        var enciphered = await SendAsync(new AskWitnessCommand(algorithm), ct);
        var witness = ManagementKey.Decipher(algorithm, key.Span, enciphered);
        var expected = ManagementKey.Encipher(algorithm, key.Span, challenge);
        try
        {
            var response = await SendAsync(new AnswerWitnessCommand(algorithm, witness, challenge), ct);
            if (!CryptographicOperations.FixedTimeEquals(response, expected))
            {
                throw new CardProtocolException("The card does not hold the management key that it asked for.");
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(witness);
            CryptographicOperations.ZeroMemory(expected);
        }
    }

    /// <summary>
    /// Proves the management key to the card, which proves nothing in return (Appendix A.1): for cards that know no other way.
    /// <see cref="AuthenticateManagementAsync"/> is the better one.
    /// </summary>
    /// <exception cref="CardRefusedException">It is not the card's key.</exception>
    public async ValueTask AuthenticateExternallyAsync(ReadOnlyMemory<byte> key, PivAlgorithm algorithm, CancellationToken ct)
    {
        var challenge = await SendAsync(new AskChallengeCommand(algorithm), ct);
        await SendAsync(new AnswerChallengeCommand(algorithm, ManagementKey.Encipher(algorithm, key.Span, challenge)), ct);
    }

    public async ValueTask SetManagementKeyAsync(ReadOnlyMemory<byte> key, PivAlgorithm algorithm, CancellationToken ct) =>
        await SendAsync(new SetManagementKeyCommand(algorithm, key), ct);

    /// <returns>SubjectPublicKeyInfo, DER. A key that the slot held before is gone.</returns>
    public ValueTask<byte[]> GenerateKeyAsync(PivSlot slot, PivAlgorithm algorithm, CancellationToken ct) =>
        SendAsync(new GenerateKeyCommand(slot, algorithm), ct);

    /// <summary>Signs a SHA-256, SHA-384 or SHA-512 digest: ECDSA as <c>Ecdsa-Sig-Value</c> (RFC 3279 §2.2.3), RSA as PKCS #1 v1.5 (RFC 8017 §8.2).</summary>
    public async ValueTask<byte[]> SignAsync(PivSlot slot, PivAlgorithm algorithm, ReadOnlyMemory<byte> digest, CancellationToken ct)
    {
        var signature = await SendAsync(new SignCommand(slot, algorithm, DigestInput.For(algorithm, digest.Span)), ct);
        return !algorithm.IsRsa() || signature.Length == algorithm.KeyLength()
            ? signature
            : throw new CardProtocolException("An RSA signature is as long as the modulus; this one is not.");
    }

    /// <summary>The secret shared with the holder of the other key, given as an uncompressed point; zero it after use.</summary>
    public ValueTask<byte[]> AgreeAsync(PivSlot slot, PivAlgorithm algorithm, ReadOnlyMemory<byte> point, CancellationToken ct) =>
        SendAsync(new AgreeCommand(slot, algorithm, point), ct);

    /// <summary>What the card says of the slot's key, null where it has none; refused with <see cref="StatusWord.InstructionNotSupported"/> by cards that cannot tell.</summary>
    public ValueTask<PivKeyMetadata?> KeyMetadataAsync(PivSlot slot, CancellationToken ct) => SendAsync(new GetKeyMetadataCommand(slot), ct);

    /// <summary>What the card says of its management key; refused likewise.</summary>
    public ValueTask<PivManagementMetadata> ManagementMetadataAsync(CancellationToken ct) => SendAsync(new GetManagementMetadataCommand(), ct);

    public async ValueTask MoveKeyAsync(PivSlot from, PivSlot to, CancellationToken ct) => await SendAsync(new MoveKeyCommand(from, to), ct);

    /// <summary>Destroys the slot's key; for series that cannot, generating another in its place does.</summary>
    public async ValueTask DeleteKeyAsync(PivSlot slot, CancellationToken ct) => await SendAsync(new MoveKeyCommand(slot, null), ct);

    /// <summary>The card's own certificate, DER, for a key that was made on it; null where the slot has none. Refused by series that cannot.</summary>
    public ValueTask<byte[]?> AttestAsync(PivSlot slot, CancellationToken ct) => SendAsync(new AttestCommand(slot), ct);

    /// <summary>After the management key and the passcode. Both the passcode and the PUK are the factory's after it.</summary>
    public async ValueTask SetTriesAsync(int pin, int puk, CancellationToken ct) => await SendAsync(new SetTriesCommand(pin, puk), ct);

    /// <summary>Back to the factory, once the passcode and the PUK are both blocked.</summary>
    public async ValueTask ResetAsync(CancellationToken ct) => await SendAsync(new ResetCommand(), ct);

    /// <summary>Null where the card has no such object.</summary>
    public ValueTask<byte[]?> GetObjectAsync(PivObjectId id, CancellationToken ct) => SendAsync(new GetObjectCommand(id), ct);

    public async ValueTask PutObjectAsync(PivObjectId id, ReadOnlyMemory<byte> content, CancellationToken ct) =>
        await SendAsync(new PutObjectCommand(id, content), ct);

    public ValueTask WriteCertificateAsync(PivSlot slot, ReadOnlyMemory<byte> certificate, CancellationToken ct) =>
        PutObjectAsync(slot.CertificateObject, CertificateObject.Encode(certificate.Span), ct);

    /// <returns>The certificate, DER, not looked into; null where the slot has none.</returns>
    public async ValueTask<byte[]?> ReadCertificateAsync(PivSlot slot, CancellationToken ct) =>
        await GetObjectAsync(slot.CertificateObject, ct) is { } content ? CertificateObject.Decode(content) : null;

    private async ValueTask<ResponseApdu> TransmitSecretAsync(PasscodeCommand command, CancellationToken ct)
    {
        try
        {
            return await channel.TransmitAsync(command, ct);
        }
        finally
        {
            Zero(command.Template.Data);
        }
    }

    private static void Zero(ReadOnlyMemory<byte> secret) => CryptographicOperations.ZeroMemory(MemoryMarshal.AsMemory(secret).Span);
}
