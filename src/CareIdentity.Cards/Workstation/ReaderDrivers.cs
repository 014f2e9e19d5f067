namespace CareIdentity.Cards.Workstation;

/// <summary>Where pcscd of a Linux machine looks for the drivers of readers, and which of them are there.</summary>
public sealed record ReaderDrivers(bool HasCcid, bool HasVirtual)
{
    /// <summary>The step that puts the driver of nearly every reader there.</summary>
    public const string Mend = "Install the driver: sudo apt-get install libccid";

    private static readonly string[] Folders = ["/usr/lib/pcsc/drivers", "/usr/lib64/pcsc/drivers", "/usr/local/lib/pcsc/drivers"];

    public static ReaderDrivers OfThisMachine() => Find(Folders);

    internal static ReaderDrivers Find(IReadOnlyList<string> folders) => new(
        folders.Any(folder => Directory.Exists(Path.Combine(folder, "ifd-ccid.bundle"))),
        folders.Any(folder => File.Exists(Path.Combine(folder, "serial", "libifdvpcd.so"))));
}
