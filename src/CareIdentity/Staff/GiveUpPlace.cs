using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Staff;

public sealed record GiveUpPlaceRequest
{
    public required Guid SessionId { get; init; }

    public required Guid ProfileId { get; init; }
}

/// <summary>A place becomes free again for another.</summary>
public sealed class GiveUpPlace(CareIdentityDb db, PlannedSessions sessions, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<Done>> ExecuteAsync(GiveUpPlaceRequest request, Actor actor, CancellationToken ct)
    {
        if ((await sessions.FindAsync(request.SessionId, ct)).IsRefused(out var missing, out var planned))
        {
            return missing;
        }

        if (request.ProfileId != actor.ProfileId && await sessions.CheckPlaceAsync(planned, request.ProfileId, actor, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        var place = await db.TrainingPlaces.FirstOrDefaultAsync(p => p.SessionId == request.SessionId && p.ProfileId == request.ProfileId && p.State == PlaceState.Booked, ct);
        if (place is null)
        {
            return TrainingRefusals.NotBooked;
        }

        if (planned.Session.GiveBack(clock.GetUtcNow()) is { } refusal)
        {
            return refusal;
        }

        place.State = PlaceState.GivenUp;
        audit.Record(actor, Reason.None, new PlaceGivenUp { Course = planned.Course.Facts, Session = planned.Facts, ProfileId = request.ProfileId });

        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }
}
