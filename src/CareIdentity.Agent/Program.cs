using System.Globalization;
using System.Runtime.InteropServices;
using CareIdentity.Agent;
using CareIdentity.Agent.Diagnosis;
using CareIdentity.Agent.Dialogs;
using CareIdentity.Agent.NativeMessaging;
using CareIdentity.Agent.PcSc;
using CareIdentity.Agent.Settings;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
using var ending = new CancellationTokenSource();
using var signal = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
{
    context.Cancel = true;
    ending.Cancel();
});

if (args is ["diagnose", .. var words])
{
    return await DiagnoseCommand.RunAsync(words, Pcsc.OfThisMachine(), ending.Token);
}

if (args is not [var caller, ..] || !Caller.MayStart(caller, AgentSettings.Place))
{
    await Console.Error.WriteLineAsync(args is ["--version"] ? AgentVersion.Name : """
        care-identity-agent is started by the browser extension of Care Identity, and by nothing else.
        To find out why a card does not work:  care-identity-agent diagnose [--origin https://identity.example]
        """);
    return args is ["--version"] ? 0 : 2;
}

// From here on the standard output belongs to the browser.
await using var input = Console.OpenStandardInput();
await using var output = Console.OpenStandardOutput();
Console.SetOut(TextWriter.Null);
var work = new AgentWork(Pcsc.OfThisMachine(), () => AgentSettings.Read(AgentSettings.Place), InstalledDialogs.Find, TimeProvider.System);
using var frames = new MessageFrames(input, output);
await new AgentSession(frames, work.DoAsync, TimeSpan.FromMinutes(5), TimeProvider.System).RunAsync(ending.Token);

// A read of the standard input cannot be cancelled, and it is the browser's to end; ours is to go.
Environment.Exit(0);
return 0;
