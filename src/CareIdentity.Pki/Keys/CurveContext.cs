using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.Cryptography;

namespace CareIdentity.Pki.Keys;

/// <summary>
/// A key of a curve in libcrypto together with the one thing that is done with it, signing or checking, made ready once (ADR-0027). The framework
/// looks the algorithm up and makes it ready anew for each signature. For one thread at a time; several may stand on one key.
/// </summary>
internal sealed class CurveContext : SafeHandle
{
    /// <summary>For the marshaller, and for it alone.</summary>
    internal CurveContext()
        : base(0, ownsHandle: true)
    {
    }

    public override bool IsInvalid => handle == 0;

    /// <exception cref="CryptographicException">libcrypto does not sign with it.</exception>
    [SupportedOSPlatform("linux")]
    public static CurveContext ForSigning(SafeEvpPKeyHandle key) => Begin(key, BeginSigning);

    /// <exception cref="CryptographicException">libcrypto does not check with it.</exception>
    [SupportedOSPlatform("linux")]
    public static CurveContext ForChecking(SafeEvpPKeyHandle key) => Begin(key, BeginChecking);

    /// <summary>The SEQUENCE of RFC 3279 §2.2.3; gives how many octets it took.</summary>
    public int Sign(ReadOnlySpan<byte> digest, Span<byte> signature)
    {
        nint length = signature.Length;
        if (Sign(this, ref MemoryMarshal.GetReference(signature), ref length, in MemoryMarshal.GetReference(digest), digest.Length) == 1)
        {
            return (int)length;
        }

        CurveKeys.ClearErrors();
        throw new CryptographicException("libcrypto did not sign.");
    }

    /// <summary>Whether the signature is right. What is malformed is wrong, and leaves nothing behind on the thread.</summary>
    public bool Checks(ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature)
    {
        // 0 where it is wrong, less where it could not be read.
        var isRight = Check(this, in MemoryMarshal.GetReference(signature), signature.Length, in MemoryMarshal.GetReference(digest), digest.Length) == 1;
        if (!isRight)
        {
            CurveKeys.ClearErrors();
        }

        return isRight;
    }

    protected override bool ReleaseHandle()
    {
        Free(handle);
        return true;
    }

    private static CurveContext Begin(SafeEvpPKeyHandle key, Func<CurveContext, int> begin)
    {
        var made = Create(key, engine: 0);
        if (!made.IsInvalid && begin(made) == 1)
        {
            return made;
        }

        made.Dispose();
        CurveKeys.ClearErrors();
        throw new CryptographicException("libcrypto does not take the key.");
    }

    [DllImport(CurveKeys.Library, EntryPoint = "EVP_PKEY_CTX_new", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern CurveContext Create(SafeEvpPKeyHandle key, nint engine);

    [DllImport(CurveKeys.Library, EntryPoint = "EVP_PKEY_CTX_free", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern void Free(nint context);

    [DllImport(CurveKeys.Library, EntryPoint = "EVP_PKEY_sign_init", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int BeginSigning(CurveContext context);

    [DllImport(CurveKeys.Library, EntryPoint = "EVP_PKEY_verify_init", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int BeginChecking(CurveContext context);

    [DllImport(CurveKeys.Library, EntryPoint = "EVP_PKEY_sign", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sign(CurveContext context, ref byte signature, ref nint signatureLength, in byte digest, nint digestLength);

    [DllImport(CurveKeys.Library, EntryPoint = "EVP_PKEY_verify", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Check(CurveContext context, in byte signature, nint signatureLength, in byte digest, nint digestLength);
}
