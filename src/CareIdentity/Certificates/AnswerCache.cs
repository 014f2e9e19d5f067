using System.Collections.Concurrent;
using CareIdentity.Pki.Issuing;
using CareIdentity.Pki.Ocsp;

namespace CareIdentity.Certificates;

/// <summary>One certificate by its authority and serial number.</summary>
internal readonly record struct StatusKey(Guid IssuerId, SerialNumber SerialNumber);

/// <summary>An answer that was signed, for as long as it is given.</summary>
internal sealed record KeptAnswer(CertId CertId, StatusAnswer Answer, DateTimeOffset GivenUntil);

/// <summary>What is known of one certificate, and the answers that were signed about it: one for each way of naming it.</summary>
internal sealed class KnownStatus(OcspStatus status)
{
    /// <summary>Two digests, with and without their NULL parameters. Whoever writes a CertID in yet another way has it signed anew.</summary>
    private const int MostAnswers = 4;

    private volatile KeptAnswer[] answers = [];

    public OcspStatus Status => status;

    public StatusAnswer? Find(in CertId id, DateTimeOffset now)
    {
        foreach (var kept in answers)
        {
            if (now < kept.GivenUntil && kept.CertId == id)
            {
                return kept.Answer;
            }
        }

        return null;
    }

    /// <summary>Answers that are given no longer than until then.</summary>
    public IEnumerable<KeptAnswer> Ending(DateTimeOffset until) => answers.Where(kept => kept.GivenUntil <= until);

    /// <summary>Since when the oldest of them has been true.</summary>
    public DateTimeOffset? Oldest => answers.Min(kept => kept.Answer.ThisUpdate);

    /// <summary>Two at once may forget one of theirs: it is signed again.</summary>
    public void Keep(KeptAnswer answer) => answers = [answer, .. answers.Where(kept => kept.CertId != answer.CertId).Take(MostAnswers - 1)];
}

/// <summary>
/// The statuses and answers that a node keeps ready, bounded: what was not asked for while half of its room filled is given up.
/// </summary>
internal sealed class AnswerCache(int most)
{
    private ConcurrentDictionary<StatusKey, KnownStatus> young = new();
    private ConcurrentDictionary<StatusKey, KnownStatus> old = new();
    private int added;

    public KnownStatus? Find(in StatusKey key)
    {
        if (young.TryGetValue(key, out var known))
        {
            return known;
        }

        // Taken out of the old half, not read: a change that is told meanwhile finds it in neither.
        if (old.TryRemove(key, out known))
        {
            Keep(key, known);
        }

        return known;
    }

    public void Keep(in StatusKey key, KnownStatus known)
    {
        young[key] = known;
        if (Interlocked.Increment(ref added) >= most / 2 && Interlocked.Exchange(ref added, 0) > 0)
        {
            old = Interlocked.Exchange(ref young, new ConcurrentDictionary<StatusKey, KnownStatus>());
        }
    }

    /// <summary>What was asked for since half of the room filled.</summary>
    public IEnumerable<KeyValuePair<StatusKey, KnownStatus>> All => young;

    /// <summary>Of each authority, since when the oldest answer has been true that was asked for since then.</summary>
    public IReadOnlyDictionary<Guid, DateTimeOffset> Oldest()
    {
        var oldest = new Dictionary<Guid, DateTimeOffset>();
        foreach (var (key, known) in young)
        {
            if (known.Oldest is { } at && (!oldest.TryGetValue(key.IssuerId, out var before) || at < before))
            {
                oldest[key.IssuerId] = at;
            }
        }

        return oldest;
    }

    public void Forget(in StatusKey key)
    {
        young.TryRemove(key, out _);
        old.TryRemove(key, out _);
    }

    public void Clear() => (young, old) = (new(), new());
}
