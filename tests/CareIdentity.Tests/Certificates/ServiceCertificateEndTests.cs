using System.Diagnostics.Metrics;
using CareIdentity.Certificates;
using CareIdentity.Kernel;
using CareIdentity.Pki.Issuing;
using CareIdentity.Pki.Revocation;
using CareIdentity.Testing.Engines;
using CareIdentity.Tests.Data;
using CareIdentity.Tests.Given;
using CareIdentity.Tests.Pki.Issuing;
using static CareIdentity.Tests.Certificates.StatusQuestions;

namespace CareIdentity.Tests.Certificates;

/// <summary>That the certificate of a server or of a signer of documents ends is said in time: on the page, in the metrics, by the doctor, who all read the same.</summary>
public sealed class ServiceCertificateEndTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [EveryEngine]
    public async Task A_certificate_is_warned_about_ninety_days_ahead_or_in_the_last_third_of_its_life_while_it_is_in_force(EngineUnderTest engine)
    {
        await using var given = await WithACard(engine);
        var server = (await Certify(given, ServiceCertificateKind.Server, "CN=db.identity.example")).Certificate;
        var signer = (await Certify(given, ServiceCertificateKind.Document, "CN=Letters")).Certificate;
        async Task<IEnumerable<string>> Said(DateTimeOffset at)
        {
            given.Ra.Clock.MoveTo(at);
            return (await Health(given)).Warnings.Where(w => !w.IsUrgent && w.Sentence.StartsWith("The certificate of the ", StringComparison.Ordinal)).Select(w => w.Sentence);
        }

        Assert.Empty(await Said(given.Ra.Clock.GetUtcNow()));
        Assert.Empty(await Said(server.NotAfter.AddDays(-31)));
        Assert.Equal(["The certificate of the server db.identity.example ends in 29 days."], await Said(server.NotAfter.AddDays(-29)));
        Assert.Equal(["The certificate of the server db.identity.example ends in less than a day."], await Said(server.NotAfter));
        Assert.Empty(await Said(server.NotAfter.AddSeconds(1)));
        Assert.Empty(await Said(signer.NotAfter.AddDays(-91)));
        Assert.Equal(["The certificate of the signer of documents Letters ends in 89 days."], await Said(signer.NotAfter.AddDays(-89)));

        var ending = Assert.Single((await Health(given)).Ending);
        Assert.Equal(("Letters", signer.NotAfter, "The certificate of a signer of documents ends in 89 days."), (ending.Name, ending.NotAfter, ending.AsWarning(given.Ra.Clock.GetUtcNow()).WithoutNames));
        var revoked = await given.Ra.With((RevokeServiceCertificate revoke) => revoke.ExecuteAsync(
            new RevokeServiceCertificateRequest { Serial = SerialNumber.Parse(ending.Serial), Why = RevocationReason.Superseded }, Actor.Service, None));
        Assert.Null(revoked.Refusal);
        Assert.Empty(await Said(given.Ra.Clock.GetUtcNow()));
    }

    [Theory]
    [EveryEngine]
    public async Task The_meter_says_how_long_each_that_ends_soon_has_left(EngineUnderTest engine)
    {
        await using var given = await WithACard(engine);
        var server = (await Certify(given, ServiceCertificateKind.Server, "CN=db.identity.example")).Certificate;
        await Certify(given, ServiceCertificateKind.Document, "CN=Letters");
        given.Ra.Clock.MoveTo(server.NotAfter.AddDays(-10));
        var mine = await given.Ra.With((PkiMeter meter) => Task.FromResult(meter));
        var left = new List<(double Seconds, string? Name)>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, to) =>
        {
            if (mine.Owns(instrument) && instrument.Name == "cis.pki.service.left")
            {
                to.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((_, value, tags, _) => left.Add((value, tags[0].Value?.ToString())));
        listener.Start();

        mine.Show(await Health(given));
        listener.RecordObservableInstruments();

        Assert.Equal([(TimeSpan.FromDays(10).TotalSeconds, "db.identity.example")], left);
    }

    [Theory]
    [EveryEngine]
    public async Task Those_that_end_soon_are_found_without_reading_all_that_there_were(EngineUnderTest engine)
    {
        await using var given = await WithACard(engine);
        await Certify(given, ServiceCertificateKind.Server, "CN=db.identity.example");
        var plans = new QueryPlans(engine.Engine);
        await using var db = plans.ContextOf(given.Ra.Database.Address);

        await new PkiHealth(db, new PublicPkiQueries(db, new CertificateOptions()), given.Ra.Clock).ReadAsync(null, None);

        Assert.NotEqual(0, plans.Asked);
        Assert.DoesNotContain(plans.WholeTables, step => step.Contains("service_certificates", StringComparison.Ordinal));
    }

    private static async Task<ServiceCertified> Certify(GivenCards given, ServiceCertificateKind kind, string subject) =>
        (await given.Ra.With((CertifyService certify) => certify.ExecuteAsync(new CertifyServiceRequest { Kind = kind, Pem = RequestBuilder.Pem(subject) }, Actor.Service, None))).Value;
}
