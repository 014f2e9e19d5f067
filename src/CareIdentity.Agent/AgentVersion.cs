using System.Reflection;

namespace CareIdentity.Agent;

/// <summary>What this program calls itself.</summary>
internal static class AgentVersion
{
    public static string Number { get; } = typeof(AgentVersion).Assembly.GetName().Version!.ToString(3);

    /// <summary>Said to the service with every operation.</summary>
    public static string Name => $"care-identity-agent/{Number}";

    /// <summary>In every token, as Web eID wants it: a URL of the release.</summary>
    public static string Url => $"https://care-identity.example/agent/releases/{Number}";

    /// <summary>Id of the browser extension, from its public key in CareIdentity.Extension/manifest.json.</summary>
    public const string ExtensionId = "encjkombndnmoohcmandeopfpokjmimn";

    /// <summary>What the browser calls the host.</summary>
    public const string HostName = "org.careidentity.agent";

    public static string InformationalVersion => typeof(AgentVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? Number;
}
