using CareIdentity.Pki.Encoding;
using Xunit;

namespace CareIdentity.Tests.Pki.Encoding;

public sealed class DerReaderTests
{
    [Theory]
    [InlineData("30", "cut off after the tag")]
    [InlineData("3080", "indefinite length")]
    [InlineData("308102", "long form of a short length")]
    [InlineData("30820002AABB", "leading zero octet in a length")]
    [InlineData("30850000000001", "five length octets")]
    [InlineData("3084FFFFFFFF", "length above what is there")]
    [InlineData("3003AABB", "content cut off")]
    [InlineData("1F8101", "tag of two octets")]
    public void A_length_or_tag_that_is_not_DER_is_refused(string hex, string why)
    {
        var thrown = Record.Exception(() => ReadAny(hex));

        Assert.True(thrown is PkiFormatException, why);
    }

    [Theory]
    [InlineData("0200")]
    [InlineData("02020001")]
    [InlineData("0202FF80")]
    public void An_integer_that_is_not_minimal_is_refused(string hex) =>
        Assert.Throws<PkiFormatException>(() => new DerReader(Convert.FromHexString(hex)).ReadInteger());

    [Theory]
    [InlineData("010100", false)]
    [InlineData("0101FF", true)]
    public void A_boolean_is_00_or_FF(string hex, bool expected) => Assert.Equal(expected, new DerReader(Convert.FromHexString(hex)).ReadBoolean());

    [Theory]
    [InlineData("010101")]
    [InlineData("0100")]
    [InlineData("01020000")]
    public void Any_other_boolean_is_refused(string hex) => Assert.Throws<PkiFormatException>(() => new DerReader(Convert.FromHexString(hex)).ReadBoolean());

    [Theory]
    [InlineData("0600")]
    [InlineData("0602802A")]
    [InlineData("06032A8001")]
    [InlineData("06022A80")]
    public void An_object_identifier_that_is_not_minimal_is_refused(string hex) =>
        Assert.Throws<PkiFormatException>(() => new DerReader(Convert.FromHexString(hex)).ReadObjectIdentifier());

    [Fact]
    public void Positions_are_absolute_inside_nested_elements()
    {
        byte[] der = [0x30, 0x05, 0x30, 0x03, 0x04, 0x01, 0xAA];
        var outer = new DerReader(der);
        var inner = outer.EnterSequence();
        var innermost = inner.EnterSequence();

        var content = innermost.Read(DerTag.OctetString);

        Assert.Equal(new DerRange(6, 1), content);
        innermost.RequireEnd();
        inner.RequireEnd();
        outer.RequireEnd();
    }

    [Theory]
    [InlineData("170D3439313233313233353935395A", "2049-12-31T23:59:59Z")]
    [InlineData("170D3530303130313030303030305A", "1950-01-01T00:00:00Z")]
    [InlineData("180F32303530303130313030303030305A", "2050-01-01T00:00:00Z")]
    public void Times_are_read_and_written_in_the_form_of_their_year(string hex, string expected)
    {
        var reader = new DerReader(Convert.FromHexString(hex));
        var time = DerTime.Read(ref reader, out _);

        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), time);
        var written = new byte[17];
        Assert.Equal(hex, Convert.ToHexString(written.AsSpan(0, DerTime.Write(time, written))));
    }

    [Theory]
    [InlineData("170B323630333031303930305A", "no seconds")]
    [InlineData("1711323630333031303930303030202B3031", "an offset")]
    [InlineData("170D3236303333323039303030305A", "the 32nd of March")]
    [InlineData("170D3235303232393039303030305A", "the 29th of February 2025")]
    [InlineData("170D3236303330313039303036305A", "second 60")]
    [InlineData("170D32363033303130393030303058", "no Z")]
    [InlineData("181332303236303330313039303030302E355A5A5A", "a fraction")]
    public void Any_other_time_is_refused(string hex, string why)
    {
        var thrown = Record.Exception(() =>
        {
            var reader = new DerReader(Convert.FromHexString(hex));
            DerTime.Read(ref reader, out _);
        });

        Assert.True(thrown is PkiFormatException, why);
    }

    private static void ReadAny(string hex) => new DerReader(Convert.FromHexString(hex)).ReadAny(out _);
}
