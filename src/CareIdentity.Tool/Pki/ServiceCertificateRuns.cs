using System.Text;
using CareIdentity.Certificates;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Pki.Issuing;
using CareIdentity.Pki.Keys;
using CareIdentity.Pki.Revocation;
using CareIdentity.Tool.CommandLine;
using Microsoft.Extensions.DependencyInjection;

namespace CareIdentity.Tool.Pki;

/// <summary>Certificates of the operator's servers and of signers of documents: certified from a request, listed, revoked.</summary>
internal sealed class ServiceCertificateRuns(Surroundings surroundings, string dataDirectory, DatabaseAddress address)
{
    /// <summary>A request has a few hundred octets.</summary>
    private const int LongestRequest = 128 * 1024;

    private readonly DatabaseWork work = new(address, dataDirectory);

    public Task<int> CertifyAsync(string requestPath, ServiceCertificateKind kind, string output, CancellationToken ct) => InRoomsAsync(
        async rooms =>
        {
            var pem = await ReadAsync(requestPath, ct);

            // The file first: a certificate that cannot be written down would be spent for nothing.
            await using var file = new FileStream(output, FileMode.CreateNew, FileAccess.Write);
            var isWritten = false;
            try
            {
                var outcome = await rooms.GetRequiredService<CertifyService>().ExecuteAsync(new CertifyServiceRequest { Kind = kind, Pem = pem }, Actor.Service, ct);
                var made = outcome.Match(made => made, refusal => throw DatabaseWork.Refused(refusal));
                await file.WriteAsync(Encoding.ASCII.GetBytes(made.Certificate.ToPem() + "\n" + made.Issuer.ToPem() + "\n"), CancellationToken.None);
                isWritten = true;
                _ = SerialNumber.TryRead(made.Certificate.Tbs.SerialNumberContent.Span, out var serial);
                await Console.Out.WriteLineAsync($"{output}: {made.Certificate.Subject}, until {made.Certificate.NotAfter:yyyy-MM-dd}, serial number {serial}; its authority below it.");
            }
            finally
            {
                if (!isWritten)
                {
                    file.Close();
                    File.Delete(output);
                }
            }
        },
        ct);

    public Task<int> RevokeAsync(SerialNumber serial, RevocationReason why, CancellationToken ct) => InRoomsAsync(
        async rooms =>
        {
            var outcome = await rooms.GetRequiredService<RevokeServiceCertificate>().ExecuteAsync(
                new RevokeServiceCertificateRequest { Serial = serial, Why = why }, Actor.Service, ct);
            if (outcome.Refusal is { } refusal)
            {
                throw DatabaseWork.Refused(refusal);
            }

            await Console.Out.WriteLineAsync($"{serial} is revoked. Running nodes answer so within a second, and their lists say it within a minute.");
        },
        ct);

    public Task<int> ListAsync(CancellationToken ct) => InRoomsAsync(
        async rooms =>
        {
            foreach (var one in await rooms.GetRequiredService<ServiceCertificateQueries>().AllAsync(ct))
            {
                var status = one.RevokedAt is { } at ? $"{one.Status} {at:yyyy-MM-dd} {one.Reason}" : one.Status.ToString();
                await Console.Out.WriteLineAsync($"{one.Serial}  {one.Kind,-8}  {one.NotAfter:yyyy-MM-dd}  {status,-10}  {one.Name}");
            }
        },
        ct,
        keyed: false);

    private Task<int> InRoomsAsync(Func<IServiceProvider, Task> runAsync, CancellationToken ct, bool keyed = true) => work.RunAsync(
        async () =>
        {
            var options = keyed ? ServicePki.Options(surroundings) : new CertificateOptions();
            using var keys = keyed ? ServiceKeys.Open(dataDirectory, surroundings) : Nothing();
            await using var rooms = ServicePki.Rooms(address, options, keys.Store);
            await using var scope = rooms.CreateAsyncScope();
            try
            {
                await runAsync(scope.ServiceProvider);
            }
            catch (KeyStoreException failure)
            {
                throw new ToolFailure(failure.Message);
            }
        },
        "stopped; what was not finished is given up when the service starts next.",
        ct);

    /// <summary>Looking needs no passphrase.</summary>
    private static OpenKeys Nothing()
    {
        var store = new InMemoryKeyStore();
        return new OpenKeys(store, store);
    }

    private static async Task<string> ReadAsync(string path, CancellationToken ct) => new FileInfo(path) is { Exists: true, Length: <= LongestRequest }
        ? await CeremonyFolder.ReadTextAsync(path, ct)
        : throw new ToolFailure($"{path} is not there, or longer than any request.");
}
