using System.Globalization;
using System.Runtime.InteropServices;
using CareIdentity.Bench;
using CareIdentity.Bench.Hosts;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

if (args is [BareHost.Word])
{
    return await BareHost.RunAsync();
}

if (!BenchLine.TryParse(args, out var line, out var problem))
{
    await Console.Error.WriteLineAsync($"cis bench: {problem}");
    return 2;
}

using var stopping = new CancellationTokenSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
return await BenchRun.RunAsync(line, stopping.Token);

// What was started is stopped and removed on the way out; who says it twice does not wait for that.
void Stop(PosixSignalContext signal)
{
    signal.Cancel = !stopping.IsCancellationRequested;
    stopping.Cancel();
}
