namespace CareIdentity.Cards.Piv;

/// <summary>Sizes that follow from an algorithm, in bytes.</summary>
public static class PivAlgorithms
{
    public static bool IsSymmetric(this PivAlgorithm algorithm) =>
        algorithm is PivAlgorithm.TripleDes or PivAlgorithm.Aes128 or PivAlgorithm.Aes192 or PivAlgorithm.Aes256;

    public static bool IsRsa(this PivAlgorithm algorithm) => algorithm is PivAlgorithm.Rsa2048 or PivAlgorithm.Rsa3072;

    public static bool IsElliptic(this PivAlgorithm algorithm) => algorithm is PivAlgorithm.EccP256 or PivAlgorithm.EccP384;

    /// <summary>A symmetric key; the modulus of an RSA key; a field element of a curve.</summary>
    public static int KeyLength(this PivAlgorithm algorithm) => algorithm switch
    {
        PivAlgorithm.TripleDes or PivAlgorithm.Aes192 => 24,
        PivAlgorithm.Aes128 => 16,
        PivAlgorithm.Aes256 or PivAlgorithm.EccP256 => 32,
        PivAlgorithm.EccP384 => 48,
        PivAlgorithm.Rsa2048 => 256,
        PivAlgorithm.Rsa3072 => 384,
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "Not a PIV algorithm."),
    };

    public static int BlockLength(this PivAlgorithm algorithm) => algorithm switch
    {
        PivAlgorithm.TripleDes => 8,
        PivAlgorithm.Aes128 or PivAlgorithm.Aes192 or PivAlgorithm.Aes256 => 16,
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "Not a block cipher."),
    };
}
