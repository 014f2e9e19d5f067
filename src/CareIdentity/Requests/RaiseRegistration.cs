using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Requests;

public sealed record RaiseRegistrationRequest
{
    public required OdsCode Organisation { get; init; }

    public required PersonalDetails Person { get; init; }

    /// <summary>The position that they shall hold once registered; null to ask for the profile alone.</summary>
    public Guid? PositionId { get; init; }

    public DateOnly? StartsOn { get; init; }

    public DateOnly? ExpiresOn { get; init; }

    public required string Note { get; init; }
}

/// <summary>The references to quote: of the registration, and of the position that waits for it.</summary>
public sealed record RegistrationRaised(Guid RegistrationId, RequestReference Registration, Guid? AssignmentRequestId, RequestReference? Assignment);

/// <summary>A sponsor asks for an unknown person to be registered, with a position at the sponsor's organisation (features.md row 18).</summary>
public sealed class RaiseRegistration(CareIdentityDb db, Authority authority, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<RegistrationRaised>> ExecuteAsync(RaiseRegistrationRequest request, Actor actor, CancellationToken ct)
    {
        if (await authority.CheckAsync(actor, RaFunction.RaiseRequest, request.Organisation, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        var organisation = await db.Organisations.AsNoTracking().FirstOrDefaultAsync(o => o.Code == request.Organisation, ct);
        var position = request.PositionId is { } positionId ? await db.Positions.AsNoTracking().FirstOrDefaultAsync(p => p.Id == positionId, ct) : null;
        if (Decide(request, organisation, position) is { } refusal)
        {
            return refusal;
        }

        var registration = Raise(request, actor, RequestKind.CreateProfile, null, null);
        var assignment = position is null ? null : Raise(request, actor, RequestKind.AssignPosition, position, registration.Id);
        db.AccessRequests.Add(registration);
        if (assignment is not null)
        {
            db.AccessRequests.Add(assignment);
        }

        audit.Record(actor, new Reason(request.Note), new RegistrationRequested
        {
            RequestId = registration.Id,
            Reference = registration.Reference,
            Organisation = request.Organisation,
            SubjectName = registration.SubjectName,
            AssignmentRequestId = assignment?.Id,
            PositionName = position?.Name,
        });

        return await db.SaveAsync(ct) is { } refused
            ? refused
            : new RegistrationRaised(registration.Id, registration.Reference, assignment?.Id, assignment?.Reference);
    }

    private Refusal? Decide(RaiseRegistrationRequest request, Organisation? organisation, Position? position)
    {
        var today = clock.Today();
        if (organisation is null)
        {
            return OrganisationRefusals.NotFound(request.Organisation.Value);
        }

        if (!organisation.IsOpen)
        {
            return OrganisationRefusals.Closed(organisation.Code, organisation.Name);
        }

        if (request.PositionId is not null && (position is null || position.Organisation != request.Organisation || position.State is PositionState.Closed))
        {
            return AccessRefusals.PositionNotFound;
        }

        if (position is not null && (request.StartsOn is null || request.StartsOn < today))
        {
            return AccessRefusals.StartInPast;
        }

        if (request.ExpiresOn < request.StartsOn)
        {
            return AccessRefusals.EndBeforeStart;
        }

        return string.IsNullOrWhiteSpace(request.Note) ? RequestRefusals.NoteMissing : PersonalDetailsRules.Check(request.Person, today);
    }

    private AccessRequest Raise(RaiseRegistrationRequest request, Actor actor, RequestKind kind, Position? position, Guid? waitsFor) => Raise(
        kind, request.Organisation, request.Person, actor.ProfileId, actor.ActingAs, request.Note, clock.GetUtcNow(),
        position?.Id, position is null ? null : request.StartsOn, position is null ? null : request.ExpiresOn, waitsFor);

    /// <summary>As a sponsor raises it, also where what they asked for began in another room.</summary>
    internal static AccessRequest Raise(
        RequestKind kind, OdsCode organisation, PersonalDetails person, Guid raisedBy, string raisedAs, string note, DateTimeOffset at,
        Guid? position = null, DateOnly? startsOn = null, DateOnly? expiresOn = null, Guid? waitsFor = null, RequestSource source = RequestSource.Portal) => new()
        {
            Id = Guid.CreateVersion7(at),
            Reference = RequestReference.Create(),
            Kind = kind,
            Source = source,
            Organisation = organisation,
            SubjectName = $"{person.GivenName} {person.FamilyName}".Trim(),
            RaisedBy = raisedBy,
            RaisedBySide = DutySide.Sponsor,
            RaisedAs = raisedAs,
            RaisedAt = at,
            CountsFrom = ClockDates.OnDay(at),
            Note = note.Trim(),
            Details = kind is RequestKind.CreateProfile ? RequestJson.Write(person) : null,
            PositionId = position,
            StartsOn = startsOn,
            ExpiresOn = expiresOn,
            WaitsFor = waitsFor,
        };
}

public sealed record RegistrationRequested : CareEvent
{
    public required Guid RequestId { get; init; }

    public required RequestReference Reference { get; init; }

    public required OdsCode Organisation { get; init; }

    public required string SubjectName { get; init; }

    public Guid? AssignmentRequestId { get; init; }

    public string? PositionName { get; init; }

    public override string InWords =>
        $"Requested a profile for {SubjectName} at {Organisation}{(PositionName is null ? "" : $", with the position {PositionName}")} ({Reference}).";

    public override IEnumerable<AuditSubject> Subjects => AssignmentRequestId is { } assignment
        ? [AuditSubject.Request(RequestId), AuditSubject.Request(assignment), AuditSubject.Organisation(Organisation)]
        : [AuditSubject.Request(RequestId), AuditSubject.Organisation(Organisation)];
}
