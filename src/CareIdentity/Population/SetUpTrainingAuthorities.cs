using CareIdentity.Audit;
using CareIdentity.Certificates;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Pki.Keys;

namespace CareIdentity.Population;

/// <summary>
/// The certificate authorities of a generated population, as old as those of a training service: one that starts on it afterwards issues the cards of its own
/// training population on days in the past, and no authority certifies a key for a day before it was there.
/// </summary>
public sealed class SetUpTrainingAuthorities(CareIdentityDb db, IKeyStore keys, CertificateOptions options, TimeProvider clock)
{
    private const int YearsOld = 3;

    public Task<Outcome<IssuersSetUp>> ExecuteAsync(Actor actor, CancellationToken ct)
    {
        var then = new OneMoment(clock.GetUtcNow().AddYears(-YearsOld));
        return new SetUpIssuers(db, keys, options, new AuditTrail(db, then), then).ExecuteAsync(actor, ct);
    }

    private sealed class OneMoment(DateTimeOffset at) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => at;
    }
}
