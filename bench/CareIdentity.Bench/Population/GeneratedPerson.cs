using CareIdentity.Kernel;

namespace CareIdentity.Bench.Population;

/// <summary>Somebody who does not exist.</summary>
public sealed record GeneratedPerson(Guid Id, UserUuid Uuid, string GivenName, string? MiddleNames, string FamilyName, DateOnly DateOfBirth, int OrganisationNumber);
