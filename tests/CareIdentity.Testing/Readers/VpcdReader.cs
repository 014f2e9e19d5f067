namespace CareIdentity.Testing.Readers;

/// <summary>A reader of a private pcscd: the name that PC/SC programs see, and the TCP port at which its driver waits for a card.</summary>
public sealed record VpcdReader(string Name, int Port);
