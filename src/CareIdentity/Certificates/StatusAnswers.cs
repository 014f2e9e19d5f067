using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Issuing;
using CareIdentity.Pki.Keys;
using CareIdentity.Pki.Ocsp;
using Microsoft.Extensions.DependencyInjection;

namespace CareIdentity.Certificates;

/// <summary>
/// Answers OCSP requests (RFC 6960) for every authority of this realm. Answers without a nonce are signed once and given until half of
/// their time is over; a revocation ends them: at once on the node where it happens, elsewhere when the node next looks for changes,
/// which it does before it gives an answer that is older than <see cref="Lookout"/>. When it cannot look, it says "try later".
/// </summary>
public sealed class StatusAnswers : IDisposable
{
    /// <summary>How late a node may be about a revocation that another has committed.</summary>
    public static readonly TimeSpan Lookout = TimeSpan.FromMilliseconds(200);

    /// <summary>How far back it looks each time: longer than a commit takes, and than clocks of nodes differ.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan SignersReadEvery = TimeSpan.FromSeconds(10);

    private const int MostChanges = 5_000;

    private readonly IServiceScopeFactory scopes;
    private readonly CertificateOptions options;
    private readonly TimeProvider clock;
    private readonly PkiMeter meter;
    private readonly StatusResponders loading;
    private readonly AnswerCache cache;
    private readonly SemaphoreSlim looking = new(1, 1);
    private Lookup lookup = new([], DateTimeOffset.MinValue, DateTimeOffset.MinValue);

    public StatusAnswers(IServiceScopeFactory scopes, IKeyStore keys, CertificateOptions options, PkiMeter meter, TimeProvider clock)
    {
        (this.scopes, this.options, this.meter, this.clock) = (scopes, options, meter, clock);
        loading = new StatusResponders(keys);
        cache = new AnswerCache(options.OcspAnswersKept);
    }

    /// <summary>The octets of a POST.</summary>
    public ValueTask<StatusAnswer> AnswerAsync(ReadOnlyMemory<byte> der, CancellationToken ct)
    {
        try
        {
            return AnswerAsync(OcspRequest.Parse(der), ct);
        }
        catch (PkiFormatException)
        {
            return new(Refused(OcspResponder.MalformedRequest));
        }
    }

    /// <summary>The last segment of the path of a GET, percent-decoded.</summary>
    public ValueTask<StatusAnswer> AnswerAsync(string segment, CancellationToken ct)
    {
        try
        {
            return AnswerAsync(OcspRequest.ParseGet(segment), ct);
        }
        catch (PkiFormatException)
        {
            return new(Refused(OcspResponder.MalformedRequest));
        }
    }

    /// <summary>
    /// Signs anew what would otherwise be signed while somebody waits: answers that this node keeps ready and that will be given for less than
    /// <paramref name="within"/> more. At most so many; gives how many it signed.
    /// </summary>
    public async Task<int> RefreshAsync(TimeSpan within, int most, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var responders = (await LookAsync(now, ct)).Responders.Where(r => r.Responder is { } responder && responder.Signer.NotAfter > now).ToDictionary(r => r.IssuerId);
        var signed = 0;
        foreach (var (key, known) in cache.All)
        {
            if (!responders.TryGetValue(key.IssuerId, out var asked))
            {
                continue;
            }

            foreach (var kept in known.Ending(now + within))
            {
                if (signed == most)
                {
                    return signed;
                }

                // A change that is told meanwhile drops this status from the cache, and the new answer with it.
                known.Keep(Kept(kept.CertId, await SignAsync(asked.Responder!, [(kept.CertId, known.Status)], null, now, ct), now));
                signed++;
            }
        }

        return signed;
    }

    /// <summary>Of each authority, since when the oldest answer that this node keeps ready has been true.</summary>
    public IReadOnlyDictionary<Guid, DateTimeOffset> Oldest() => cache.Oldest();

    public void Dispose()
    {
        looking.Dispose();
        loading.Dispose();
    }

    /// <summary>The status of a certificate has changed, here and now.</summary>
    internal void Forget(Guid issuerId, string serial)
    {
        if (SerialNumber.TryParse(serial, null, out var number))
        {
            cache.Forget(new StatusKey(issuerId, number));
        }
    }

    /// <summary>A signer or an authority is new: the next request reads them again.</summary>
    internal void ReadSignersAgain() => lookup = lookup with { SignersReadAt = DateTimeOffset.MinValue, LookedAt = DateTimeOffset.MinValue };

    private async ValueTask<StatusAnswer> AnswerAsync(OcspRequest request, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var responders = (await LookAsync(now, ct)).Responders;
        if (Asked(responders, request) is not { } asked)
        {
            // RFC 5019 §2.2.3: "unauthorized" where the responder has no knowledge of the authority.
            return Refused(responders.Count == 0 ? OcspResponder.TryLater : OcspResponder.Unauthorised);
        }

        // security.md I6: no answer is better than one whose signer is over.
        return asked.Responder is { } responder && responder.Signer.NotAfter > now
            ? await AnswerAsync(asked, responder, request, now, ct)
            : Refused(OcspResponder.TryLater);
    }

