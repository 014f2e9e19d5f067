namespace CareIdentity.Tests.Smartcards.Faults;

/// <summary>What goes wrong at one command.</summary>
public enum CardFailure
{
    /// <summary>The card loses power before it sees the command.</summary>
    PowerCutBefore,

    /// <summary>The card carries the command out and loses power before its answer arrives.</summary>
    PowerCut,

    /// <summary>The connection is gone before the command reaches the card.</summary>
    LinkDropped,

    /// <summary>The card carries the command out, and the connection is gone before its answer arrives.</summary>
    LinkDroppedAfter,

    /// <summary>The card carries the command out, and the service dies before it hears of it: nothing of the run is recorded after this.</summary>
    ServiceKilled,

    /// <summary>The card does not carry it out and answers something.</summary>
    WrongStatus,

    /// <summary>The card carries it out and answers with octets that mean nothing.</summary>
    Garbage,
}

/// <summary>Stands for the end of the service's process: nothing in the service catches it.</summary>
public sealed class ServiceKilledException() : Exception("The service was killed.");
