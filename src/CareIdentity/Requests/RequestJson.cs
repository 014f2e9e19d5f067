using System.Text.Json;
using CareIdentity.Audit;
using CareIdentity.People;

namespace CareIdentity.Requests;

/// <summary>The person or the changes asked for, as stored with the request.</summary>
internal static class RequestJson
{
    public static string Write(PersonalDetails person) => JsonSerializer.Serialize(person, AuditJson.Options);

    public static string Write(IReadOnlyList<DetailsChange> changes) => JsonSerializer.Serialize(changes, AuditJson.Options);

    public static IReadOnlyList<DetailsChange> ReadChanges(string details) =>
        JsonSerializer.Deserialize<List<DetailsChange>>(details, AuditJson.Options) ?? throw new InvalidOperationException("A request holds no changes.");

    public static PersonalDetails Read(string details) =>
        JsonSerializer.Deserialize<PersonalDetails>(details, AuditJson.Options) ?? throw new InvalidOperationException("A request holds no person.");
}
