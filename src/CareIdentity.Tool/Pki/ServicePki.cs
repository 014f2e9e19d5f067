using CareIdentity.Audit;
using CareIdentity.Certificates;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Keys;
using CareIdentity.Pki.Profiles;
using CareIdentity.Tool.CommandLine;
using Microsoft.Extensions.DependencyInjection;

namespace CareIdentity.Tool.Pki;

/// <summary>The certificate rooms on a service's database, with the service's own settings.</summary>
internal static class ServicePki
{
    public static ServiceProvider Rooms(DatabaseAddress address, CertificateOptions options, IKeyStore keys) => new ServiceCollection()
        .AddSingleton(TimeProvider.System)
        .AddSingleton(new RaPolicy())
        .AddSingleton(keys)
        .AddSingleton(options)
        .AddDatabase(address)
        .AddAudit().AddCertificates()
        .BuildServiceProvider();

    /// <summary>As the service itself reads them at start, so that what is certified here says the same as its cards do.</summary>
    public static CertificateOptions Options(Surroundings surroundings)
    {
        var realm = surroundings.Mode switch
        {
            null => Realm.Training,
            var mode when Enum.TryParse<Realm>(mode, ignoreCase: true, out var said) && Enum.IsDefined(said) => said,
            var mode => throw new ToolFailure($"CIS_Mode is one of {string.Join(", ", Enum.GetNames<Realm>())}, not '{mode}'."),
        };
        if (realm is Realm.Live && (surroundings.PkiOrigin is null || surroundings.PkiArc is null))
        {
            throw new ToolFailure("a live service says in every certificate where its status is asked, and asserts policies of its own: set CIS_Pki__Origin and CIS_Pki__Arc as for the service.");
        }

        var usual = new CertificateOptions();
        var options = usual with
        {
            Realm = realm,
            Arc = surroundings.PkiArc is { } arc ? new PolicyArc(ReadArc(arc)) : usual.Arc,
            Origin = surroundings.PkiOrigin is { } origin ? ReadOrigin(origin) : new Uri("http://localhost:8080"),
        };
        return options.Problems() is { Count: > 0 } problems ? throw new ToolFailure(string.Join(' ', problems)) : options;
    }

    private static ObjectIdentifier ReadArc(string text)
    {
        try
        {
            return ObjectIdentifier.Parse(text);
        }
        catch (FormatException e)
        {
            throw new ToolFailure($"CIS_Pki__Arc: {e.Message}");
        }
    }

    private static Uri ReadOrigin(string text) => Uri.TryCreate(text, UriKind.Absolute, out var origin) ? origin : throw new ToolFailure($"CIS_Pki__Origin: '{text}' is not an address.");
}
