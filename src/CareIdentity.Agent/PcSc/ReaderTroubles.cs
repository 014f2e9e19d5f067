namespace CareIdentity.Agent.PcSc;

/// <summary>Each trouble as a code for programs, a sentence for people and the step that mends it.</summary>
internal static class ReaderTroubles
{
    public static string Code(this ReaderTrouble trouble) => trouble switch
    {
        ReaderTrouble.NoLibrary or ReaderTrouble.NoService => "no-reader-service",
        ReaderTrouble.NoReader => "no-reader",
        _ => "reader-fault",
    };

    public static string InWords(this ReaderTrouble trouble) => $"{trouble.Sentence()} {trouble.Mend()}";

    public static string Sentence(this ReaderTrouble trouble) => trouble switch
    {
        ReaderTrouble.NoLibrary => "The card reader software is not installed on this computer.",
        ReaderTrouble.NoService => "The card reader service of this computer does not run.",
        ReaderTrouble.NoReader => "No card reader is connected.",
        _ => "The card reader service of this computer answered with a fault.",
    };

    public static string Mend(this ReaderTrouble trouble) => trouble switch
    {
        ReaderTrouble.NoLibrary => Installs("Install pcscd: sudo apt-get install pcscd libpcsclite1", "Ask your IT support to repair Windows."),
        ReaderTrouble.NoService => Installs("Start it: sudo systemctl start pcscd.socket", "Start the Windows service \"Smart Card\"."),
        ReaderTrouble.NoReader => "Plug the card reader in, or into another socket, and try again.",
        _ => "Unplug the reader, plug it in again and try again; if that does not help, restart the computer.",
    };

    private static string Installs(string linux, string windows) => OperatingSystem.IsWindows() ? windows
        : OperatingSystem.IsMacOS() ? "It is part of macOS: restart the computer."
        : linux;
}
