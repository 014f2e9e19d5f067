using CareIdentity.Pki.Keys;
using CareIdentity.Tool.CommandLine;

namespace CareIdentity.Tool.Pki;

/// <summary>The key store of the service in its data directory, opened with the service's own passphrase.</summary>
internal static class ServiceKeys
{
    /// <summary>A training service keeps its passphrase beside its keys.</summary>
    public static SealedFileKeyStore Open(string dataDirectory, string? passphrase)
    {
        var training = Path.Combine(dataDirectory, "training-passphrase");
        passphrase ??= File.Exists(training)
            ? File.ReadAllText(training)
            : throw new ToolFailure("the passphrase of the service's keys is not known: set CIS_Keys__Passphrase.");
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
