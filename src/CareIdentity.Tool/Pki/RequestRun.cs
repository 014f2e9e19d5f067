using CareIdentity.Pki.Issuing;
using CareIdentity.Pki.Keys;
using CareIdentity.Tool.CommandLine;

namespace CareIdentity.Tool.Pki;

/// <summary>Makes the key of an issuing authority in the service's store, or takes up one of that name, and writes a request for it.</summary>
internal static class RequestRun
{
    public static async Task<int> RunAsync(string dataDirectory, Surroundings surroundings, string name, string output, CancellationToken ct)
    {
        if (!KeyName.TryParse(name, null, out var keyName))
        {
            throw new ToolFailure($"--name wants up to 64 of a–z, 0–9 and inner hyphens, not '{name}'. It will stand in addresses.");
        }

        using var keys = ServiceKeys.Open(dataDirectory, surroundings);
        var store = keys.Store;
        if (await store.FindPublicKeyAsync(keyName, ct) is null)
        {
            await store.CreateKeyAsync(keyName, KeyKind.EcP256, ct);
        }

        var request = await CertificationRequest.CreateAsync(name, keyName, store, ct);
        await File.WriteAllTextAsync(output, request.ToPem(), ct);
        await Console.Out.WriteLineAsync($"{output}: take it to the machine of the root. SHA-256 of it, to be compared there:\n  {Transcript.Digest(System.Text.Encoding.ASCII.GetBytes(request.ToPem()))}");
        return 0;
    }
}
