using CareIdentity.Kernel;

namespace CareIdentity.Bench.Population;

/// <summary>Somebody who does not exist.</summary>
/// <param name="Number">Among those who were chosen to be read.</param>
internal sealed record GeneratedPerson(Guid Id, UserUuid Uuid, string GivenName, string FamilyName, int Number);
