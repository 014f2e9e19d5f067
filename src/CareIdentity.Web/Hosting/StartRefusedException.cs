namespace CareIdentity.Web.Hosting;

/// <summary>The service does not start; the message is for whoever starts it. Exit code 1.</summary>
public sealed class StartRefusedException(string message) : Exception(message);
