using CareIdentity.Agent.Settings;

namespace CareIdentity.Agent.Dialogs;

/// <summary>The first program of the list that this computer has. A curses pinentry is none: the browser's terminal is not the person's.</summary>
internal static class InstalledDialogs
{
    private static readonly string[] Pinentries = ["pinentry-gnome3", "pinentry-qt", "pinentry-gtk-2", "pinentry-x11"];

    /// <exception cref="NoWindowException">None is there, or no desktop to show it on.</exception>
    public static IDialogs Find(AgentSettings settings)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new NoWindowException("There is none for this operating system yet.");
        }

        if (!HasDesktop())
        {
            throw new NoWindowException("There is no desktop to show it on: start the browser from the desktop of this computer.");
        }

        return Candidates(settings.Window).FirstOrDefault(candidate => candidate is not null)
            ?? throw new NoWindowException("Install a program that shows it: sudo apt-get install zenity");
    }

    private static IEnumerable<IDialogs?> Candidates(string? wanted)
    {
        if (wanted is null or "zenity")
        {
            yield return Locate("zenity") is { } zenity ? new Zenity(zenity) : null;
        }

        if (wanted is null or "pinentry")
        {
            yield return Pinentries.Select(Locate).FirstOrDefault(found => found is not null) is { } pinentry ? new Pinentry(pinentry) : null;
        }
    }

    private static bool HasDesktop() => Variable("DISPLAY") is not null || Variable("WAYLAND_DISPLAY") is not null;

    private static string? Locate(string program) => (Variable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Where(Path.IsPathFullyQualified)
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);

#pragma warning disable RS0030 // The agent is a host: the desktop is where the browser says it is.
    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
#pragma warning restore RS0030
}
