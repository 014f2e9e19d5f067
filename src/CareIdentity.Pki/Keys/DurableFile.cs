using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace CareIdentity.Pki.Keys;

/// <summary>
/// Writes a file so that it is whole or absent after loss of power: a temporary file is written and flushed to the disk, then given
/// its name in one step that fails if the name is taken, then the directory is flushed.
/// </summary>
internal static class DurableFile
{
    private const int OpenReadOnly = 0;

    /// <summary>False when the name is taken; then nothing has changed.</summary>
    public static bool TryCreate(string path, ReadOnlySpan<byte> content)
    {
        var temporary = $"{path}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}.new";
        try
        {
            using (var file = new FileStream(temporary, OwnerOnly()))
            {
                file.Write(content);
                // fsync(2): File.Move orders nothing by itself, so the content must be on the disk before it gets its name.
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
        finally
        {
            File.Delete(temporary);
        }

        FlushDirectory(Path.GetDirectoryName(path)!);
        return true;
    }

    /// <summary>Makes a directory that only its owner may enter.</summary>
    public static void CreateDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static FileStreamOptions OwnerOnly()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }

    // A rename is durable only once its directory is (fsync(2), "Calling fsync() does not necessarily ensure that the entry in the
    // directory containing the file has also reached disk"). The framework opens no directories, hence libc; NTFS journals renames itself.
    private static void FlushDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = Open(System.Text.Encoding.UTF8.GetBytes(path + "\0"), OpenReadOnly);
        var failed = descriptor < 0 || Synchronise(descriptor) != 0;
        var error = Marshal.GetLastPInvokeError();
        if (descriptor >= 0)
        {
            _ = Close(descriptor);
        }

        if (failed)
        {
            throw new IOException($"The directory of the key store cannot be flushed to the disk (errno {error}).");
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([In] byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Synchronise(int descriptor);

    [DllImport("libc", EntryPoint = "close", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
}
