using CareIdentity.Certificates;

namespace CareIdentity.Tests.Certificates;

public sealed class SystemCredentialsTests : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("cis-credentials-");

    [Fact]
    public void A_secret_is_what_stands_in_its_file_without_the_end_of_the_line()
    {
        File.WriteAllText(Path.Combine(directory.FullName, "cis-keys-passphrase"), " four words, kept as they are \r\n");
        File.WriteAllText(Path.Combine(directory.FullName, "cis-module-pin"), "2468");

        var credentials = new SystemCredentials(directory.FullName);

        Assert.Equal((" four words, kept as they are ", "2468"), (credentials.KeysPassphrase, credentials.ModulePin));
    }

    [Fact]
    public void Without_a_folder_a_file_or_anything_in_it_there_is_none()
    {
        File.WriteAllText(Path.Combine(directory.FullName, "cis-module-pin"), "\n");

        Assert.Null(new SystemCredentials(null).KeysPassphrase);
        Assert.Null(new SystemCredentials("").KeysPassphrase);
        Assert.Null(new SystemCredentials(directory.FullName).KeysPassphrase);
        Assert.Null(new SystemCredentials(directory.FullName).ModulePin);
    }

    public void Dispose() => directory.Delete(recursive: true);
}
