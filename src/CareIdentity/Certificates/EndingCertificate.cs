namespace CareIdentity.Certificates;

/// <summary>A certificate of a server or of a signer of documents that is in force and ends soon.</summary>
public sealed record EndingCertificate(string Serial, ServiceCertificateKind Kind, string Name, DateTimeOffset NotBefore, DateTimeOffset NotAfter)
{
    /// <summary>
    /// As long as an authority is warned about, or, where that is less, the last third of its life: that of a server lives for 90 days, and what is
    /// warned about from its first day is heeded by nobody.
    /// </summary>
    private TimeSpan Warning => (NotAfter - NotBefore) / 3 is var third && third < PkiHealth.AuthorityWarning ? third : PkiHealth.AuthorityWarning;

    internal bool EndsSoon(DateTimeOffset now) => NotAfter >= now && NotAfter - now < Warning;

    internal PkiWarning AsWarning(DateTimeOffset now)
    {
        var (whose, left) = (Kind is ServiceCertificateKind.Server ? "server" : "signer of documents", PkiHealth.Days(NotAfter, now));
        return new PkiWarning(
            $"The certificate of the {whose} {Name} ends in {left}.",
            $"Certify a new request before, with a new key (docs/operations.md). Then: ./cis pki revoke {Serial} --reason superseded.",
            IsUrgent: false)
        {
            WithoutNames = $"The certificate of a {whose} ends in {left}.",
        };
    }
}
