namespace CareIdentity.Smartcards;

/// <summary>How blank cards come from the maker. Known to everybody, which is why a card gets its own keys before anything else.</summary>
public sealed record SmartcardOptions
{
    /// <summary>9B as cards leave the factory: 01 02 … 08 three times, for triple DES or, on firmware from 5.7 on, for AES-192.</summary>
    public ReadOnlyMemory<byte> FactoryManagementKey { get; init; } = Convert.FromHexString("010203040506070801020304050607080102030405060708");

    /// <summary>
    /// Certificates (DER) of the makers whose cards are taken: a card that attests its keys has to be certified by one of them, and one that cannot
    /// attest is refused. None: every maker's cards are taken.
    /// </summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> MakersCertificates { get; init; } = [];

    /// <summary>Is told what passes between service and cards, for the search of a fault: headers, lengths, status words and times, and never a secret.</summary>
    public Action<string>? Trace { get; init; }

    public string FactoryUnblockingKey { get; init; } = "12345678";
}
