namespace CareIdentity.Testing;

/// <summary>A directory that takes long to make: made once for the run, and copied for each test that wants one of its own. Gone with the process.</summary>
public sealed class MadeDirectory
{
    private readonly Lazy<Task<string>> made;

    public MadeDirectory(Func<string, Task> makeAsync) => made = new Lazy<Task<string>>(async () =>
    {
        var directory = Directory.CreateTempSubdirectory("cis-made-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(directory, recursive: true);
        await makeAsync(directory);
        return directory;
    });

    public async Task CopyToAsync(string directory)
    {
        var from = await made.Value;
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(directory, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
