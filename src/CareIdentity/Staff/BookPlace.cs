using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Staff;

public sealed record BookPlaceRequest
{
    public required Guid SessionId { get; init; }

    public required Guid ProfileId { get; init; }
}

/// <summary>A place in a session: RA staff for themselves, the Registration Authority for whom it looks after.</summary>
public sealed class BookPlace(CareIdentityDb db, PlannedSessions sessions, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<Done>> ExecuteAsync(BookPlaceRequest request, Actor actor, CancellationToken ct)
    {
        if ((await sessions.FindAsync(request.SessionId, ct)).IsRefused(out var missing, out var planned))
        {
            return missing;
        }

        if (await sessions.CheckPlaceAsync(planned, request.ProfileId, actor, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        if (!await db.Profiles.AnyAsync(p => p.Id == request.ProfileId && p.State == ProfileState.Verified, ct))
        {
            return ProfileRefusals.NotFound;
        }

        var place = await db.TrainingPlaces.FirstOrDefaultAsync(p => p.SessionId == request.SessionId && p.ProfileId == request.ProfileId, ct);
        if (place is { State: PlaceState.Booked })
        {
            return TrainingRefusals.AlreadyBooked;
        }

        if (planned.Session.Take(clock.GetUtcNow()) is { } refusal)
        {
            return refusal;
        }

        if (place is null)
        {
            place = new TrainingPlace { SessionId = request.SessionId, ProfileId = request.ProfileId, State = PlaceState.Booked, BookedAt = clock.GetUtcNow(), BookedBy = actor.ProfileId };
            db.TrainingPlaces.Add(place);
        }

        (place.State, place.BookedAt, place.BookedBy) = (PlaceState.Booked, clock.GetUtcNow(), actor.ProfileId);
        audit.Record(actor, Reason.None, new PlaceBooked { Course = planned.Course.Facts, Session = planned.Facts, ProfileId = request.ProfileId });

        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }
}
