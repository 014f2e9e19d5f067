using System.Numerics;

namespace CareIdentity.Pki.Keys;

/// <summary>Faults of RSA moduli that can be seen from the public key alone.</summary>
internal static class RsaFaults
{
    private const int SmallPrimeLimit = 752;

    /// <summary>Primes up to 167: the fewest that the authors of ROCA found enough for every key length (Nemec and others, CCS 2017, §2.3).</summary>
    private const int RocaPrimeLimit = 167;

    private const int SquareModulus = 64 * 63 * 65 * 11;

    /// <summary>CA/Browser Forum Baseline Requirements §6.1.1.3: at least 100 rounds; some to spare.</summary>
    private const int FermatRounds = 110;

    private static readonly int[] SmallPrimes = Primes(SmallPrimeLimit);
    private static readonly BigInteger ProductOfSmallPrimes = SmallPrimes.Aggregate(BigInteger.One, (product, prime) => product * prime);
    private static readonly (int Prime, bool[] InSubgroup)[] RocaMarks = MarkSubgroups();
    private static readonly (int Modulus, bool[] IsSquare)[] SquareResidues = [.. new[] { 64, 63, 65, 11 }.Select(modulus => (modulus, Squares(modulus)))];

    /// <summary>NIST SP 800-89 §5.3.3: one greatest common divisor instead of 132 divisions.</summary>
    public static bool HasSmallFactor(BigInteger modulus) => !BigInteger.GreatestCommonDivisor(modulus, ProductOfSmallPrimes).IsOne;

    /// <summary>
    /// The faulty generator makes primes of the form k·M + (65537^a mod M), M being the product of the first primes. So the modulus is a
    /// power of 65537 modulo each of them; a good modulus is one modulo all of them about once in 2²⁷.
    /// </summary>
    public static bool HasRocaFingerprint(BigInteger modulus) => RocaMarks.All(mark => mark.InSubgroup[(int)(modulus % mark.Prime)]);

    /// <summary>Fermat: n = a² − b² for an a just above √n exactly when the two primes are close.</summary>
    public static bool HasCloseFactors(BigInteger modulus)
    {
        var a = SquareRoot(modulus);
        if (a * a < modulus)
        {
            a++;
        }

        var difference = a * a - modulus;
        for (var round = 0; round < FermatRounds; round++)
        {
            if (IsSquare(difference))
            {
                return true;
            }

            // (a + 1)² − n = (a² − n) + 2a + 1: an addition instead of a multiplication of a thousand bits.
            difference += (a << 1) + 1;
            a++;
        }

        return false;
    }

    private static bool IsSquare(BigInteger value)
    {
        // Squares leave few residues: fewer than one value in a hundred gets as far as the root.
        var residue = (int)(value % SquareModulus);
        foreach (var (modulus, squares) in SquareResidues)
        {
            if (!squares[residue % modulus])
            {
                return false;
            }
        }

        var root = SquareRoot(value);
        return root * root == value;
    }

    // Newton from above: never below the root, so the first step that does not fall has found it.
    private static BigInteger SquareRoot(BigInteger value)
    {
        if (value < 2)
        {
            return value;
        }

        var root = BigInteger.One << (int)((value.GetBitLength() + 1) / 2);
        while (true)
        {
            var next = (root + value / root) >> 1;
            if (next >= root)
            {
                return root;
            }

            root = next;
        }
    }

    private static (int, bool[])[] MarkSubgroups() =>
    [
        .. from prime in SmallPrimes
           where prime <= RocaPrimeLimit && 65537 % prime != 0
           let powers = Powers(prime)
           // Where 65537 generates everything but zero, the prime tells nothing.
           where powers.Count(member => member) < prime - 1
           select (prime, powers),
    ];

    private static bool[] Powers(int prime)
    {
        var members = new bool[prime];
        for (var power = 1; !members[power]; power = power * (65537 % prime) % prime)
        {
            members[power] = true;
        }

        return members;
    }

    private static bool[] Squares(int modulus)
    {
        var squares = new bool[modulus];
        for (var i = 0; i < modulus; i++)
        {
            squares[i * i % modulus] = true;
        }

        return squares;
    }

    private static int[] Primes(int below) => [.. Enumerable.Range(2, below - 2).Where(n => Enumerable.Range(2, n - 2).All(d => d * d > n || n % d != 0))];
}
