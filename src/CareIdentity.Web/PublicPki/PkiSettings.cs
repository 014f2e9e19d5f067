using CareIdentity.Certificates;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Profiles;
using CareIdentity.Web.Hosting;

namespace CareIdentity.Web.PublicPki;

/// <summary>What the operator says about certificates: the keys <c>Pki:…</c>, as <c>CIS_Pki__Origin=http://pki.example</c>.</summary>
internal sealed class PkiSettings
{
    public const string Section = "Pki";

    /// <summary>Where relying parties reach <c>/pki</c>; on a training service, unless said otherwise, this machine.</summary>
    public Uri? Origin { get; set; }

    /// <summary>The operator's arc of object identifiers, below which its policies stand.</summary>
    public string? Arc { get; set; }

    public int? CrlShards { get; set; }

    public TimeSpan? CrlLifetime { get; set; }

    public TimeSpan? CrlPeriod { get; set; }

    public TimeSpan? OcspLifetime { get; set; }

    public TimeSpan? OcspMaxAge { get; set; }

    public int? OcspAnswersKept { get; set; }

    public bool RevokedForNeverIssued { get; set; }

    /// <exception cref="StartRefusedException">They cannot hold.</exception>
    public static CertificateOptions Read(IConfiguration configuration, HostSettings host)
    {
        var said = configuration.GetSection(Section).Get<PkiSettings>() ?? new PkiSettings();
        if (host.Mode is ServiceMode.Live && (said.Origin is null || said.Arc is null))
        {
            throw new StartRefusedException(
                "A live service says in every certificate where its status is asked, and asserts policies of its own: set CIS_Pki__Origin and CIS_Pki__Arc as at the key ceremony.");
        }

        var usual = new CertificateOptions();
        var options = new CertificateOptions
        {
            Realm = host.Mode is ServiceMode.Training ? Realm.Training : Realm.Live,
            Arc = said.Arc is null ? usual.Arc : new PolicyArc(ReadArc(said.Arc)),
            Origin = said.Origin ?? (host.Mode is ServiceMode.Training ? Here(host) : null),
            CrlShards = said.CrlShards ?? usual.CrlShards,
            CrlLifetime = said.CrlLifetime ?? usual.CrlLifetime,
            CrlPeriod = said.CrlPeriod ?? usual.CrlPeriod,
            OcspLifetime = said.OcspLifetime ?? usual.OcspLifetime,
            OcspMaxAge = said.OcspMaxAge ?? usual.OcspMaxAge,
            OcspAnswersKept = said.OcspAnswersKept ?? usual.OcspAnswersKept,
            RevokedForNeverIssued = said.RevokedForNeverIssued,
        };
        return options.Problems() is { Count: > 0 } problems
            ? throw new StartRefusedException("The Pki settings cannot hold. " + string.Join(' ', problems))
            : options;
    }

    private static Uri Here(HostSettings host) => new($"http://localhost:{host.ChosenPort ?? host.Port}");

    private static ObjectIdentifier ReadArc(string text)
    {
        try
        {
            return ObjectIdentifier.Parse(text);
        }
        catch (FormatException e)
        {
            throw new StartRefusedException($"Pki:Arc is not an object identifier: {e.Message}");
        }
    }
}
