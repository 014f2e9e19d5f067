using CareIdentity.Pki.Keys;
using CareIdentity.Tool.CommandLine;

namespace CareIdentity.Tool.Pki;

/// <summary>The key store of the service: sealed files in its data directory, opened with the service's own passphrase, and its security module before them.</summary>
internal static class ServiceKeys
{
    /// <summary>A training service keeps its passphrase beside its keys.</summary>
    public static OpenKeys Open(string dataDirectory, Surroundings surroundings)
    {
        var files = OpenFiles(dataDirectory, surroundings.KeyPassphrase);
        if (surroundings.ModuleToken is not { } token)
        {
            return new OpenKeys(files, files);
        }

        if (!OperatingSystem.IsLinux())
        {
            files.Dispose();
            throw new ToolFailure("a security module is reached through OpenSSL on Linux only: unset CIS_Keys__Module__Token.");
        }

        var module = new ModuleKeyStore(token, surroundings.ModulePin ?? "", files);
        return new OpenKeys(module, module);
    }

    private static SealedFileKeyStore OpenFiles(string dataDirectory, string? passphrase)
    {
        var training = Path.Combine(dataDirectory, "training-passphrase");
        passphrase ??= File.Exists(training)
            ? File.ReadAllText(training)
            : throw new ToolFailure("the passphrase of the service's keys is not known: set CIS_Keys__Passphrase, or hand it over as the system credential cis-keys-passphrase.");
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

/// <summary>A store that is closed when the command is done.</summary>
internal sealed record OpenKeys(IKeyStore Store, IDisposable Closing) : IDisposable
{
    public void Dispose() => Closing.Dispose();
}
