namespace CareIdentity.Tool.CommandLine;

/// <summary>The command cannot be carried out; the message is for the person at the keyboard. Exit code 1.</summary>
internal sealed class ToolFailure(string message) : Exception(message);
