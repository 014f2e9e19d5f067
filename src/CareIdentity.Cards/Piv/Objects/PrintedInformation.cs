using System.Globalization;
using System.Text;
using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Tlv;

namespace CareIdentity.Cards.Piv.Objects;

/// <summary>
/// What is printed on a card, for programs (SP 800-73-4 Part 1 Table 14), read after the passcode alone. Cards of ours carry none
/// (docs/card-profile.md); it is here for cards of other estates.
/// </summary>
public sealed record PrintedInformation(string Name, string Affiliation, DateOnly ExpiresOn, string CardSerial, string Issuer)
{
    private const int NameTag = 0x01;
    private const int AffiliationTag = 0x02;
    private const int ExpirationDate = 0x04;
    private const int AgencyCardSerialNumber = 0x05;
    private const int IssuerIdentification = 0x06;
    private const int AffiliationLine1 = 0x07;
    private const int AffiliationLine2 = 0x08;
    private const int ErrorDetectionCode = 0xFE;
    private const string DateForm = "yyyyMMMdd";

    /// <summary>Of the organisation; empty where nothing is printed.</summary>
    public string Line1 { get; init; } = "";

    public string Line2 { get; init; } = "";

    // 01 name, 02 employee affiliation, 04 expiration date YYYYMMMDD, 05 card serial number, 06 issuer, [07, 08 organisation], FE error detection code
    public byte[] Encode()
    {
        var tlv = new TlvWriter();
        Write(tlv, NameTag, Name);
        Write(tlv, AffiliationTag, Affiliation);
        Write(tlv, ExpirationDate, ExpiresOn.ToString(DateForm, CultureInfo.InvariantCulture).ToUpperInvariant());
        Write(tlv, AgencyCardSerialNumber, CardSerial);
        Write(tlv, IssuerIdentification, Issuer);
        if (Line1.Length > 0)
        {
            Write(tlv, AffiliationLine1, Line1);
        }

        if (Line2.Length > 0)
        {
            Write(tlv, AffiliationLine2, Line2);
        }

        tlv.Write(ErrorDetectionCode, []);
        return tlv.Encode();
    }

    /// <exception cref="CardProtocolException">Something mandatory is missing, or the date is none.</exception>
    public static PrintedInformation Decode(ReadOnlySpan<byte> content)
    {
        var reader = new TlvReader(content);
        var (name, affiliation, date) = (Text(reader.Read(NameTag)), Text(reader.Read(AffiliationTag)), Text(reader.Read(ExpirationDate)));
        var (serial, issuer) = (Text(reader.Read(AgencyCardSerialNumber)), Text(reader.Read(IssuerIdentification)));
        return DateOnly.TryParseExact(date, DateForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var expiresOn)
            ? new PrintedInformation(name, affiliation, expiresOn, serial, issuer)
            {
                Line1 = reader.HasMore && reader.IsNext(AffiliationLine1) ? Text(reader.Read(AffiliationLine1)) : "",
                Line2 = reader.HasMore && reader.IsNext(AffiliationLine2) ? Text(reader.Read(AffiliationLine2)) : "",
            }
            : throw new CardProtocolException("The date that is printed on a card is none.");
    }

    private static void Write(TlvWriter tlv, int tag, string text) => tlv.Write(tag, Encoding.ASCII.GetBytes(text));

    private static string Text(ReadOnlySpan<byte> value) => Encoding.ASCII.GetString(value);
}
