using CareIdentity.Cards.Piv;

namespace CareIdentity.Cards.Virtual;

/// <summary>All that a virtual card keeps without power, its private keys among it: for training and tests, and only as safe as the file that it lies in.</summary>
public sealed record VirtualCardSnapshot
{
    public required string Serial { get; init; }

    public required VirtualReference Pin { get; init; }

    public required VirtualReference Puk { get; init; }

    public required PivAlgorithm ManagementAlgorithm { get; init; }

    public required byte[] ManagementKey { get; init; }

    public required IReadOnlyList<VirtualKeySnapshot> Keys { get; init; }

    /// <summary>Content by the tag of the object in hexadecimal.</summary>
    public required IReadOnlyDictionary<string, byte[]> Objects { get; init; }
}

/// <summary>A PIN or PUK as eight bytes, and the tries that are left.</summary>
public sealed record VirtualReference(byte[] Block, int TriesLeft)
{
    public int MaxTries { get; init; } = 3;
}

/// <summary>A private key (PKCS #8) and where it lies.</summary>
public sealed record VirtualKeySnapshot(byte Slot, PivAlgorithm Algorithm, PivPinPolicy PinPolicy, byte[] PrivateKey);
