using CareIdentity.Agent.Settings;

namespace CareIdentity.Agent;

/// <summary>
/// Who started us: a browser says for which extension. Any program of the same person could say the same; this keeps out the extension that was
/// let in by mistake, not the enemy who is in already.
/// </summary>
internal static class Caller
{
    public static bool MayStart(string caller, string settings) =>
        caller == Origin(AgentVersion.ExtensionId) || ReadExtensions(settings).Any(id => caller == Origin(id));

    private static string Origin(string id) => $"chrome-extension://{id}/";

    /// <summary>Settings that cannot be read let nobody else in; the page is told about them when it asks.</summary>
    private static IReadOnlyList<string> ReadExtensions(string path)
    {
        try
        {
            return AgentSettings.Read(path).Extensions;
        }
        catch (SettingsException)
        {
            return [];
        }
    }
}
