using System.Security.Cryptography;
using System.Text.Json;
using CareIdentity.Certificates;
using CareIdentity.Pki.Revocation;
using CareIdentity.Tests.Given;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Tests.Certificates;

/// <summary>What holds of the register whatever went wrong (docs/issuance-cycle.md).</summary>
internal static class RegisterInvariants
{
    private static readonly CancellationToken None = CancellationToken.None;

    public static async Task CheckAsync(GivenCards given, WatchedKeyStore keys, string after)
    {
        var certificates = await given.Ra.InDb(db => db.Certificates.AsNoTracking().ToListAsync(None));
        var signers = await given.Ra.InDb(db => db.OcspSigners.AsNoTracking().ToListAsync(None));
        var services = await given.Ra.InDb(db => db.ServiceCertificates.AsNoTracking().ToListAsync(None));
        var events = await given.Ra.InDb(db => db.AuditEvents.AsNoTracking().OrderBy(e => e.Id).Select(e => new Told(e.Type, e.Detail)).ToListAsync(None));

        NoSerialTwice([.. certificates.Select(c => (c.IssuerId, c.Serial)), .. signers.Select(s => (s.IssuerId, s.Serial)), .. services.Select(s => (s.IssuerId, s.Serial))], after);
        NoSignatureTwice(keys, after);
        await EverySignatureIsOnRecord(given, [.. certificates.Select(c => c.ToBeSigned), .. signers.Select(s => s.ToBeSigned), .. services.Select(s => s.ToBeSigned)], keys, after);
        NoStateWithoutItsEvent(certificates, signers, events, after);
        NoStateWithoutItsEvent(services, events, after);
        await ListNumbersOnlyGrow(given, events, after);
    }

    private static void NoSerialTwice(List<(Guid, string)> serials, string after) => Assert.True(serials.Count == serials.Distinct().Count(), $"{after}: a serial number was used twice.");

    private static void NoSignatureTwice(WatchedKeyStore keys, string after) =>
        Assert.True(keys.Digests.Count == keys.Digests.Select(Convert.ToHexString).Distinct().Count(), $"{after}: the same octets were signed twice.");

    /// <summary>Of lists only what is stored can be compared; of the others there are no more than numbers were taken for.</summary>
    private static async Task EverySignatureIsOnRecord(GivenCards given, IEnumerable<byte[]> toBeSigned, WatchedKeyStore keys, string after)
    {
        var onRecord = toBeSigned.Select(tbs => Convert.ToHexString(SHA256.HashData(tbs))).ToHashSet();
        var others = keys.Digests.Select(Convert.ToHexString).Count(digest => !onRecord.Contains(digest));
        var numbers = await given.Ra.InDb(async db => (await db.RevocationLists.AsNoTracking()
            .Where(l => db.Issuers.Any(i => i.Id == l.IssuerId && i.Kind == IssuerKind.Issuing)).ToListAsync(None)).GroupBy(l => l.Shard).Sum(g => g.Max(l => l.Number)));
        Assert.True(others <= numbers, $"{after}: {others} signatures are not on record, and {numbers} numbers of lists were taken.");
    }

