using CareIdentity.Kernel;

namespace CareIdentity.Smartcards;

/// <summary>Every way in which this room says no.</summary>
public static class SmartcardRefusals
{
    public static readonly Refusal NotFound = new("smartcard.not-found", "There is no such smartcard, or it is not yours to see.");

    public static readonly Refusal SerialInUse = new("smartcard.serial-in-use", "A card with this serial number was registered at the same moment.");

    public static readonly Refusal SerialsMissing = new("smartcard.serials-missing", "Enter the serial numbers of the new cards, at most 5,000 at once.") { Field = "Serials" };

    public static readonly Refusal CardMissing = new("smartcard.card-missing", "Say which card is meant.") { Field = "SmartcardId" };

    public static readonly Refusal ReasonMissing = new("smartcard.reason-missing", "Say why.") { Field = "Reason" };

    public static readonly Refusal EvidenceMissing = new("smartcard.evidence-missing", "Record the photo ID that you checked.")
    {
        Why = "Certificates that have ended are renewed only in person, after the holder's photo ID was checked again.",
        Field = "Evidence",
    };

    public static readonly Refusal SignInWithCard = new("smartcard.sign-in-with-card", "Sign in with your smartcard to do this.");

    public static readonly Refusal PasscodeLocked = new("smartcard.passcode-locked", "The passcode was wrong too often: the card has locked itself.")
    {
        Next = "Unlock it first: a sponsor, Local Smartcard Administrator or RA Agent can, with the holder.",
    };

    public static readonly Refusal NotEmptied = new("smartcard.not-emptied", "Something is still on the card that should be gone.")
    {
        Next = "Continue. If it happens again, cancel this card as damaged and have it destroyed.",
    };

    public static readonly Refusal SecondCardAtOnce = new("smartcard.second-card-at-once", "This person was given another card at the same moment.")
    {
        Why = "One person holds several cards only where the Registration Authority says why.",
        Next = "Look at the person's cards. If this one is needed as well, start again and say why.",
    };

    public static readonly Refusal NoSuchTicket = new("smartcard.ticket-not-valid", "This request of the workstation is not valid any more.")
    {
        Why = "A card operation is opened by a ticket that works once, within two minutes, for whoever started it.",
        Next = "Go back to the page and start again; what was begun is not lost.",
    };

    public static readonly Refusal OperationNotFound = new("smartcard.operation-not-found", "There is no such card operation, or it is not yours to see.");

    public static readonly Refusal OperationOver = new("smartcard.operation-over", "This card operation is over.");

    public static readonly Refusal OperationRunning = new("smartcard.operation-running", "This card operation is running at this moment.")
    {
        Next = "Wait until it ends, or take the card out and continue it then.",
    };

    public static readonly Refusal NoBlankCard = new("smartcard.no-blank-card", "There is no blank card in a reader of this workstation.")
    {
        Next = "Put a blank card of your stock into the reader and continue.",
    };

    public static readonly Refusal SeveralCards = new("smartcard.several-cards", "There is more than one card that could be meant.")
    {
        Next = "Leave only the right one in a reader and continue.",
    };

    public static readonly Refusal ReaderInUse = new("smartcard.reader-in-use", "Another program on the workstation is using the card.")
    {
        Next = "Close it and continue.",
    };

    public static readonly Refusal NotOurs = new("smartcard.other-estate", "This card does not answer to the keys of this service.")
    {
        Why = "It may belong to somebody else, or be a card of a training or another live service.",
        Next = "Take it out and use a blank card of your own stock. If it is from your stock, tell your RA Manager.",
    };

    public static readonly Refusal NoSerial = new("smartcard.no-serial", "The card in the reader does not say which card it is.")
    {
        Next = "Check that it is a smartcard of this service, and put it in again with the chip first.",
    };

    public static readonly Refusal UnblockingRefused = new("smartcard.unblocking-refused", "The card does not accept its unblocking key.")
    {
        Why = "After three refusals a card can no longer be unlocked.",
        Next = "Ask your RA Agent to repair or replace the card.",
    };

