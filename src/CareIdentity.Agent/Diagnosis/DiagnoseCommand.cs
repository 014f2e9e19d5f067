using CareIdentity.Agent.PcSc;
namespace CareIdentity.Agent.Diagnosis;
internal static class DiagnoseCommand { public static Task<int> RunAsync(string[] w, IPcsc p, CancellationToken ct) => Task.FromResult(0); }
