using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.People;

namespace CareIdentity.Requests;

/// <summary>In whose name a system asks: the sponsor who approved what it asks by.</summary>
/// <param name="RaisedAs">As the request shows it.</param>
internal sealed record AskedFor(Guid Sponsor, string RaisedAs, RequestSource Source, string Note);

/// <summary>
/// Makes requests that no page was used for. They are of the same kinds and under the same rules: whoever raised them stands on the
/// sponsor's side for ever. The verb around it takes that side in the ledger, adds them, records the event and saves.
/// </summary>
public sealed class RequestsForSponsor(TimeProvider clock)
{
    internal AccessRequest Registration(OdsCode organisation, PersonalDetails person, AskedFor by) =>
        New(RequestKind.CreateProfile, organisation, $"{person.GivenName} {person.FamilyName}".Trim(), by, details: RequestJson.Write(person));

    internal AccessRequest Assignment(Position position, string subjectName, Guid? subject, Guid? waitsFor, DateOnly startsOn, DateOnly? expiresOn, AskedFor by)
    {
        var asked = New(RequestKind.AssignPosition, position.Organisation, subjectName, by, position.Id, startsOn, expiresOn, waitsFor);
        if (subject is { } profile)
        {
            asked.IsAbout(profile);
        }

        return asked;
    }

    internal AccessRequest OtherEnd(PositionAssignment held, Profile profile, OdsCode organisation, DateOnly? expiresOn, AskedFor by)
    {
        var asked = New(RequestKind.ChangeAssignment, organisation, profile.FullName, by, held.PositionId, null, expiresOn, assignment: held.Id);
        asked.IsAbout(profile.Id);
        return asked;
    }

    internal AccessRequest Details(Profile profile, OdsCode organisation, IReadOnlyList<DetailsChange> changes, AskedFor by)
    {
        var asked = New(RequestKind.ChangeDetails, organisation, profile.FullName, by, details: RequestJson.Write(changes));
        asked.IsAbout(profile.Id);
        return asked;
    }

    private AccessRequest New(
        RequestKind kind, OdsCode organisation, string subjectName, AskedFor by, Guid? position = null, DateOnly? startsOn = null, DateOnly? expiresOn = null, Guid? waitsFor = null, string? details = null, Guid? assignment = null) => new()
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            Reference = RequestReference.Create(),
            Kind = kind,
            Source = by.Source,
            Organisation = organisation,
            SubjectName = subjectName,
            RaisedBy = by.Sponsor,
            RaisedBySide = DutySide.Sponsor,
            RaisedAs = by.RaisedAs,
            RaisedAt = clock.GetUtcNow(),
            CountsFrom = clock.Today(),
            Note = by.Note,
            Details = details,
            PositionId = position,
            AssignmentId = assignment,
            StartsOn = startsOn,
            ExpiresOn = expiresOn,
            WaitsFor = waitsFor,
        };
}
