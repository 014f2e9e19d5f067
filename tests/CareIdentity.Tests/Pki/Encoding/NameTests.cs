using System.Security.Cryptography.X509Certificates;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Profiles;
using CareIdentity.Tests.Pki;
using Xunit;

namespace CareIdentity.Tests.Pki.Encoding;

public sealed class NameTests
{
    private static readonly DistinguishedName Operator = DistinguishedName.Of((Oids.Country, "GB"), (Oids.Organisation, "Trust, North"));

    [Fact]
    public void Dotnet_reads_a_name_as_it_was_written()
    {
        var theirs = new X500DistinguishedName(Operator.Encoded.ToArray());

        Assert.Equal("O=\"Trust, North\", C=GB", theirs.Name);
        Assert.Equal("O=Trust\\, North,C=GB", Operator.ToString());
    }

    [Fact]
    public void The_subject_of_a_card_gives_back_the_UUID()
    {
        var subject = PkiGiven.AProfile().SubjectFor(PkiGiven.Holder);

        Assert.True(SubjectUuid.TryRead(subject, out var uuid));
        Assert.Equal(PkiGiven.Holder, uuid);
        Assert.Equal("CN=555012345678,serialNumber=555012345678,OU=Training,O=Care Identity Service", subject.ToString());
    }

    [Fact]
    public void A_subject_whose_two_UUIDs_differ_gives_none()
    {
        var subject = DistinguishedName.Of((Oids.SerialNumber, "555012345678"), (Oids.CommonName, "555012345679"));

        Assert.False(SubjectUuid.TryRead(subject, out var uuid));
        Assert.Null(uuid);
    }

    [Fact]
    public void A_subject_with_two_serial_numbers_gives_none()
    {
        var subject = DistinguishedName.Of((Oids.SerialNumber, "555012345678"), (Oids.SerialNumber, "555012345678"), (Oids.CommonName, "555012345678"));

        Assert.False(SubjectUuid.TryRead(subject, out _));
    }

    [Fact]
    public void A_name_is_under_its_beginning_and_under_nothing_else()
    {
        var below = Operator.With((Oids.CommonName, "x"));

        Assert.True(below.IsUnder(Operator));
        Assert.True(below.IsUnder(DistinguishedName.Empty));
        Assert.False(Operator.IsUnder(below));
        Assert.False(below.IsUnder(DistinguishedName.Of((Oids.Country, "GB"), (Oids.Organisation, "Trust"))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("55501234567")]
    [InlineData("5550123456789")]
    [InlineData("55501234567x")]
    [InlineData("٥55012345678")]
    public void Anything_but_twelve_digits_is_no_UUID(string text) => Assert.False(SubjectUuid.TryParse(text, null, out _));

    [Theory]
    [InlineData("1.3.6.1.4.1.32473.1.100.1.1")]
    [InlineData("2.999.4294967296")]
    [InlineData("0.0")]
    public void An_object_identifier_keeps_its_text(string text)
    {
        var parsed = ObjectIdentifier.Parse(text);

        Assert.Equal(text, ObjectIdentifier.FromContent(parsed.Content).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("3.1")]
    [InlineData("1.40")]
    [InlineData("1.2..3")]
    [InlineData("1.2.x")]
    public void Text_that_is_no_object_identifier_is_refused(string text) => Assert.False(ObjectIdentifier.TryParse(text, null, out _));
}
