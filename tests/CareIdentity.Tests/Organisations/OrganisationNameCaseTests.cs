using CareIdentity.Organisations;
using Xunit;

namespace CareIdentity.Tests.Organisations;

public sealed class OrganisationNameCaseTests
{
    [Theory]
    [InlineData("THE DENSHAM SURGERY", "The Densham Surgery")]
    [InlineData("STOCKTON-ON-TEES", "Stockton-on-Tees")]
    [InlineData("ST GEORGE'S MEDICAL PRACTICE", "St George's Medical Practice")]
    [InlineData("ST.LUKE'S MEDICAL PRACTICE", "St.Luke's Medical Practice")]
    [InlineData("DR R LYONS' PRACTICE", "Dr R Lyons' Practice")]
    [InlineData("DR HR MCMURRAY'S PRACTICE", "Dr HR McMurray's Practice")]
    [InlineData("O'CONNOR & PARTNERS", "O'Connor & Partners")]
    [InlineData("NHS SOUTH TEES CCG", "NHS South Tees CCG")]
    [InlineData("QUEENS PARK MEDICAL CTR", "Queens Park Medical Ctr")]
    [InlineData("GREENWAY SURGERY_DOW SC", "Greenway Surgery_Dow SC")]
    [InlineData("WALLASEY WIC (VCH)_WIC VCH", "Wallasey WIC (VCH)_WIC VCH")]
    [InlineData("2A STATION STREET", "2A Station Street")]
    [InlineData("1ST FLOOR COLNE HOUSE", "1st Floor Colne House")]
    [InlineData("THAMES HOUSE, THE GREEN", "Thames House, The Green")]
    [InlineData("INTEGRATED CARE 24 LTD", "Integrated Care 24 Ltd")]
    [InlineData("NMP'S TEAM", "NMP's Team")]
    [InlineData("HOSPITAL@HOME", "Hospital@Home")]
    [InlineData("YSBYTY'R CWM", "Ysbyty'r Cwm")]
    public void Capitals_are_shown_as_people_write_them(string inTheFile, string shown)
    {
        Assert.Equal(shown, OrganisationNameCase.Display(inTheFile));
    }

    [Theory]
    [InlineData("The McKenzie Practice")]
    [InlineData("iCare")]
    [InlineData("")]
    public void A_name_with_small_letters_is_left_alone(string name)
    {
        Assert.Equal(name, OrganisationNameCase.Display(name));
    }
}
