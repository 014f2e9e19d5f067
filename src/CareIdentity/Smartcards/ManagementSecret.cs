using System.Security.Cryptography;
using CareIdentity.Cards.Piv;

namespace CareIdentity.Smartcards;

/// <summary>A management key for as long as it is in use; zeroed by whoever asked for it.</summary>
internal sealed class ManagementSecret(PivAlgorithm algorithm, byte[] key) : IDisposable
{
    public PivAlgorithm Algorithm => algorithm;

    public ReadOnlyMemory<byte> Key => key;

    public void Dispose() => CryptographicOperations.ZeroMemory(key);

    /// <summary>Never the key.</summary>
    public override string ToString() => $"{nameof(ManagementSecret)} {algorithm}";
}
