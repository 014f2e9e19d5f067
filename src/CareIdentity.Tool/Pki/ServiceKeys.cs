using CareIdentity.Pki.Keys;
using CareIdentity.Tool.CommandLine;

namespace CareIdentity.Tool.Pki;

/// <summary>The key store of the service in its data directory, opened with the service's own passphrase.</summary>
internal static class ServiceKeys
{
    private const string Passphrase = "CIS_Keys__Passphrase";

    public static SealedFileKeyStore Open(string dataDirectory)
    {
        var training = Path.Combine(dataDirectory, "training-passphrase");
        var passphrase = Environment.GetEnvironmentVariable(Passphrase)
            ?? (File.Exists(training) ? File.ReadAllText(training) : throw new ToolFailure($"the passphrase of the service's keys is not known: set {Passphrase}."));
        try
        {
            return SealedFileKeyStore.Open(Path.Combine(dataDirectory, "keys"), passphrase);
        }
        catch (KeyStoreException refused)
        {
            throw new ToolFailure(refused.Message);
        }
    }
}
