namespace CareIdentity.Pki.Encoding;

/// <summary>Times as RFC 5280 §4.1.2.5 allows them: UTCTime through 2049, GeneralizedTime from 2050, both in whole seconds with Z.</summary>
internal static class DerTime
{
    /// <summary>RFC 5280 §4.1.2.5: "99991231235959Z" says that a certificate has no well-defined end.</summary>
    public static DateTimeOffset Read(ref DerReader reader, out byte tag)
    {
        var range = reader.ReadAny(out tag);
        var text = reader.Span(range);
        return tag switch
        {
            DerTag.UtcTime when text.Length == 13 => Build(UtcYear(Digits(text[..2])), text[2..]),
            DerTag.GeneralizedTime when text.Length == 15 => Build(Digits(text[..4]), text[4..]),
            _ => throw new PkiFormatException("A time is neither UTCTime YYMMDDHHMMSSZ nor GeneralizedTime YYYYMMDDHHMMSSZ (RFC 5280 §4.1.2.5)."),
        };
    }

    /// <summary>Writes the time in the form its year asks for, into at most 17 octets; returns how many.</summary>
    public static int Write(DateTimeOffset time, Span<byte> into)
    {
        var utc = time.UtcDateTime;
        if (utc.Ticks % TimeSpan.TicksPerSecond != 0)
        {
            throw new ArgumentException("X.509 knows whole seconds only.", nameof(time));
        }

        var utcTime = utc.Year is >= 1950 and < 2050;
        into[0] = utcTime ? DerTag.UtcTime : DerTag.GeneralizedTime;
        into[1] = (byte)(utcTime ? 13 : 15);
        var at = 2;
        if (!utcTime)
        {
            Put(into, ref at, utc.Year / 100);
        }

        Put(into, ref at, utc.Year % 100);
        Put(into, ref at, utc.Month);
        Put(into, ref at, utc.Day);
        Put(into, ref at, utc.Hour);
        Put(into, ref at, utc.Minute);
        Put(into, ref at, utc.Second);
        into[at++] = (byte)'Z';
        return at;
    }

    /// <summary>A time that RFC 6960 §4.2.2.1 and RFC 5280 §5.3.2 want as GeneralizedTime whatever the year; always 17 octets.</summary>
    public static int WriteGeneralized(DateTimeOffset time, Span<byte> into)
    {
        var utc = time.UtcDateTime;
        into[0] = DerTag.GeneralizedTime;
        into[1] = 15;
        var at = 2;
        Put(into, ref at, utc.Year / 100);
        Put(into, ref at, utc.Year % 100);
        Put(into, ref at, utc.Month);
        Put(into, ref at, utc.Day);
        Put(into, ref at, utc.Hour);
        Put(into, ref at, utc.Minute);
        Put(into, ref at, utc.Second);
        into[at++] = (byte)'Z';
        return at;
    }

    // RFC 5280 §4.1.2.5.1: two-digit years from 50 are 19YY, the others 20YY.
    private static int UtcYear(int year) => year >= 50 ? 1900 + year : 2000 + year;

    private static DateTimeOffset Build(int year, ReadOnlySpan<byte> rest)
    {
        var (month, day) = (Digits(rest[..2]), Digits(rest[2..4]));
        var (hour, minute, second) = (Digits(rest[4..6]), Digits(rest[6..8]), Digits(rest[8..10]));
        var valid = rest[10] == 'Z' && year >= 1 && month is >= 1 and <= 12 && day >= 1 && hour < 24 && minute < 60 && second < 60
            && day <= DateTime.DaysInMonth(year, month);
        return valid
            ? new DateTimeOffset(year, month, day, hour, minute, second, TimeSpan.Zero)
            : throw new PkiFormatException("A time is not a moment of the calendar in UTC (RFC 5280 §4.1.2.5).");
    }

    private static int Digits(ReadOnlySpan<byte> text)
    {
        var value = 0;
        foreach (var octet in text)
        {
            if (octet is < (byte)'0' or > (byte)'9')
            {
                throw new PkiFormatException("A time holds something other than digits (RFC 5280 §4.1.2.5).");
            }

            value = value * 10 + (octet - '0');
        }

        return value;
    }

    private static void Put(Span<byte> into, ref int at, int twoDigits)
    {
        into[at++] = (byte)('0' + twoDigits / 10);
        into[at++] = (byte)('0' + twoDigits % 10);
    }
}
