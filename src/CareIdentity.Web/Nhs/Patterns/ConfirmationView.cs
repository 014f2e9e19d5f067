namespace CareIdentity.Web.Nhs;

/// <summary>What happened, since when it is effective, who was told; undo where it can be undone; the receipt.</summary>
public sealed record ConfirmationView(string What)
{
    /// <summary>1 where what happened is the heading of the page.</summary>
    public int HeadingLevel { get; init; } = 1;

    /// <summary>Asha Patel can sign in with it now.</summary>
    public string? Effective { get; init; }

    public IReadOnlyList<string> Told { get; init; } = [];

    /// <summary>Where undoing is posted to.</summary>
    public string? UndoHref { get; init; }

    /// <summary>until 16 January 2027</summary>
    public string? UndoUntil { get; init; }

    public string? ReceiptHref { get; init; }

    public IReadOnlyList<LinkView> Next { get; init; } = [];
}
