using System.CommandLine;
using CareIdentity.Cards.Workstation.WebEid;
using CareIdentity.Tool.CommandLine;

namespace CareIdentity.Tool.Packaging;

/// <summary><c>./cis package agent</c>.</summary>
internal static class PackageCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var origins = new Option<string[]>("--origin") { AllowMultipleArgumentsPerToken = false };
        origins.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => !WebEidOrigin.IsAcceptable(token.Value)))
            {
                result.AddError($"--origin wants the origin of a service, such as https://identity.example, not '{token.Value}'.");
            }
        });
        var place = new Option<string?>("--out");
        var agent = new Command("agent") { origins, place };
        agent.SetAction(async (line, ct) =>
        {
            if (!ChildProgram.IsOnPath("dpkg-deb"))
            {
                throw new ToolFailure("dpkg-deb is not installed; it comes with Debian and Ubuntu.");
            }

            var built = Path.GetDirectoryName(ChildProgram.Built(surroundings.Root, "src/CareIdentity.Agent", "care-identity-agent"))!;
            var package = new AgentPackage(surroundings.Root, built, Version, line.GetValue(origins) ?? []);
            var file = await package.BuildAsync(Path.GetFullPath(line.GetValue(place) ?? Path.Combine(surroundings.Artifacts, "packages")), ct);
            await Console.Out.WriteLineAsync($"Install it:  sudo apt-get install {file}");
            return 0;
        });
        return new Command("package") { agent };
    }

    private static string Version => typeof(PackageCommand).Assembly.GetName().Version!.ToString(3);
}
