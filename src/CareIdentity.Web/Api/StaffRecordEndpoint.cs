using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.StaffRecords;
using Microsoft.AspNetCore.Http.Features;

namespace CareIdentity.Web.Api;

/// <summary>
/// <c>PUT /api/staff-records/{employee}/{number}</c>: what a staff record says of one employee, whole, from its own client (HTTP Basic, RFC 7617).
/// The same again changes nothing. docs/staff-record-interface.md describes it.
/// </summary>
internal static class StaffRecordEndpoint
{
    private const int MostBytes = 16 * 1024;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        MaxDepth = 4,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static void MapStaffRecords(this IEndpointRouteBuilder routes) => routes.MapPut("/api/staff-records/{employee}/{number:long}", PutAsync);

    private static async Task<IResult> PutAsync(string employee, long number, HttpContext http, StaffClients clients, ReceiveStaffRecord receive, StaffRecordPace pace)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (!pace.MayTry(http))
        {
            return Problem(StatusCodes.Status429TooManyRequests, "staff-record.too-many", "Too many wrong secrets came from this address. Wait ten minutes.");
        }

        if (Credentials(http) is not { } shown || await clients.FindAsync(shown.Name, shown.Secret, http.TraceIdentifier, http.RequestAborted) is not { } client)
        {
            pace.WasWrong(http);
            http.Response.Headers.WWWAuthenticate = "Basic realm=\"staff records\", charset=\"UTF-8\"";
            return Problem(StatusCodes.Status401Unauthorized, "staff-record.client-unknown", "The client is unknown or its secret is wrong.");
        }

        if (!pace.MaySend(client.SourceId))
        {
            return Problem(StatusCodes.Status429TooManyRequests, "staff-record.too-many", $"At most {StaffRecordPace.RecordsAMinute} records a minute. Wait a minute, or send a file.");
        }

        var (said, wrong) = await ReadAsync(http);
        if (wrong is not null)
        {
            return wrong;
        }

        if (Told(said!, employee, number).IsRefused(out var unreadable, out var told))
        {
            return Refused(unreadable);
        }

