using CareIdentity.Agent.Dialogs;
using CareIdentity.Agent.PcSc;
using CareIdentity.Agent.Settings;
using CareIdentity.Cards.Workstation;
using CareIdentity.Cards.Workstation.WebEid;

namespace CareIdentity.Agent.Diagnosis;

/// <summary>
/// <c>care-identity-agent diagnose [--origin ORIGIN] [--lines]</c>: everything between a page and a card, and a file to send to whoever helps.
/// Exit code 0 when nothing is broken.
/// </summary>
internal static class DiagnoseCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static async Task<int> RunAsync(string[] words, IPcsc pcsc, CancellationToken ct)
    {
        if (Parse(words) is not { } wanted)
        {
            await Console.Error.WriteLineAsync("care-identity-agent diagnose [--origin https://identity.example] [--lines]").ConfigureAwait(false);
            return 2;
        }

        var findings = await LookAsync(pcsc, wanted.Origin, ct).ConfigureAwait(false);
        foreach (var finding in findings)
        {
            await Console.Out.WriteLineAsync(wanted.AsLines ? finding.AsLine() : finding.ToString()).ConfigureAwait(false);
        }

        if (!wanted.AsLines)
        {
            await Console.Out.WriteLineAsync(await DiagnosticLog.KeepAsync(".", findings.Select(finding => finding.ToString()), TimeProvider.System.GetUtcNow(), ct).ConfigureAwait(false)).ConfigureAwait(false);
        }

        return findings.Any(finding => finding.Verdict is Verdict.Broken) ? 1 : 0;
    }

    private static async Task<IReadOnlyList<Finding>> LookAsync(IPcsc pcsc, string? origin, CancellationToken ct)
    {
        List<Finding> findings =
        [
            Finding.Good($"{AgentVersion.Name} on {Environment.OSVersion.Platform} {Environment.OSVersion.Version}."),
            .. DriverCheck.Run(),
            .. await new ReaderChecks(pcsc, TimeProvider.System).RunAsync(ct).ConfigureAwait(false),
            .. BrowserChecks.Run(AgentSettings.Place),
            Window(),
        ];
        using var http = new HttpClient { Timeout = Patience };
        foreach (var service in origin is null ? Origins() : [origin])
        {
            findings.AddRange(await new ServiceChecks(http, TimeProvider.System).RunAsync(service, ct).ConfigureAwait(false));
        }

        return findings;
    }

    private static Finding Window()
    {
        try
        {
            InstalledDialogs.Find(AgentSettings.Read(AgentSettings.Place));
            return Finding.Good("The passcode window can be shown.");
        }
        catch (Exception e) when (e is NoWindowException or SettingsException)
        {
            return Finding.Broken(e.Message);
        }
    }

    private static IReadOnlyList<string> Origins()
    {
        try
        {
            return AgentSettings.Read(AgentSettings.Place).Origins;
        }
        catch (SettingsException)
        {
            return [];
        }
    }

    private static (string? Origin, bool AsLines)? Parse(string[] words) => words switch
    {
        [] => (null, false),
        ["--lines"] => (null, true),
        ["--origin", var origin] when WebEidOrigin.IsAcceptable(origin) => (origin, false),
        ["--origin", var origin, "--lines"] when WebEidOrigin.IsAcceptable(origin) => (origin, true),
        _ => null,
    };
}
