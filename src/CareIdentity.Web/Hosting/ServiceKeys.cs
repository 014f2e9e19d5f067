using CareIdentity.Certificates;
using CareIdentity.Pki.Keys;

namespace CareIdentity.Web.Hosting;

/// <summary>
/// The keys of this installation: sealed files in the data directory. The passphrase is a system credential, or else comes from the
/// configuration; a training service, whose cards no live one accepts, makes its own and keeps it beside the files.
/// </summary>
internal sealed class ServiceKeys(HostSettings settings, IConfiguration configuration)
{
    private readonly string directory = Path.Combine(settings.DataDirectory, "keys");
    private Task<IKeyStore>? opening;

    /// <summary>
    /// Unsealing takes a third of a second of one core, on purpose, and waits for nothing: it is begun while the others put the service
    /// together. Only where there is a store: a start that is refused makes none.
    /// </summary>
    public void Begin()
    {
        if (SealedFileKeyStore.IsIn(directory))
        {
            _ = OpenAsync();
        }
    }

    /// <exception cref="StartRefusedException">They cannot be opened.</exception>
    public Task<IKeyStore> OpenAsync() => opening ??= OwnThread.RunAsync(OpenNow);

    private IKeyStore OpenNow()
    {
        var credentials = Credentials();
        var passphrase = credentials.KeysPassphrase ?? configuration["Keys:Passphrase"];
        if (string.IsNullOrEmpty(passphrase))
        {
            passphrase = settings.Mode is ServiceMode.Training
                ? TrainingPassphrase.ReadOrMake(settings.DataDirectory)
                : throw new StartRefusedException("A live service needs the passphrase of its keys: the system credential cis-keys-passphrase, or CIS_Keys__Passphrase.");
        }

        var files = OpenFiles(passphrase);
        return configuration["Keys:Module:Token"] is { Length: > 0 } token ? InModule(token, credentials.ModulePin ?? configuration["Keys:Module:Pin"] ?? "", files) : files;
    }

    private SealedFileKeyStore OpenFiles(string passphrase)
    {
        try
        {
            return SealedFileKeyStore.Open(directory, passphrase);
        }
        catch (KeyStoreException refused)
        {
            throw new StartRefusedException(refused.Message);
        }
    }

#pragma warning disable RS0030 // A host: the service manager's own variable, which is no setting of ours.
    private static SystemCredentials Credentials() => new(Environment.GetEnvironmentVariable(SystemCredentials.Variable));
#pragma warning restore RS0030

    /// <summary>Keys of authorities in a security module; OCSP signers and card secrets stay in the sealed files.</summary>
    private static ModuleKeyStore InModule(string token, string pin, SealedFileKeyStore files) => OperatingSystem.IsLinux()
        ? new ModuleKeyStore(token, pin, files)
        : throw new StartRefusedException("A security module is reached through OpenSSL on Linux only: unset CIS_Keys__Module__Token.");
}
