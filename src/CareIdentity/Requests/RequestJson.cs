using System.Text.Json;
using CareIdentity.Audit;
using CareIdentity.People;

namespace CareIdentity.Requests;

/// <summary>The person asked for, as stored with the request.</summary>
internal static class RequestJson
{
    public static string Write(PersonalDetails person) => JsonSerializer.Serialize(person, AuditJson.Options);

    public static PersonalDetails Read(string details) =>
        JsonSerializer.Deserialize<PersonalDetails>(details, AuditJson.Options) ?? throw new InvalidOperationException("A request holds no person.");
}
