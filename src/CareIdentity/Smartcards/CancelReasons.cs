namespace CareIdentity.Smartcards;

public static class CancelReasons
{
    public static string InWords(this CancelReason reason) => reason switch
    {
        CancelReason.Lost => "it was lost",
        CancelReason.Stolen => "it was stolen",
        CancelReason.Damaged => "it is damaged",
        CancelReason.Left => "its holder has left",
        CancelReason.Superseded => "another card took its place",
        CancelReason.NameChanged => "its holder's name has changed",
        CancelReason.Misuse => "it was misused",
        CancelReason.Failed => "it does not work",
        _ => throw new ArgumentOutOfRangeException(nameof(reason)),
    };
}