    /// <summary>Whose certificates a request is about; loops without enumerators, as they run for every request.</summary>
    private static StatusResponder? Asked(IReadOnlyList<StatusResponder> responders, OcspRequest request)
    {
        for (var i = 0; i < responders.Count; i++)
        {
            for (var j = 0; j < request.CertIds.Count; j++)
            {
                if (responders[i].Issuer.Issued(request.CertIds[j]))
                {
                    return responders[i];
                }
            }
        }

        return null;
    }

    private StatusAnswer Refused(ReadOnlyMemory<byte> der)
    {
        meter.Answered(AnswerSource.Refused);
        return new(der);
    }

    private async ValueTask<StatusAnswer> AnswerAsync(StatusResponder asked, OcspResponder responder, OcspRequest request, DateTimeOffset now, CancellationToken ct)
    {
        if (request.HasNonce || request.CertIds.Count > 1)
        {
            var statuses = new (CertId Id, OcspStatus Status)[request.CertIds.Count];
            for (var i = 0; i < statuses.Length; i++)
            {
                statuses[i] = (request.CertIds[i], (await KnownAsync(asked, request.CertIds[i], ct)).Status);
            }

            return new((await SignAsync(responder, statuses, request, now, ct)).Der);
        }

        var one = request.CertIds[0];
        var known = await KnownAsync(asked, one, ct);
        if (known.Find(one, now) is { } kept)
        {
            meter.Answered(AnswerSource.Ready);
            return kept;
        }

        var answer = await SignAsync(responder, [(one, known.Status)], null, now, ct);
        if (known.Status.Kind is not OcspStatusKind.Unknown && known.Status != OcspStatus.NeverIssued)
        {
            known.Keep(Kept(one.Detached(), answer, now));
            return answer;
        }

        // Unknown may be issued a moment later: no cache is told to keep it.
        return new(answer.Der);
    }

    private async ValueTask<KnownStatus> KnownAsync(StatusResponder asked, CertId id, CancellationToken ct)
    {
        if (!asked.Issuer.Issued(id))
        {
            return new KnownStatus(OcspStatus.Unknown);
        }

        if (!id.TryGetSerialNumber(out var serial))
        {
            return new KnownStatus(NeverIssued);
        }

        var key = new StatusKey(asked.IssuerId, serial);
        if (cache.Find(key) is { } ready)
        {
            return ready;
        }

        await using var scope = scopes.CreateAsyncScope();
        var status = await scope.ServiceProvider.GetRequiredService<StatusRegister>().FindAsync(asked.IssuerId, serial.ToString(), ct);
        var known = new KnownStatus(status.Kind is OcspStatusKind.Unknown ? NeverIssued : status);
        if (status.Kind is not OcspStatusKind.Unknown)
        {
            cache.Keep(key, known);
        }

        return known;
    }

    private OcspStatus NeverIssued => options.RevokedForNeverIssued ? OcspStatus.NeverIssued : OcspStatus.Unknown;

    /// <summary>Given until half of its time is over.</summary>
    private static KeptAnswer Kept(CertId id, StatusAnswer answer, DateTimeOffset now) => new(id, answer, now + ((answer.NextUpdate!.Value - now) / 2));

    private async Task<StatusAnswer> SignAsync(
        OcspResponder responder, (CertId Id, OcspStatus Status)[] statuses, OcspRequest? request, DateTimeOffset now, CancellationToken ct)
    {
        var thisUpdate = SetUpIssuers.WholeSeconds(now);
        var nextUpdate = thisUpdate + options.OcspLifetime < responder.Signer.NotAfter ? thisUpdate + options.OcspLifetime : responder.Signer.NotAfter;
        meter.Answered(AnswerSource.Signed);
        var signed = await responder.SignAsync(Array.ConvertAll(statuses, s => new OcspAnswer(s.Id, s.Status, thisUpdate, nextUpdate)), request, now, ct);
        return new StatusAnswer(signed.Value, thisUpdate, nextUpdate);
    }

    private async ValueTask<Lookup> LookAsync(DateTimeOffset now, CancellationToken ct)
    {
        if (IsRecent(now))
        {
            return lookup;
        }

        await looking.WaitAsync(ct);
        try
        {
            if (!IsRecent(now))
            {
                await using var scope = scopes.CreateAsyncScope();
                lookup = await ReadAsync(scope.ServiceProvider, now, ct);
            }

            return lookup;
        }
        finally
        {
            looking.Release();
        }
    }

    // A clock that was set back looks like a look into the future: then it is looked again.
    private bool IsRecent(DateTimeOffset now) => now - lookup.LookedAt is { } ago && ago < Lookout && ago > -Lookout;

    private async Task<Lookup> ReadAsync(IServiceProvider services, DateTimeOffset now, CancellationToken ct)
    {
        var register = services.GetRequiredService<StatusRegister>();
        var changed = await register.ChangedSinceAsync(now - Overlap, MostChanges, ct);
        if (changed.Count == MostChanges)
        {
            cache.Clear();
        }

        foreach (var (issuerId, serial) in changed)
        {
            Forget(issuerId, serial);
        }

        return now - lookup.SignersReadAt < SignersReadEvery && now >= lookup.SignersReadAt
            ? lookup with { LookedAt = now }
            : new Lookup(await loading.LoadAsync(services.GetRequiredService<IssuerSource>(), register, now, ct), now, now);
    }

    private sealed record Lookup(IReadOnlyList<StatusResponder> Responders, DateTimeOffset LookedAt, DateTimeOffset SignersReadAt);
}
