using CareIdentity.Cards.Workstation;

namespace CareIdentity.Agent.Dialogs;

/// <summary>Windows of a program that the system already has. Each closes when its token is cancelled.</summary>
internal interface IDialogs
{
    /// <exception cref="NoWindowException">No window can be opened.</exception>
    ValueTask<TypedPasscode?> AskAsync(string title, string text, CancellationToken ct);

    /// <exception cref="NoWindowException">No window can be opened.</exception>
    ValueTask<NewPasscode?> AskTwiceAsync(string title, string text, CancellationToken ct);

    /// <exception cref="NoWindowException">No window can be opened.</exception>
    ValueTask<bool> ConfirmAsync(string title, string text, string yes, string no, CancellationToken ct);

    /// <summary>Shows something until the token is cancelled or the person closes the window.</summary>
    ValueTask ShowAsync(string title, string text, CancellationToken ct);
}
