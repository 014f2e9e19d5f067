using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.Cryptography;

namespace CareIdentity.Pki.Keys;

/// <summary>
/// Makes usable keys of points of P-256, P-384 and P-521 with the libcrypto that the framework itself stands on. The framework multiplies each point by the
/// order of its curve, which takes longer than checking a signature; on curves of cofactor one it shows nothing more than that the point is on the curve
/// (NIST SP 800-56A Rev. 3 §5.6.2.3.4), and libcrypto sees to that while it reads the point (ADR-0023).
/// </summary>
/// <remarks>
/// Only points of exactly the length of their curve get here, from <see cref="SubjectPublicKey"/>: no ASN.1 of strangers is read by native code. Each key is a
/// copy of one of the same curve that was made once, as finding the curve anew takes ten times as long as the rest.
/// </remarks>
internal static class CurveKeys
{
    // Its name for OpenSSL 3.x; where only another one is, the framework reads keys.
    internal const string Library = "libcrypto.so.3";

    private static readonly nint P256;
    private static readonly nint P384;
    private static readonly nint P521;

    static CurveKeys()
    {
        if (OperatingSystem.IsLinux() && IsTheFrameworks())
        {
            (P256, P384, P521) = (Any(ECCurve.NamedCurves.nistP256), Any(ECCurve.NamedCurves.nistP384), Any(ECCurve.NamedCurves.nistP521));
            AreReadHere = P256 != 0 && P384 != 0 && P521 != 0;
        }
    }

    /// <summary>Whether keys are read this way here.</summary>
    public static bool AreReadHere { get; }

    /// <exception cref="CryptographicException">The point is not on its curve, or a coordinate is not reduced.</exception>
    [SupportedOSPlatform("linux")]
    public static SafeEvpPKeyHandle Read(SubjectPublicKey key)
    {
        var made = new SafeEvpPKeyHandle(Duplicate(Like(key.Kind)), ownsHandle: true);
        var point = key.KeyBits.Span;
        if (made.IsInvalid || SetPoint(made.DangerousGetHandle(), in MemoryMarshal.GetReference(point), point.Length) != 1)
        {
            made.Dispose();
            // What went wrong stays with the thread until somebody reads it: the framework would take it for its own.
            ClearErrors();
            throw new CryptographicException("The point is not one of its curve.");
        }

        return made;
    }

    private static nint Like(PublicKeyKind kind) => kind switch
    {
        PublicKeyKind.EcP256 => P256,
        PublicKeyKind.EcP384 => P384,
        PublicKeyKind.EcP521 => P521,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>A key may not pass from one copy of the library to another: it must be there, and be the version that the framework uses.</summary>
    [SupportedOSPlatform("linux")]
    private static bool IsTheFrameworks()
    {
        try
        {
            return (long)Version().Value == SafeEvpPKeyHandle.OpenSslVersion;
        }
        catch (Exception absent) when (absent is DllNotFoundException or EntryPointNotFoundException or PlatformNotSupportedException)
        {
            return false;
        }
    }

    /// <summary>Some key of a curve, never freed; 0 where it cannot be had.</summary>
    private static nint Any(ECCurve curve)
    {
        using var some = ECDsa.Create(curve);
        var octets = some.ExportSubjectPublicKeyInfo();
        var pinned = GCHandle.Alloc(octets, GCHandleType.Pinned);
        try
        {
            var at = pinned.AddrOfPinnedObject();
            var made = ReadInfo(0, ref at, new CLong(octets.Length));
            ClearErrors();
            return made;
        }
        finally
        {
            pinned.Free();
        }
    }

    [DllImport(Library, EntryPoint = "OpenSSL_version_num", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern CULong Version();

    [DllImport(Library, EntryPoint = "d2i_PUBKEY", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint ReadInfo(nint into, ref nint octets, CLong length);

    [DllImport(Library, EntryPoint = "EVP_PKEY_dup", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Duplicate(nint key);

    [DllImport(Library, EntryPoint = "EVP_PKEY_set1_encoded_public_key", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetPoint(nint key, in byte point, nint length);

    [DllImport(Library, EntryPoint = "ERR_clear_error", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static extern void ClearErrors();
}