    public static readonly Refusal CheckFailed = new("smartcard.check-failed", "What was read back from the card is not what was written.")
    {
        Why = "A card that does not keep what it is given must not be issued.",
        Next = "Put this card aside as faulty and use another blank card.",
    };

    public static readonly Refusal KeyNotAttested = new("smartcard.key-not-attested", "The card does not prove that it made its key itself.")
    {
        Why = "A key that was made elsewhere may be in other hands, and a card of an unknown maker may not keep it.",
        Next = "Put this card aside and use another blank card.",
    };

    public static readonly Refusal KeyNotProven = new("smartcard.key-not-proven", "The card could not prove that it holds the key it gave.")
    {
        Next = "Put this card aside as faulty and use another blank card.",
    };

    public static readonly Refusal CardGone = new("smartcard.card-gone", "The card or the reader went away before the work was finished.")
    {
        Why = "Nothing that is half done is active.",
        Next = "Put the same card back and continue.",
    };

    public static readonly Refusal CardSwapped = new("smartcard.card-swapped", "The card in the reader is not the one that was there when the work began.")
    {
        Next = "Take it out, put the right card back and continue; leave it in until the work is done.",
    };

    public static readonly Refusal WorkstationGone = new("smartcard.workstation-gone", "The connection to the workstation was lost before the work was finished.")
    {
        Why = "Nothing that is half done is active.",
        Next = "Continue when the workstation is back.",
    };

    public static readonly Refusal CardRefuses = new("smartcard.card-refuses", "The card refused a command or gave an answer that makes no sense.")
    {
        Next = "Put the card in again and continue. If it happens again, put this card aside as faulty.",
    };

    public static readonly Refusal StoppedAtWorkstation = new("smartcard.stopped-at-workstation", "It was stopped at the workstation.")
    {
        Next = "Continue when you are ready.",
    };

    public static Refusal NoPosition(string name) => new("smartcard.no-position", $"{name} has no position and no accepted registration.")
    {
        Why = "A card is given to somebody who works somewhere.",
        Next = "Assign a position first, or ask a sponsor of the organisation to raise the request.",
    };

    public static Refusal HasCardAlready(string name) => new("smartcard.has-card-already", $"{name} already has a smartcard.")
    {
        Why = "One person holds several cards only where the Registration Authority says why.",
        Next = "Cancel the old card first, or say why this one is needed as well.",
        Field = "BesideAnother",
    };

    public static Refusal NotInStock(CardSerial serial) => new("smartcard.not-in-stock", $"Card {serial.Spoken} is not in the stock of this service.")
    {
        Next = "Register the box that it came from, or use another blank card.",
    };

    public static Refusal NotBlank(CardSerial serial) => new("smartcard.not-blank", $"Card {serial.Spoken} is not blank.")
    {
        Why = "A card that was issued is cleared before somebody else gets it.",
        Next = "Take it out and put in a blank card.",
    };

    public static Refusal UnfinishedForAnother(CardSerial serial) => new("smartcard.unfinished-for-another", $"Card {serial.Spoken} is half written for another person.")
    {
        Next = "Use another blank card, or stop that unfinished work first.",
    };

    public static Refusal WrongCard(CardSerial expected, CardSerial found) => new("smartcard.wrong-card", $"This is card {found.Spoken}; card {expected.Spoken} is needed.")
    {
        Next = $"Put card {expected.Spoken} into the reader and continue.",
    };

    public static Refusal PutCardIn(CardSerial serial) => new("smartcard.card-not-there", $"Card {serial.Spoken} is not in a reader of this workstation.")
    {
        Next = $"Put card {serial.Spoken} into the reader and continue.",
    };

    public static Refusal WrongPasscode(int triesLeft) => new("smartcard.wrong-passcode", triesLeft == 1 ? "That was not the passcode. One try is left." : $"That was not the passcode. {triesLeft} tries are left.")
    {
        Next = "Continue and type it again. A holder who does not remember it has the card unlocked instead.",
    };

