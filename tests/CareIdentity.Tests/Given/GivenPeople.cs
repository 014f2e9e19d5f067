using CareIdentity.People;
using CareIdentity.Requests;

namespace CareIdentity.Tests.Given;

/// <summary>Asha Patel, who is unknown at first, and what she brings to be registered.</summary>
public static class GivenPeople
{
    public static readonly PersonalDetails Asha = new() { GivenName = "Asha", FamilyName = "Patel", DateOfBirth = new DateOnly(1988, 2, 10) };

    public static VerifiedPerson Verified(PersonalDetails details, DateOnly today, params Guid[] notTheSameAs) => new()
    {
        Details = details,
        Documents =
        [
            new RecordedDocument { Kind = DocumentKind.Find("other-passport")!, Issuer = "India", Number = $"P{details.GivenName.Length}{details.DateOfBirth:yyyyMMdd}", ExpiresOn = today.AddYears(3) },
            new RecordedDocument { Kind = DocumentKind.Find("utility-bill")!, Issuer = "Severn Water", IssuedOn = today.AddMonths(-1) },
            new RecordedDocument { Kind = DocumentKind.Find("bank-statement")!, Issuer = "Harbour Bank", IssuedOn = today.AddMonths(-2) },
        ],
        Manner = CheckManner.FaceToFace,
        Photo = Photo.Read(TestPhoto).Value,
        NotTheSameAs = notTheSameAs,
    };

    public static RaiseRegistrationRequest Registration(PersonalDetails details, DateOnly today, Guid? positionId) => new()
    {
        Organisation = Given.Pharmacy,
        Person = details,
        PositionId = positionId,
        StartsOn = positionId is null ? null : today,
        Note = "Starts on Monday",
    };

    private static byte[] TestPhoto =>
    [
        0xFF, 0xD8, 0xFF, 0xC0, 0x00, 0x08, 8, 500 >> 8, 500 & 0xFF, 400 >> 8, 400 & 0xFF, 1, 0xFF, 0xDA, 0x00, 0x03, 1, 1, 2, 3, 0xFF, 0xD9,
    ];
}
