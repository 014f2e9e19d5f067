using System.Collections.Concurrent;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Keys;
using CareIdentity.Pki.Ocsp;

namespace CareIdentity.Certificates;

/// <summary>Who answers for an authority now.</summary>
internal sealed record StatusResponder(Guid IssuerId, OcspIssuer Issuer, OcspResponder? Responder);

/// <summary>The authorities that this node answers for, each with its newest signer whose key is here; loaded once, read again now and then.</summary>
internal sealed class StatusResponders(IKeyStore keys) : IDisposable
{
    private readonly ConcurrentDictionary<Guid, OcspIssuer> issuers = new();
    private readonly ConcurrentDictionary<Guid, OcspResponder> responders = new();

    public async Task<IReadOnlyList<StatusResponder>> LoadAsync(IssuerSource source, StatusRegister register, DateTimeOffset now, CancellationToken ct)
    {
        var loaded = new List<StatusResponder>();
        // Those that have stopped issuing, too: what they issued is asked about until it is over.
        foreach (var record in await source.WithKeysAsync(now, ct))
        {
            var issuer = issuers.GetOrAdd(record.Id, _ => new OcspIssuer(ParsedCertificate.Parse(record.Certificate)));
            loaded.Add(new(record.Id, issuer, await NewestAsync(issuer, await register.SignersAsync(record.Id, now, ct), ct)));
        }

        return loaded;
    }

    public void Dispose()
    {
        foreach (var responder in responders.Values)
        {
            responder.Dispose();
        }
    }

    private async Task<OcspResponder?> NewestAsync(OcspIssuer issuer, IReadOnlyList<OcspSignerRecord> signers, CancellationToken ct)
    {
        foreach (var signer in signers)
        {
            if (responders.TryGetValue(signer.Id, out var known))
            {
                return known;
            }

            // Another node's signer, whose key is not here, is refused by LoadAsync.
            var loaded = await OcspResponder.LoadAsync(issuer, ParsedCertificate.Parse(signer.Certificate!), KeyName.Parse(signer.KeyName, null), keys, ct);
            if (loaded.Passed)
            {
                return responders.GetOrAdd(signer.Id, loaded.Value);
            }
        }

        return null;
    }
}
