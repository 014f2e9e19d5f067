using CareIdentity.Kernel;

namespace CareIdentity.Messages;

/// <summary>Every way in which this room says no.</summary>
public static class MessageRefusals
{
    public static readonly Refusal NotFound = new("message.not-found", "There is no such message.");

    public static readonly Refusal NotGivenUp = new("message.not-given-up", "This message is not among those that were given up.")
    {
        Next = "Look at the list again: somebody else had it sent, or it has gone out.",
    };

    public static readonly Refusal WordsGone = new("message.too-late", "This message is of no use any more, so that its words were removed.")
    {
        Why = "A one-time code is over after some minutes.",
        Next = "The person asks for a new code on the page where they are.",
    };
}
