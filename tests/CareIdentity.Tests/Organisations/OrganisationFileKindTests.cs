using CareIdentity.Organisations;
using Xunit;

namespace CareIdentity.Tests.Organisations;

public sealed class OrganisationFileKindTests
{
    [Theory]
    [InlineData("epraccur.csv", OrganisationFileKind.Practices)]
    [InlineData("EPRACCUR-2026-02.CSV", OrganisationFileKind.Practices)]
    [InlineData("edispensary.csv", OrganisationFileKind.Pharmacies)]
    [InlineData("etr.csv", OrganisationFileKind.Trusts)]
    [InlineData("ets.csv", OrganisationFileKind.Others)]
    [InlineData("ebranchs.csv", OrganisationFileKind.Others)]
    public void The_published_name_says_which_file_it_is(string name, OrganisationFileKind kind)
    {
        Assert.Equal(kind, OrganisationFileKinds.OfFileName(name));
    }

    [Theory]
    [InlineData("etrain.csv")]
    [InlineData("practices.csv")]
    [InlineData("")]
    public void Another_name_says_nothing(string name)
    {
        Assert.Null(OrganisationFileKinds.OfFileName(name));
    }
}
