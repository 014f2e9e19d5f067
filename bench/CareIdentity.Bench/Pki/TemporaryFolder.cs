namespace CareIdentity.Bench.Pki;

/// <summary>Gone when it is done with.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("cis-bench-pki-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
