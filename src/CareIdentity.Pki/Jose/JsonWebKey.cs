using System.Formats.Asn1;
using System.Text.Json;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Keys;

namespace CareIdentity.Pki.Jose;

/// <summary>
/// A public key in JSON (RFC 7517) that signatures may be checked with: good by <see cref="KeyPolicy"/>, meant for signing, and for one algorithm.
/// </summary>
public sealed class JsonWebKey
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    private JsonWebKey(SubjectPublicKey key, JoseAlgorithm algorithm, string? keyId) => (Key, Algorithm, KeyId) = (key, algorithm, keyId);

    public SubjectPublicKey Key { get; }

    public JoseAlgorithm Algorithm { get; }

    public string? KeyId { get; }

    /// <summary>One key.</summary>
    public static Checked<JsonWebKey> Parse(ReadOnlyMemory<byte> json) => Read(json, Of);

    /// <summary>A set (RFC 7517 §5): refused as a whole where one of them is, or where two have one name.</summary>
    public static Checked<IReadOnlyList<JsonWebKey>> ParseSet(ReadOnlyMemory<byte> json) => Read(json, root =>
    {
        var keys = new List<JsonWebKey>();
        foreach (var member in root.GetProperty("keys").EnumerateArray())
        {
            keys.Add(Of(member));
        }

        var names = keys.Select(key => key.KeyId).ToList();
        return keys.Count > 0 && !names.Contains(null) && names.Distinct().Count() == names.Count
            ? (IReadOnlyList<JsonWebKey>)keys
            : throw new PkiFormatException("The keys of a set are told apart by \"kid\" (RFC 7517 §4.5).");
    });

    private static Checked<T> Read<T>(ReadOnlyMemory<byte> json, Func<JsonElement, T> read)
        where T : class
    {
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            return Checked<T>.FromValue(read(document.RootElement));
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException or KeyNotFoundException or PkiFormatException)
        {
            return new Finding("KeyIsOneToVerifyWith", "RFC 7517 §4; RFC 7518 §6", malformed.Message);
        }
    }

    private static JsonWebKey Of(JsonElement json)
    {
        var type = json.GetProperty("kty").GetString();
        var key = SubjectPublicKey.Parse(type switch
        {
            "EC" => EcOf(json),
            "RSA" => RsaOf(json),
            _ => throw new PkiFormatException("Only elliptic-curve and RSA keys are taken: a shared secret proves nothing to a third."),
        });
        if (KeyPolicy.Check(key) is [var weak, ..])
        {
            throw new PkiFormatException(weak.ToString());
        }

        // RFC 7517 §4.2, §4.3: what the key is meant for.
        if (Text(json, "use") is not (null or "sig") || (json.TryGetProperty("key_ops", out var operations) && !operations.EnumerateArray().Any(operation => operation.GetString() is "verify" or "sign")))
        {
            throw new PkiFormatException("The key is not meant for signatures.");
        }

        // RFC 8725 §3.1: a key is for one algorithm, and the key says which, never the message.
        var named = Text(json, "alg");
        var algorithm = named is null ? JoseAlgorithm.Of(key.Kind) : JoseAlgorithm.Find(named);
        return algorithm is not null && algorithm.Kind == key.Kind
            ? new JsonWebKey(key, algorithm, Text(json, "kid"))
            : throw new PkiFormatException("The key does not say for which algorithm it is, or for one that it cannot be.");
    }

    // RFC 7518 §6.2.1: each coordinate as long as the field.
    private static byte[] EcOf(JsonElement json)
    {
        var (curve, octets) = Text(json, "crv") switch
        {
            "P-256" => (Oids.P256, 32),
            "P-384" => (Oids.P384, 48),
            _ => throw new PkiFormatException("The curve is not P-256 or P-384."),
        };
        var (x, y) = (Octets(json, "x"), Octets(json, "y"));
        return x.Length == octets && y.Length == octets
            ? Info(Oids.EcPublicKey, writer => writer.WriteEncodedValue(curve.Encoded), [0x04, .. x, .. y])
            : throw new PkiFormatException("A coordinate is not as long as the field (RFC 7518 §6.2.1.2).");
    }

    private static byte[] RsaOf(JsonElement json)
    {
        var key = new AsnWriter(AsnEncodingRules.DER);
        using (key.PushSequence())
        {
            key.WriteIntegerUnsigned(Octets(json, "n"));
            key.WriteIntegerUnsigned(Octets(json, "e"));
        }

        return Info(Oids.RsaEncryption, writer => writer.WriteNull(), key.Encode());
    }

    private static byte[] Info(ObjectIdentifier type, Action<AsnWriter> writeParameters, byte[] bits)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteEncodedValue(type.Encoded);
                writeParameters(writer);
            }

            writer.WriteBitString(bits);
        }

        return writer.Encode();
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() ?? throw new PkiFormatException($"\"{name}\" is null.") : null;

    private static byte[] Octets(JsonElement json, string name)
    {
        var octets = Base64UrlText.Decode(json.GetProperty(name).GetString()!);
        return octets.Length > 0 && (octets[0] != 0 || name is "x" or "y") ? octets : throw new PkiFormatException($"\"{name}\" is empty or has a leading zero (RFC 7518 §2).");
    }
}
