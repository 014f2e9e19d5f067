using System.Globalization;

namespace CareIdentity.Agent.Diagnosis;

/// <summary>The way to a service: is it there, is its certificate trusted, and do its clock and ours agree? The date of its answer tells (RFC 9110 §6.6.1).</summary>
internal sealed class ServiceChecks(HttpClient http, TimeProvider clock)
{
    private static readonly TimeSpan MostDifference = TimeSpan.FromMinutes(2);

    public async Task<IReadOnlyList<Finding>> RunAsync(string origin, CancellationToken ct)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri($"{origin}/health/live"), HttpCompletionOption.ResponseHeadersRead, ct).ConfigureAwait(false);
            List<Finding> findings = [answer.IsSuccessStatusCode
                ? Finding.Good($"{origin} answers.")
                : Finding.Broken($"{origin} answers with {(int)answer.StatusCode}.", "Wait and try again; if it stays so, tell whoever runs the service.")];
            if (answer.Headers.Date is { } theirs)
            {
                findings.Add(Clock(theirs));
            }

            return findings;
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.SecureConnectionError)
        {
            return [Finding.Broken($"The certificate of {origin} is not trusted by this computer.", "Check the clock; then ask your IT support to install the authority that issued it, or about a proxy that reads along.")];
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            return [Finding.Broken($"{origin} cannot be reached from this computer.", "Check the network; a browser may have a proxy that other programs do not have: ask your IT support.")];
        }
    }

    private Finding Clock(DateTimeOffset theirs)
    {
        var difference = (clock.GetUtcNow() - theirs).Duration();
        return difference <= MostDifference
            ? Finding.Good("The clock of this computer agrees with the service's.")
            : Finding.Broken(
                string.Create(CultureInfo.InvariantCulture, $"The clock of this computer is {difference.TotalMinutes:0} minutes from the service's."),
                "Set it: sudo timedatectl set-ntp true");
    }
}
