using CareIdentity.Tool.CommandLine;

namespace CareIdentity.Tool.Doctor;

/// <summary>
/// The checks of the card agent's own <c>diagnose</c>, for the one that is installed here or else the one that was built. A machine that only
/// runs a training service needs none of it, so that nothing of it is broken here.
/// </summary>
internal static class WorkstationCheck
{
    private const string Installed = "/usr/lib/care-identity-agent/care-identity-agent";

    public static async Task<IReadOnlyList<Finding>> RunAsync(string root, CancellationToken ct)
    {
        var built = Path.ChangeExtension(ChildProgram.Built(root, "src/CareIdentity.Agent", "care-identity-agent"), null);
        if (new[] { Installed, built }.FirstOrDefault(File.Exists) is not { } agent)
        {
            return [Finding.Absent("The card agent is neither installed nor built; real cards need it, training cards do not.", "./cis package agent")];
        }

        return await OutputOf.WholeAsync(agent, ["diagnose", "--lines"], ct) is (_, var output)
            ? [.. output.Split('\n').Select(Read).OfType<Finding>()]
            : [Finding.Absent($"The card agent {agent} does not start.", "./cis package agent") with { Kept = "The card agent does not start." }];
    }

    internal static Finding? Read(string line) => line.Split('\t') is [var verdict, var sentence, var mend]
        ? new Finding(verdict == "good" ? Verdict.Good : Verdict.Absent, sentence, mend.Length == 0 ? null : mend)
        : null;
}
