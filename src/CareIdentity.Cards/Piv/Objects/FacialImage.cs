using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Tlv;

namespace CareIdentity.Cards.Piv.Objects;

/// <summary>
/// The cardholder facial image (SP 800-73-4 Part 1 Table 13), read after the passcode alone. Cards of ours carry none (docs/card-profile.md); it is
/// here for cards of other estates.
/// </summary>
/// <param name="Record">The face in the format that the header names; not looked into.</param>
/// <param name="Signature">CMS over header and record; empty where it was not signed.</param>
public sealed record FacialImage(BiometricHeader Header, ReadOnlyMemory<byte> Record, ReadOnlyMemory<byte> Signature)
{
    private const int ImageForVisualVerification = 0xBC;
    private const int ErrorDetectionCode = 0xFE;

    // BC { header, record, signature }, FE error detection code
    public byte[] Encode()
    {
        var tlv = new TlvWriter();
        tlv.Write(ImageForVisualVerification, [.. Header.Encode(Record.Length, Signature.Length), .. Record.Span, .. Signature.Span]);
        tlv.Write(ErrorDetectionCode, []);
        return tlv.Encode();
    }

    /// <exception cref="CardProtocolException">No face, or lengths that do not add up.</exception>
    public static FacialImage Decode(ReadOnlySpan<byte> content)
    {
        var image = new TlvReader(content).Read(ImageForVisualVerification);
        var header = BiometricHeader.Decode(image, out var recordLength, out var signatureLength);
        if (header.RecordFormat != BiometricHeader.FaceFormat || header.BiometricType != BiometricHeader.Face)
        {
            throw new CardProtocolException("The biometric record is not a face.");
        }

        var rest = image[BiometricHeader.Length..];
        return recordLength <= rest.Length && rest.Length - recordLength == signatureLength
            ? new FacialImage(header, rest[..recordLength].ToArray(), rest[recordLength..].ToArray())
            : throw new CardProtocolException("The lengths of a biometric record do not add up.");
    }
}
