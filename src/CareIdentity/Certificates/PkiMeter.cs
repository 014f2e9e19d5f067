using System.Diagnostics.Metrics;

namespace CareIdentity.Certificates;

/// <summary>
/// The health of the authorities and the work of the OCSP responder as numbers, for whatever the operator watches services with
/// (docs/revocation.md lists them). What expires is given as seconds that are left, negative when it is over.
/// </summary>
public sealed class PkiMeter : IDisposable
{
    public const string Name = "CareIdentity.Pki";

    private readonly Meter meter = new(Name);
    private readonly Counter<long> answers;
    private volatile PkiHealthView? health;

    public PkiMeter(TimeProvider clock)
    {
        answers = meter.CreateCounter<long>("cis.ocsp.answers", "{answer}", "OCSP answers: ready (signed before), signed (for this request), refused");
        Left("cis.pki.authority.left", "Until a certificate authority is over", authority => authority.NotAfter, clock);
        Left("cis.pki.signer.left", "Until the newest OCSP signer is over", authority => authority.SignerUntil, clock);
        Left("cis.pki.list.left", "Until the first revocation list, complete or shard, is over", authority => authority.FirstListOver, clock);
        meter.CreateObservableGauge(
            "cis.pki.service.left",
            () =>
                from ending in health?.Ending ?? []
                select new Measurement<double>(
                    (ending.NotAfter - clock.GetUtcNow()).TotalSeconds,
                    new KeyValuePair<string, object?>("certificate", ending.Name),
                    new KeyValuePair<string, object?>("serial", ending.Serial)),
            "s",
            "Until the certificate of a server or of a signer of documents is over, of those that end soon");
        meter.CreateObservableGauge(
            "cis.ocsp.oldest",
            () => Each<double>(authority => authority.OldestAnswer is { } at ? (clock.GetUtcNow() - at).TotalSeconds : null),
            "s",
            "Since when the oldest answer that this node keeps ready has been true");
        meter.CreateObservableGauge(
            "cis.pki.list.entries", () => Each<long>(authority => authority.List?.Entries), "{certificate}", "Entries of the complete revocation list");
        meter.CreateObservableGauge(
            "cis.pki.warnings",
            () => health is { } now
                ? [Warnings(now, urgent: true), Warnings(now, urgent: false)]
                : Array.Empty<Measurement<int>>(),
            "{warning}",
            "What somebody must see to");
    }

    /// <summary>What was last read; nothing is shown before.</summary>
    public void Show(PkiHealthView read) => health = read;

    public void Dispose() => meter.Dispose();

    /// <summary>Whether this instrument is of this very meter: a process may have several services in it.</summary>
    internal bool Owns(Instrument instrument) => ReferenceEquals(instrument.Meter, meter);

    internal void Answered(AnswerSource source) => answers.Add(1, new KeyValuePair<string, object?>("source", source switch
    {
        AnswerSource.Ready => "ready",
        AnswerSource.Signed => "signed",
        _ => "refused",
    }));

    private static Measurement<int> Warnings(PkiHealthView health, bool urgent) =>
        new(health.Warnings.Count(warning => warning.IsUrgent == urgent), new KeyValuePair<string, object?>("urgent", urgent));

    private void Left(string name, string what, Func<AuthorityHealth, DateTimeOffset?> end, TimeProvider clock) =>
        meter.CreateObservableGauge(name, () => Each<double>(authority => end(authority) is { } at ? (at - clock.GetUtcNow()).TotalSeconds : null), "s", what);

    private IEnumerable<Measurement<T>> Each<T>(Func<AuthorityHealth, T?> of)
        where T : struct =>
        from authority in health?.Authorities ?? []
        let value = of(authority)
        where value is not null
        select new Measurement<T>(value.Value, new KeyValuePair<string, object?>("authority", authority.Slug));
}

internal enum AnswerSource
{
    Ready,
    Signed,
    Refused,
}
