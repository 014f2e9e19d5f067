using System.Data.Common;
using CareIdentity.Certificates;
using CareIdentity.Data;
using CareIdentity.Data.Schema;
using CareIdentity.Kernel;
using CareIdentity.Pki.Keys;
using CareIdentity.Tool.CommandLine;
using Microsoft.Extensions.DependencyInjection;

namespace CareIdentity.Tool.Pki;

/// <summary>Takes over into the service what was brought from the root.</summary>
internal static class AdoptRun
{
    public static async Task<int> RunAsync(string from, string dataDirectory, Surroundings surroundings, DatabaseAddress address, CancellationToken ct)
    {
        var file = PlanFile.Read(from);
        var plan = file.ToPlan();
        using var keys = ServiceKeys.Open(dataDirectory, surroundings);
        try
        {
            await using var connection = await address.OpenAsync(ct);
            await new SchemaRunner(address.Engine, TimeProvider.System).ApplyAsync(connection, ct);
        }
        catch (Exception e) when (e is DbException or SchemaRefusedException)
        {
            throw new ToolFailure($"{address}: {e.Message}");
        }

        var options = new CertificateOptions { Realm = plan.Realm, Arc = plan.Arc, Origin = plan.Origin, SubjectParent = plan.SubjectParent };
        await using var services = ServicePki.Rooms(address, options, keys.Store);
        await using var scope = services.CreateAsyncScope();
        var outcome = await scope.ServiceProvider.GetRequiredService<AdoptAuthorities>().ExecuteAsync(
            new AdoptAuthoritiesRequest
            {
                Root = CeremonyFolder.ReadCertificate(from, CeremonyFolder.Root),
                RootSlug = KeyName.Parse(plan.RootSlug),
                Issuing = CeremonyFolder.ReadCertificate(from, CeremonyFolder.Issuing),
                IssuingKey = KeyName.Parse(file.Issuing ?? throw new ToolFailure($"{PlanFile.Name} does not name the issuing authority's key.")),
                RootList = CeremonyFolder.Read(from, CeremonyFolder.List),
            },
            Actor.Service,
            ct);
        var adopted = outcome.Match(adopted => adopted, refusal => throw new ToolFailure(string.Join(' ', new[] { refusal.Message, refusal.Why, refusal.Next }.Where(s => s is not null))));
        await Console.Out.WriteLineAsync(adopted.IsNew
            ? $"{adopted.IssuingName} issues from now on. The service starts with:\n  CIS_Mode={plan.Realm} CIS_Pki__Origin={plan.Origin.GetLeftPart(UriPartial.Authority)} CIS_Pki__Arc={file.Arc}"
            : $"The root's newest list is taken over; {adopted.IssuingName} goes on issuing.");
        return 0;
    }
}
