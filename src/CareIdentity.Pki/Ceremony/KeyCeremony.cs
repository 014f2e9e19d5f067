using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Issuing;
using CareIdentity.Pki.Keys;
using CareIdentity.Pki.Profiles;

namespace CareIdentity.Pki.Ceremony;

/// <summary>What a ceremony leaves: public things, a sealed key, and shares that are handed to people.</summary>
public sealed record CeremonyOutcome
{
    public required ParsedCertificate Root { get; init; }

    public required ParsedCertificate Issuing { get; init; }

    public required ReadOnlyMemory<byte> RootList { get; init; }

    public required SealedRoot Sealed { get; init; }

    public required IReadOnlyList<SecretShare> Shares { get; init; }
}

/// <summary>
/// Makes an offline root and certifies the first issuing authority below it. Before anything is handed out, the sealed key is opened
/// again from shares: the first and the last of them that suffice.
/// </summary>
public static class KeyCeremony
{
    public static async Task<Checked<CeremonyOutcome>> HoldAsync(CeremonyPlan plan, CertificationRequest request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (plan.Problems() is { Count: > 0 } problems)
        {
            return new Finding("PlanHolds", "certificate policy §6.2", string.Join(' ', problems));
        }

        using var store = new InMemoryKeyStore();
        var keyName = KeyName.Parse(plan.RootSlug);
        var (sealedRoot, shares) = SealedRoot.Create(keyName, plan.SharesNeeded, plan.Shares, store);
        var profile = CertificateProfile.Create(new ProfileOptions { Purpose = CertificatePurpose.RootAuthority, Realm = plan.Realm, Arc = plan.Arc }).Value;
        var root = await RootCeremony.CreateAsync(
            profile, plan.SubjectParent.With((Oids.CommonName, plan.RootName)), SerialNumber.Create(), now, keyName, store, cancellationToken).ConfigureAwait(false);
        if (!root.Passed)
        {
            return Checked<CeremonyOutcome>.FromFindings(root.Findings);
        }

        var session = new RootSession(root.Value, keyName, store);
        var issuing = await session.CertifyAsync(plan, request, SerialNumber.Create(), now, cancellationToken).ConfigureAwait(false);
        if (!issuing.Passed)
        {
            return Checked<CeremonyOutcome>.FromFindings(issuing.Findings);
        }

        var list = await session.ListAsync(1, [], now, cancellationToken).ConfigureAwait(false);
        if (!list.Passed)
        {
            return Checked<CeremonyOutcome>.FromFindings(list.Findings);
        }

        var opens = await OpensAsync(sealedRoot, keyName, [.. shares.Take(plan.SharesNeeded)], root.Value, cancellationToken).ConfigureAwait(false)
            && await OpensAsync(sealedRoot, keyName, [.. shares.TakeLast(plan.SharesNeeded)], root.Value, cancellationToken).ConfigureAwait(false);
        return opens
            ? new CeremonyOutcome { Root = root.Value, Issuing = issuing.Value, RootList = list.Value, Sealed = sealedRoot, Shares = shares }
            : new Finding("SharesOpenTheRoot", "certificate policy §6.2", "The sealed root does not open from its shares.");
    }

    private static async Task<bool> OpensAsync(
        SealedRoot sealedRoot, KeyName keyName, IReadOnlyList<SecretShare> shares, ParsedCertificate root, CancellationToken cancellationToken)
    {
        using var store = new InMemoryKeyStore();
        return sealedRoot.TryOpen(keyName, shares, store)
            && await store.FindPublicKeyAsync(keyName, cancellationToken).ConfigureAwait(false) is { } key
            && key.Span.SequenceEqual(root.PublicKey.Span);
    }
}
