using System.Globalization;
using System.Text;
using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Tlv;

namespace CareIdentity.Cards.Piv.Objects;

/// <summary>
/// The card holder unique identifier (SP 800-73-4 Part 1 §3.1.2, Table 9). Anybody may read it, without contact too, so it names the card and
/// never the holder: no cardholder UUID, and a FASC-N that says "not a federal card".
/// </summary>
/// <param name="CardUuid">Tells this issue of this card from every other; random (RFC 9562 §5.4), as §3.4.1 allows.</param>
public sealed record CardHolderUniqueIdentifier(Guid CardUuid, DateOnly ExpiresOn)
{
    private const int FascN = 0x30;
    private const int CardUuidTag = 0x34;
    private const int ExpirationDate = 0x35;
    private const int IssuerSignature = 0x3E;
    private const int ErrorDetectionCode = 0xFE;

    // Agency 9999, system 9999, credential 999999, series 0, issue 1, person 0000000000, category 3, organisation 0000, association 1 (TIG SCEPACS 2.3 §6).
    private static readonly byte[] NotFederal =
    [
        0xD4, 0xE7, 0x39, 0xDA, 0x73, 0x9C, 0xED, 0x39, 0xCE, 0x73, 0x9D, 0x83, 0x68,
        0x58, 0x21, 0x08, 0x42, 0x10, 0x84, 0x21, 0xC8, 0x42, 0x10, 0xC3, 0xEB,
    ];

    // 30 FASC-N, 34 card UUID, 35 expiration date YYYYMMDD, 3E issuer's signature (empty: the certificates prove the card), FE error detection code
    public byte[] Encode()
    {
        var tlv = new TlvWriter();
        tlv.Write(FascN, NotFederal);
        tlv.Write(CardUuidTag, CardUuid.ToByteArray(bigEndian: true));
        tlv.Write(ExpirationDate, Encoding.ASCII.GetBytes(ExpiresOn.ToString("yyyyMMdd", CultureInfo.InvariantCulture)));
        tlv.Write(IssuerSignature, []);
        tlv.Write(ErrorDetectionCode, []);
        return tlv.Encode();
    }

    /// <exception cref="CardProtocolException">No card UUID or no date inside.</exception>
    public static CardHolderUniqueIdentifier Decode(ReadOnlySpan<byte> content)
    {
        var reader = new TlvReader(content);
        var uuid = reader.Find(CardUuidTag);
        var date = Encoding.ASCII.GetString(reader.Find(ExpirationDate));
        return uuid.Length == 16 && DateOnly.TryParseExact(date, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var expiresOn)
            ? new CardHolderUniqueIdentifier(new Guid(uuid, bigEndian: true), expiresOn)
            : throw new CardProtocolException("The card holder unique identifier has no card UUID or no date.");
    }
}
