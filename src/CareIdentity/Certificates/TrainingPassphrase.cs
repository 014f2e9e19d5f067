using System.Security.Cryptography;

namespace CareIdentity.Certificates;

/// <summary>What seals the keys of a training service, whose cards no live one accepts: made by itself and kept beside the files.</summary>
public static class TrainingPassphrase
{
    private const string FileName = "training-passphrase";

    public static string ReadOrMake(string dataDirectory)
    {
        var path = Path.Combine(dataDirectory, FileName);
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(dataDirectory);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using var writer = new StreamWriter(path, options);
            writer.Write(Convert.ToHexString(RandomNumberGenerator.GetBytes(32)));
        }

        return File.ReadAllText(path);
    }
}
