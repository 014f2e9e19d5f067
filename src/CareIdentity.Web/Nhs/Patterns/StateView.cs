namespace CareIdentity.Web.Nhs;

/// <summary>A state, always in a colour and a word: the colour alone tells nothing to many.</summary>
public sealed record StateView(string Word, string Colour)
{
    /// <summary>Working as it should: Active, Verified, Accepted.</summary>
    public static StateView Good(string word) => new(word, "green");

    /// <summary>Waiting for somebody: Open, Unverified, Issued locked.</summary>
    public static StateView Waiting(string word) => new(word, "yellow");

    /// <summary>Needs attention soon: Expires soon, Training lapsing.</summary>
    public static StateView Soon(string word) => new(word, "orange");

    /// <summary>Stopped, or must be acted on now: Locked, Lost, Refused.</summary>
    public static StateView Stopped(string word) => new(word, "red");

    /// <summary>Over, and in order: Closed, Cancelled, Withdrawn.</summary>
    public static StateView Ended(string word) => new(word, "grey");

    public static StateView Neutral(string word) => new(word, "blue");
}