    private static void NoStateWithoutItsEvent(List<CertificateRecord> certificates, List<OcspSignerRecord> signers, List<Told> events, string after)
    {
        foreach (var certificate in certificates)
        {
            string[] expected = certificate.Status switch
            {
                CertificateStatus.Reserved => [nameof(CertificateReserved)],
                CertificateStatus.Void => [nameof(CertificateReserved), nameof(CertificateVoided)],
                CertificateStatus.Issued => [nameof(CertificateReserved), nameof(CertificateSigned)],
                CertificateStatus.Active => [nameof(CertificateReserved), nameof(CertificateSigned), "Smartcard"],
                _ => [nameof(CertificateReserved), nameof(CertificateSigned), nameof(CertificateRevoked), .. events.Any(e => e.IsHandOver && e.Names(certificate.Serial)) ? ["Smartcard"] : Array.Empty<string>()],
            };
            var told = events.Where(e => e.Names(certificate.Serial)).Select(e => e.IsHandOver ? "Smartcard" : e.Type);
            Assert.True(expected.Order(StringComparer.Ordinal).SequenceEqual(told.Order(StringComparer.Ordinal)), $"{after}: a certificate is {certificate.Status}, and told is {string.Join(", ", told)}.");
        }

        foreach (var signer in signers)
        {
            string[] expected = signer.Certificate is null ? [nameof(OcspSignerReserved)] : [nameof(OcspSignerRenewed), nameof(OcspSignerReserved)];
            var told = events.Where(e => e.Names(signer.Serial)).Select(e => e.Type).Order(StringComparer.Ordinal);
            Assert.True(expected.SequenceEqual(told), $"{after}: a signer's events are {string.Join(", ", told)}.");
        }
    }

    private static void NoStateWithoutItsEvent(List<ServiceCertificateRecord> services, List<Told> events, string after)
    {
        foreach (var certificate in services)
        {
            string[] expected = certificate.Status switch
            {
                CertificateStatus.Reserved => [nameof(ServiceCertificateReserved)],
                CertificateStatus.Void => [nameof(ServiceCertificateReserved), nameof(ServiceCertificateVoided)],
                CertificateStatus.Active => [nameof(ServiceCertificateIssued), nameof(ServiceCertificateReserved)],
                _ => [nameof(ServiceCertificateIssued), nameof(ServiceCertificateReserved), nameof(ServiceCertificateRevoked)],
            };
            var told = events.Where(e => e.Names(certificate.Serial)).Select(e => e.Type).Order(StringComparer.Ordinal);
            Assert.True(expected.SequenceEqual(told), $"{after}: a server's certificate is {certificate.Status}, and told is {string.Join(", ", told)}.");
        }
    }

    private static async Task ListNumbersOnlyGrow(GivenCards given, List<Told> events, string after)
    {
        var issued = events.Where(e => e.Type == nameof(RevocationListIssued)).Select(e => e.ToList()).ToList();
        foreach (var shard in issued.GroupBy(list => (list.IssuerId, list.Shard)))
        {
            var numbers = shard.Select(list => list.Number).ToList();
            Assert.True(numbers.Zip(numbers.Skip(1)).All(pair => pair.First < pair.Second), $"{after}: lists were issued as {string.Join(", ", numbers)}.");
        }

        foreach (var list in await given.Ra.InDb(db => db.RevocationLists.AsNoTracking().ToListAsync(None)))
        {
            var parts = await given.Ra.InDb(db => db.RevocationListParts.AsNoTracking().Where(p => p.ListId == list.Id).OrderBy(p => p.Part).Select(p => p.Octets).ToListAsync(None));
            byte[] octets = [.. parts.SelectMany(part => part)];
            Assert.Equal(list.Sha256 is not null, issued.Contains((list.IssuerId, list.Shard, list.Number)));
            if (list.Sha256 is { } digest)
            {
                Assert.Equal(digest, SHA256.HashData(octets));
                Assert.Equal(list.Number, ParsedCrl.Parse(octets).Number);
            }
        }
    }

    private sealed record Told(string Type, string Detail)
    {
        public bool IsHandOver => Type.StartsWith("Smartcard", StringComparison.Ordinal);

        public bool Names(string serial) => Detail.Contains(serial, StringComparison.Ordinal);

        public (Guid IssuerId, int Shard, long Number) ToList()
        {
            var detail = JsonDocument.Parse(Detail).RootElement.EnumerateObject().ToDictionary(p => p.Name, p => p.Value, StringComparer.OrdinalIgnoreCase);
            return (detail["IssuerId"].GetGuid(), detail["Shard"].GetInt32(), detail["Number"].GetInt64());
        }
    }
}
