using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;

namespace CareIdentity.StaffRecords;

/// <summary>What a staff record may look after and reach.</summary>
public static class StaffFields
{
    public const int MostSites = 200;

    /// <summary>What HR looks after unless the source is set up otherwise. How a person is reached stays theirs.</summary>
    public static readonly IReadOnlyList<string> UsuallyOwned =
    [
        nameof(PersonalDetails.Title), nameof(PersonalDetails.GivenName), nameof(PersonalDetails.MiddleNames), nameof(PersonalDetails.FamilyName),
        nameof(PersonalDetails.DateOfBirth), nameof(PersonalDetails.NationalInsuranceNumber),
    ];

    public static readonly IReadOnlyList<string> MayBeOwned = [.. UsuallyOwned, nameof(PersonalDetails.Email)];
}

/// <summary>
/// A staff record (HR) system that tells of starters, changes and leavers, by file or as a client of the interface. It reaches its own
/// sites and no other. It is nobody: it never sponsors, checks or grants; it asks by mappings that a sponsor has approved.
/// </summary>
internal sealed class StaffSource : IVersioned
{
    public required Guid Id { get; init; }

    public Guid Version { get; set; }

    /// <summary>As people call it, and as the history shows who told: "Riverside staff record".</summary>
    public required string Name { get; set; }

    /// <summary>The Registration Authority that looks after it.</summary>
    public required OdsCode Organisation { get; init; }

    /// <summary>Names of <see cref="PersonalDetails"/>, with commas between.</summary>
    public required string OwnedFields { get; set; }

    /// <summary>SHA-256 of the secret of its client; null: by file only. The secret has 256 random bits, so that nothing slower is needed.</summary>
    public byte[]? SecretHash { get; private set; }

    public DateTimeOffset? SecretMadeAt { get; private set; }

    public required DateTimeOffset SetUpAt { get; init; }

    public required Guid SetUpBy { get; init; }

    /// <summary>Nothing is taken from it until it is lifted.</summary>
    public DateTimeOffset? SuspendedAt { get; set; }

    public List<StaffSourceSite> Sites { get; init; } = [];

    public IReadOnlyList<string> Owned => OwnedFields.Split(',', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A new secret for the client; the one before ends. Shown once, kept by nobody here.</summary>
    public string NewSecret(DateTimeOffset at)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        (SecretHash, SecretMadeAt) = (Hash(secret), at);
        return secret;
    }

    /// <summary>In the same time whether it is near or far off.</summary>
    public bool IsSecret(string offered) => SecretHash is { } hash && CryptographicOperations.FixedTimeEquals(hash, Hash(offered));

    /// <summary>As who it is shown in the history; what it may do is decided by its sites and its mappings.</summary>
    public Actor ToActor(string correlation) => Actor.Service with { Name = Name, ActingAs = "staff record system", CorrelationId = correlation };

    private static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}

/// <summary>A site of a source. Each site has one staff record, so that a person is not told of twice.</summary>
internal sealed class StaffSourceSite
{
    public required OdsCode Organisation { get; init; }

    public required Guid SourceId { get; init; }
}
