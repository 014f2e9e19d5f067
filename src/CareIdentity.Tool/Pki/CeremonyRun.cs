using System.Text;
using CareIdentity.Pki.Ceremony;
using CareIdentity.Pki.Issuing;
using CareIdentity.Tool.CommandLine;

namespace CareIdentity.Tool.Pki;

/// <summary>Holds a key ceremony: makes the root, shares it, certifies the request, and writes down what was done.</summary>
internal sealed class CeremonyRun(TimeProvider clock, TextWriter screen)
{
    public async Task<int> HoldAsync(PlanFile file, string requestPath, string output, bool dryRun, CancellationToken ct)
    {
        var plan = file.ToPlan();
        var requestText = await CeremonyFolder.ReadTextAsync(requestPath, ct);
        var request = CeremonyFolder.Require(CertificationRequest.Read(requestText));
        if (!dryRun && Directory.Exists(output) && Directory.EnumerateFileSystemEntries(output).Any())
        {
            throw new ToolFailure($"{output} is not empty; a ceremony begins with an empty folder.");
        }

        var transcript = new Transcript($"{(dryRun ? "DRY RUN of a key" : "Key")} ceremony: {plan.RootName}", clock);
        transcript.Say($"Begun with the request of {request.CommonName}; {plan.Shares} shares, of which {plan.SharesNeeded} open the root.");
        transcript.Made(Path.GetFileName(requestPath), Encoding.ASCII.GetBytes(requestText));
        var outcome = CeremonyFolder.Require(await KeyCeremony.HoldAsync(plan, request, CeremonyFolder.WholeSeconds(clock), ct));
        transcript.Say($"Made the root {outcome.Root.Subject}, valid until {outcome.Root.NotAfter:yyyy-MM-dd}.");
        transcript.Made(CeremonyFolder.Root, outcome.Root.Der.Span);
        transcript.Say($"Certified {outcome.Issuing.Subject}, valid until {outcome.Issuing.NotAfter:yyyy-MM-dd}.");
        transcript.Made(CeremonyFolder.Issuing, outcome.Issuing.Der.Span);
        transcript.Say($"Signed the root's first list; the next is due within {RootSession.ListLifetime.TotalDays} days.");
        transcript.Made(CeremonyFolder.List, outcome.RootList.Span);
        transcript.Say($"Sealed the root's key under shares of set {outcome.Shares[0].SetName}, and opened it again with the first and the last {plan.SharesNeeded} of them.");
        transcript.Made(CeremonyFolder.Sealed, outcome.Sealed.Text.Span);
        transcript.Say(dryRun ? "Dry run: all keys and shares were forgotten, nothing of the above is kept." : "Wrote each share to a file of its own, for one person each.");
        transcript.Sign(plan.People);

        Directory.CreateDirectory(output);
        if (!dryRun)
        {
            Write(output, file with { Issuing = request.CommonName }, outcome);
        }

        await File.WriteAllTextAsync(Path.Combine(output, dryRun ? "dry-run.txt" : "transcript.txt"), transcript.Text, ct);
        await screen.WriteLineAsync(transcript.Text);
        await screen.WriteLineAsync(dryRun
            ? "This was a dry run."
            : $"Give each file of {Path.Combine(output, CeremonyFolder.Shares)} to its holder on a medium of their own, and delete it here. Keep {CeremonyFolder.Sealed} and {PlanFile.Name} with the root's machine. Bring {CeremonyFolder.Root}, {CeremonyFolder.Issuing}, {CeremonyFolder.List} and {PlanFile.Name} to the service: ./cis pki adopt");
        return 0;
    }

    private static void Write(string output, PlanFile plan, CeremonyOutcome outcome)
    {
        CeremonyFolder.Write(output, CeremonyFolder.Root, outcome.Root.Der.Span);
        CeremonyFolder.Write(output, CeremonyFolder.Issuing, outcome.Issuing.Der.Span);
        CeremonyFolder.Write(output, CeremonyFolder.List, outcome.RootList.Span);
        CeremonyFolder.Write(output, CeremonyFolder.Sealed, outcome.Sealed.Text.Span);
        CeremonyFolder.Write(output, PlanFile.Name, Encoding.UTF8.GetBytes(plan.ToJson()));
        foreach (var share in outcome.Shares)
        {
            CeremonyFolder.Write(Path.Combine(output, CeremonyFolder.Shares), $"share-{share.Number}.txt", Encoding.ASCII.GetBytes(share.ToText() + "\n"));
        }
    }
}
