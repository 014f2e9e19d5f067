using System.Security.Cryptography;
using System.Text.Json;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Revocation;
using CareIdentity.Pki.Validation;

namespace CareIdentity.Testing.Limbo;

/// <summary>One path validation case of C2SP x509-limbo, its certificates as octets: reading them is part of validating.</summary>
public sealed record LimboCase
{
    /// <summary>Below the shared data.</summary>
    public const string File = "x509-limbo/limbo-core194.json";

    public required string Id { get; init; }

    public required bool ExpectsSuccess { get; init; }

    public required byte[] Peer { get; init; }

    public required IReadOnlyList<byte[]> Trusted { get; init; }

    public required IReadOnlyList<byte[]> Untrusted { get; init; }

    public required IReadOnlyList<byte[]> Lists { get; init; }

    public required DateTimeOffset At { get; init; }

    public required PathRequirements Requirements { get; init; }

    public static IReadOnlyList<LimboCase> Read(string path)
    {
        using var file = JsonDocument.Parse(System.IO.File.ReadAllBytes(path));
        return [.. file.RootElement.GetProperty("testcases").EnumerateArray().Select(Read)];
    }

    /// <summary>By the project's own validator; null where the path is trusted, otherwise why it is not.</summary>
    public string? WhyNot()
    {
        try
        {
            using var validator = new PathValidator(Trusted.Select(Certificate), Untrusted.Select(Certificate), Requirements, Revocation());
            var verdict = validator.Validate(ParsedCertificate.Parse(Peer), At);
            return verdict.IsTrusted ? null : verdict.Finding?.ToString() ?? "not trusted";
        }
        catch (PkiFormatException malformed)
        {
            return malformed.Message;
        }
    }

    private static ParsedCertificate Certificate(byte[] der) => ParsedCertificate.Parse(der);

    private static LimboCase Read(JsonElement testCase)
    {
        var time = testCase.GetProperty("validation_time");
        return new LimboCase
        {
            Id = testCase.GetProperty("id").GetString()!,
            ExpectsSuccess = testCase.GetProperty("expected_result").GetString() == "SUCCESS",
            Peer = Octets(testCase.GetProperty("peer_certificate")),
            Trusted = All(testCase, "trusted_certs"),
            Untrusted = All(testCase, "untrusted_intermediates"),
            Lists = All(testCase, "crls"),
            // Cases without a time are of certificates that are valid in any year of this century.
            At = time.ValueKind == JsonValueKind.Null ? new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero) : time.GetDateTimeOffset(),
            Requirements = RequirementsOf(testCase),
        };
    }

    // Without lists a case says nothing about revocation.
    private RevocationCheck Revocation() =>
        Lists.Count == 0 ? (_, _, _) => RevocationState.Good : new RevocationLists(Lists.Select(der => ParsedCrl.Parse(der)).ToList()).StateOf;

    private static PathRequirements RequirementsOf(JsonElement testCase)
    {
        var purposes = Texts(testCase, "extended_key_usage");
        var depth = testCase.GetProperty("max_chain_depth");
        return new PathRequirements
        {
            MostIntermediates = depth.ValueKind == JsonValueKind.Null ? 8 : depth.GetInt32(),
            ExtendedKeyUsage = purposes.Contains("serverAuth") ? Oids.ServerAuthentication : purposes.Contains("clientAuth") ? Oids.ClientAuthentication : null,
            KeyUsage = Texts(testCase, "key_usage").Contains("digitalSignature") ? KeyUsages.DigitalSignature : KeyUsages.None,
        };
    }

    private static List<byte[]> All(JsonElement testCase, string name) => [.. testCase.GetProperty(name).EnumerateArray().Select(Octets)];

    private static byte[] Octets(JsonElement pem)
    {
        var text = pem.GetString()!;
        return Convert.FromBase64String(text[PemEncoding.Find(text).Base64Data]);
    }

    private static List<string?> Texts(JsonElement testCase, string name) => [.. testCase.GetProperty(name).EnumerateArray().Select(text => text.GetString())];
}
