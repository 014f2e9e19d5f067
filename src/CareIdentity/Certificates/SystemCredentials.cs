namespace CareIdentity.Certificates;

/// <summary>
/// Secrets that the service manager hands over as files which nobody else can read (systemd.exec(5), <c>LoadCredential=</c>): neither in an
/// environment, which children and crash reports inherit, nor in a file of settings.
/// </summary>
/// <param name="directory">What the manager says in <see cref="Variable"/>; null where it handed nothing over.</param>
public sealed class SystemCredentials(string? directory)
{
    /// <summary>Only a host reads the environment.</summary>
    public const string Variable = "CREDENTIALS_DIRECTORY";

    /// <summary>Opens the sealed key files.</summary>
    public string? KeysPassphrase => Read("cis-keys-passphrase");

    /// <summary>Of the user of the security module's token.</summary>
    public string? ModulePin => Read("cis-module-pin");

    /// <summary>Without the end of the line that editors and <c>echo</c> leave; null where there is no such file, or nothing in it.</summary>
    private string? Read(string name)
    {
        if (string.IsNullOrEmpty(directory))
        {
            return null;
        }

        var path = Path.Combine(directory, name);
        if (!File.Exists(path))
        {
            return null;
        }

        var secret = File.ReadAllText(path).TrimEnd('\r', '\n');
        return secret.Length > 0 ? secret : null;
    }
}
