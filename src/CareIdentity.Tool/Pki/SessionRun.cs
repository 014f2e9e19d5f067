using System.Text;
using CareIdentity.Pki.Ceremony;
using CareIdentity.Pki.Issuing;
using CareIdentity.Pki.Keys;
using CareIdentity.Pki.Revocation;
using CareIdentity.Tool.CommandLine;

namespace CareIdentity.Tool.Pki;

/// <summary>Opens a root with shares that people type in, for its next list and perhaps another issuing authority.</summary>
internal sealed class SessionRun(TimeProvider clock, TextReader typed, TextWriter screen)
{
    public async Task<int> RunAsync(string from, string output, string? requestPath, SerialNumber? revoke, CancellationToken ct)
    {
        var file = PlanFile.Read(from);
        var plan = file.ToPlan();
        var root = CeremonyFolder.ReadCertificate(from, CeremonyFolder.Root);
        var request = requestPath is null ? null : CeremonyFolder.Require(CertificationRequest.Read(await CeremonyFolder.ReadTextAsync(requestPath, ct)));
        var last = ParsedCrl.Parse(CeremonyFolder.Read(from, CeremonyFolder.List));

        using var store = new InMemoryKeyStore();
        var keyName = KeyName.Parse(plan.RootSlug);
        await OpenAsync(SealedRoot.From(CeremonyFolder.Read(from, CeremonyFolder.Sealed)), keyName, plan.SharesNeeded, store, ct);

        var now = CeremonyFolder.WholeSeconds(clock);
        var transcript = new Transcript($"Meeting with the root: {plan.RootName}", clock);
        transcript.Say($"Opened the root with {plan.SharesNeeded} shares.");
        var session = new RootSession(root, keyName, store);
        var issuing = CeremonyFolder.Read(from, CeremonyFolder.Issuing);
        if (request is not null)
        {
            var certified = CeremonyFolder.Require(await session.CertifyAsync(plan, request, SerialNumber.Create(), now, ct));
            transcript.Say($"Certified {certified.Subject}, valid until {certified.NotAfter:yyyy-MM-dd}.");
            issuing = certified.Der.ToArray();
            transcript.Made(CeremonyFolder.Issuing, issuing);
            file = file with { Issuing = request.CommonName };
        }

        var revoked = last.ReadEntries().ToList();
        if (revoke is { } serial && !revoked.Exists(entry => entry.SerialNumber == serial))
        {
            revoked.Add(new RevokedCertificate(serial, now, RevocationReason.Superseded));
            transcript.Say($"Revoked the authority with the serial number {serial}.");
        }

        var number = (last.Number ?? 0) + 1;
        var list = CeremonyFolder.Require(await session.ListAsync(number, revoked, now, ct));
        transcript.Say($"Signed the root's list {number} with {revoked.Count} certificates.");
        transcript.Made(CeremonyFolder.List, list);
        transcript.Sign(plan.People);

        CeremonyFolder.Write(output, CeremonyFolder.Root, root.Der.Span);
        CeremonyFolder.Write(output, CeremonyFolder.Issuing, issuing);
        CeremonyFolder.Write(output, CeremonyFolder.List, list);
        CeremonyFolder.Write(output, CeremonyFolder.Sealed, CeremonyFolder.Read(from, CeremonyFolder.Sealed));
        CeremonyFolder.Write(output, PlanFile.Name, Encoding.UTF8.GetBytes(file.ToJson()));
        CeremonyFolder.Write(output, "transcript.txt", Encoding.UTF8.GetBytes(transcript.Text));
        await screen.WriteLineAsync(transcript.Text);
        return 0;
    }

    private async Task OpenAsync(SealedRoot sealedRoot, KeyName keyName, int needed, InMemoryKeyStore store, CancellationToken ct)
    {
        var shares = new List<SecretShare>();
        while (shares.Count < needed)
        {
            await screen.WriteLineAsync($"Share {shares.Count + 1} of {needed}:");
            if (await typed.ReadLineAsync(ct) is not { } line)
            {
                throw new ToolFailure($"{needed} shares are needed.");
            }

            if (!SecretShare.TryParse(line, null, out var share))
            {
                await screen.WriteLineAsync("That is not a share, or it was not typed as it is written.");
            }
            else if (shares.Exists(known => known.Number == share.Number))
            {
                await screen.WriteLineAsync("That share was given already.");
            }
            else
            {
                shares.Add(share);
            }
        }

        if (!sealedRoot.TryOpen(keyName, shares, store))
        {
            throw new ToolFailure("these shares do not open this root.");
        }
    }
}