        var outcome = await receive.ExecuteAsync(new ReceiveStaffRecordRequest { SourceId = client.SourceId, Told = told }, client.Actor, http.RequestAborted);
        return outcome.Match(
            received => Results.Json(
                new Answer(Word(received.Effect), received.Words, received.Again, [.. received.Requests.Select(r => r.ToString())], [.. received.Conflicts.Select(c => new AnsweredConflict(Word(c.Kind), c.Words))]),
                Json,
                statusCode: received.Conflicts.Any(c => c.Kind is StaffConflictKind.SaidOtherwise) ? StatusCodes.Status409Conflict : StatusCodes.Status200OK),
            Refused);
    }

    /// <summary>Bounded before it is read, strict as it is read: a field that we do not know is an error, not a loss.</summary>
    private static async Task<(Said? Said, IResult? Wrong)> ReadAsync(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MostBytes;
        }

        if (http.Request.ContentLength > MostBytes)
        {
            return (null, Problem(StatusCodes.Status413PayloadTooLarge, "staff-record.too-large", "A record has at most 16 KB."));
        }

        if (!http.Request.HasJsonContentType())
        {
            return (null, Problem(StatusCodes.Status415UnsupportedMediaType, "staff-record.not-json", "Send application/json."));
        }

        try
        {
            return await JsonSerializer.DeserializeAsync<Said>(http.Request.Body, Json, http.RequestAborted) is { } said
                ? (said, null)
                : (null, Problem(StatusCodes.Status400BadRequest, "staff-record.not-json", "The body is empty."));
        }
        catch (JsonException e)
        {
            return (null, Problem(StatusCodes.Status400BadRequest, "staff-record.not-json", $"The body is not such a record: {e.Path ?? "$"} cannot be read."));
        }
        catch (BadHttpRequestException e)
        {
            return (null, Problem(e.StatusCode, "staff-record.too-large", "A record has at most 16 KB."));
        }
    }

    private static Outcome<StaffTold> Told(Said said, string employee, long number)
    {
        Refusal? wrong = null;
        var told = new StaffTold
        {
            EmployeeNumber = employee,
            Sequence = number,
            Organisation = Value<OdsCode>(said.Organisation, "organisation") ?? OdsCode.NationalLocumPharmacy,
            Person = new PersonalDetails
            {
                Title = Text(said.Title, "title", 40),
                GivenName = Text(said.GivenName, "givenName", 100) ?? "",
                MiddleNames = Text(said.MiddleNames, "middleNames", 100),
                FamilyName = Text(said.FamilyName, "familyName", 100) ?? "",
                DateOfBirth = Date(said.DateOfBirth, "dateOfBirth"),
                NationalInsuranceNumber = Value<NationalInsuranceNumber>(said.NationalInsuranceNumber, "nationalInsuranceNumber"),
                Email = Value<EmailAddress>(said.Email, "email"),
            },
            Uuid = Value<UserUuid>(said.Uuid, "uuid"),
            StaffPosition = Text(said.StaffPosition, "staffPosition", StaffTold.LongestPosition),
            StartsOn = Date(said.FirstDay, "firstDay"),
            LeavesOn = Date(said.LeavesOn, "leavesOn"),
        };
        return wrong is null ? told : wrong;

        T? Value<T>(string? text, string field)
            where T : class, IStringValue<T>
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                return null;
            }

            if (text.Length <= 200 && T.TryParse(text, out var value))
            {
                return value;
            }

            wrong ??= StaffRecordRefusals.Wrong(field, $"{field} cannot be read.");
            return null;
        }

        string? Text(string? text, string field, int most)
        {
            var trimmed = text?.Trim();
            wrong ??= trimmed?.Length > most ? StaffRecordRefusals.Wrong(field, $"{field} is longer than {most} characters.")
                : trimmed?.Any(char.IsControl) is true ? StaffRecordRefusals.Wrong(field, $"{field} has a character that nobody can read.")
                : null;
            return string.IsNullOrEmpty(trimmed) ? null : trimmed;
        }

        DateOnly? Date(string? text, string field)
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                return null;
            }

            if (DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            {
                return date;
            }

            wrong ??= StaffRecordRefusals.Wrong(field, $"{field} is not a date such as 2027-03-31.");
            return null;
        }
    }

    /// <summary>RFC 7617 §2: name and secret, UTF-8, base64.</summary>
    private static (string Name, string Secret)? Credentials(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase) || header.Length > 400)
        {
            return null;
        }

        Span<byte> octets = stackalloc byte[400];
        if (!Convert.TryFromBase64String(header[6..].Trim(), octets, out var count))
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(octets[..count]);
        return text.IndexOf(':', StringComparison.Ordinal) is > 0 and var at ? (text[..at], text[(at + 1)..]) : null;
    }

    private static IResult Refused(Refusal refusal) => Results.Json(
        new Error(refusal.Code, refusal.Message, refusal.Why, refusal.Next, refusal.Field is { Length: > 0 } field ? char.ToLowerInvariant(field[0]) + field[1..] : null),
        Json,
        statusCode: refusal.Code switch
        {
            "staff-record.suspended" or "staff-record.not-its-site" => StatusCodes.Status403Forbidden,
            "staff-record.said-otherwise" or "changed-by-someone-else" => StatusCodes.Status409Conflict,
            _ => StatusCodes.Status422UnprocessableEntity,
        });

    private static IResult Problem(int status, string code, string message) => Results.Json(new Error(code, message, null, null, null), Json, statusCode: status);

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    private sealed record Said(
        string? Organisation, string? Title, string? GivenName, string? MiddleNames, string? FamilyName, string? DateOfBirth, string? NationalInsuranceNumber, string? Email,
        string? Uuid, string? StaffPosition, string? FirstDay, string? LeavesOn);

    private sealed record Answer(string Effect, string Words, bool Again, IReadOnlyList<string> Requests, IReadOnlyList<AnsweredConflict> Conflicts);

    private sealed record AnsweredConflict(string Kind, string Words);

    private sealed record Error(string Code, string Message, string? Why, string? Next, string? Field);
}
