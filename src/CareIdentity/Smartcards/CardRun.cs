using System.Security.Cryptography;
using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Layouts;
using CareIdentity.Cards.Piv;
using CareIdentity.Certificates;
using CareIdentity.Kernel;
using CareIdentity.People;

namespace CareIdentity.Smartcards;

/// <summary>One run of an operation over one card: what its steps hand to each other. Secrets in it are zeroed when it ends.</summary>
internal sealed class CardRun(CardOperation operation, Actor actor, Profile holder, ICardChannel channel) : IDisposable
{
    private readonly Guid ofThisIssue = Guid.NewGuid();

    public CardOperation Operation => operation;

    public Actor Actor => actor;

    public Profile Holder => holder;

    /// <summary>Short commands until the card has said that it takes long ones.</summary>
    public PivCard Piv { get; private set; } = new(channel);

    /// <summary>What the card says that it can do; set by the first step.</summary>
    public CardCapabilities Capabilities { get; private set; } = null!;

    /// <summary>The card in the reader as the register knows it; set by the first step.</summary>
    public Smartcard Card { get; set; } = null!;

    public CardKeys Keys { get; set; } = null!;

    /// <summary>Tells this issue of the card from every other, and nothing about its holder (SP 800-73-4 Part 1 §3.4.1). New certificates on an issued card keep it.</summary>
    public Guid CardUuid => Operation.IsIssue ? ofThisIssue : Card.CardUuid ?? ofThisIssue;

    /// <summary>The passcode of the time between the first command and the hand-over; empty where the holder has theirs.</summary>
    public byte[] TemporaryPasscode { get; set; } = [];

    public byte[] AuthenticationKey { get; set; } = [];

    public byte[] SigningKey { get; set; } = [];

    public CertificateRecord Authentication { get; set; } = null!;

    public CertificateRecord Signing { get; set; } = null!;

    /// <summary>From here on long commands go in one piece, where the card and every part of the way to it take them.</summary>
    public void Can(CardCapabilities capabilities)
    {
        Capabilities = capabilities;
        Piv = capabilities.HasExtendedLength && channel.TakesLongCommands ? PivCard.WithExtendedLength(channel) : Piv;
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(TemporaryPasscode);
}
