namespace CareIdentity.Cards.Workstation;

/// <summary>How long the service waits for a workstation before it takes the link for lost.</summary>
public sealed record RemoteCardTimeouts
{
    /// <summary>From the connection to the first message.</summary>
    public TimeSpan Hello { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For one command; making an RSA key on a card can take most of a minute.</summary>
    public TimeSpan Command { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>For somebody to think of a passcode and type it twice.</summary>
    public TimeSpan Passcode { get; init; } = TimeSpan.FromMinutes(5);
}