    public static Refusal OnHold(CardSerial serial) => new("smartcard.on-hold", $"Card {serial.Spoken} is on hold.")
    {
        Why = "Somebody of the Registration Authority has suspended it.",
        Next = "Ask your Registration Authority why. An RA Agent can release it.",
    };

    public static Refusal NotOnHold(CardSerial serial) => new("smartcard.not-on-hold", $"Card {serial.Spoken} is not on hold.");

    public static Refusal UnlockFirst(CardSerial serial) => new("smartcard.unlock-first", $"Card {serial.Spoken} is locked.")
    {
        Why = "The holder confirms with the passcode, which a locked card does not take.",
        Next = "Unlock it first.",
    };

    public static Refusal TooEarlyToRenew(CardSerial serial, DateOnly from) => new("smartcard.too-early-to-renew", $"Card {serial.Spoken} can be renewed from {from:d MMMM yyyy}.")
    {
        Why = "Certificates are renewed towards the end of their time.",
        Next = "Come back then. If something is wrong with the card now, an RA Agent can repair it.",
    };

    public static Refusal RenewedOften(CardSerial serial, int times) => new("smartcard.renewed-often", $"Card {serial.Spoken} was already renewed {times} times without help.")
    {
        Why = "After that the Registration Authority looks at the card and its holder again.",
        Next = "Ask your sponsor, Local Smartcard Administrator or RA Agent to renew it with you.",
    };

    public static Refusal EndedAlready(CardSerial serial) => new("smartcard.ended-already", $"The certificates on card {serial.Spoken} have ended.")
    {
        Why = "From then on only the Registration Authority renews, in person, after checking photo ID again.",
        Next = "Ask an RA Agent.",
    };

    public static Refusal NothingToRenew(CardSerial serial) => new("smartcard.nothing-to-renew", $"Card {serial.Spoken} has no certificates that could be renewed.")
    {
        Next = "An RA Agent can repair it.",
    };

    public static Refusal KeysMalformed(CardSerial serial) => new("smartcard.keys-malformed", $"The keys given for card {serial.Spoken} cannot be keys of a card.")
    {
        Why = "A management key is as long as its algorithm says; a PUK is eight digits.",
        Next = "Correct the line and bring the file again; nothing was taken over.",
    };

    public static Refusal NotCancelled(CardSerial serial) => new("smartcard.not-cancelled", $"Card {serial.Spoken} is not cancelled.")
    {
        Why = "A card is emptied for good only after it has ended in the register.",
        Next = "Say why it is cancelled.",
    };

    public static Refusal UnfinishedWork(CardSerial serial) => new("smartcard.unfinished-work", $"Work on card {serial.Spoken} is running at this moment.")
    {
        Next = "Wait until it ends, or take the card out.",
    };

    public static Refusal NotActive(CardSerial serial) => new("smartcard.not-active", $"Card {serial.Spoken} is not active.");

    public static Refusal NotIssued(CardSerial serial) => new("smartcard.not-issued", $"Card {serial.Spoken} is not issued to anybody.");

    public static Refusal NotCleared(CardSerial serial) => new("smartcard.not-cleared", $"Card {serial.Spoken} was not cleared.");

    public static Refusal CancelFirst(CardSerial serial) => new("smartcard.cancel-first", $"Card {serial.Spoken} must be cancelled before it is destroyed.");

    public static Refusal AlreadyCancelled(CardSerial serial) => new("smartcard.already-cancelled", $"Card {serial.Spoken} was already cancelled.")
    {
        Why = "A cancelled card is never used again.",
        Next = "Issue another card.",
    };

    public static Refusal SeriesRetired(CardSerial serial) => new("smartcard.series-retired", $"Cards of series {serial.Series} are no longer used.")
    {
        Why = "Their chips do not meet today's standards.",
        Next = "Give the holder a new card: it is issued like a first one, and this one is then cancelled.",
    };
}
