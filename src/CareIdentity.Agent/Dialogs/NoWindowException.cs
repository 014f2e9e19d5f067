namespace CareIdentity.Agent.Dialogs;

#pragma warning disable CA1032 // Made where the window fails to open.

/// <summary>The agent cannot ask the person anything, so it does nothing.</summary>
internal sealed class NoWindowException(string mend) : Exception($"The card agent cannot open its passcode window. {mend}");
