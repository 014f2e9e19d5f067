using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Requests;

/// <summary>Requests that somebody was to decide go to a colleague, or back to everybody, when their role in the Registration Authority ends.</summary>
public sealed class RequestsOfStaff(CareIdentityDb db, RequestColleagues colleagues, RequestNews news, AuditTrail audit, TimeProvider clock) : IHandsOverWork
{
    public async Task<IReadOnlyList<string>> WhatIsOpenAsync(Guid profileId, CancellationToken ct) =>
        await Held(profileId).OrderBy(r => r.RaisedAt).Select(r => $"Request {r.Reference} for {r.SubjectName}").ToListAsync(ct);

    public async Task<Refusal?> HandOverAsync(Guid profileId, Guid? successor, Actor actor, Reason reason, CancellationToken ct)
    {
        var name = await db.Profiles.Where(p => p.Id == successor).Select(p => p.GivenName + " " + p.FamilyName).FirstOrDefaultAsync(ct);
        var held = await Held(profileId).OrderBy(r => r.RaisedAt).ToListAsync(ct);
        foreach (var asked in held)
        {
            if (successor == profileId || await colleagues.CheckAsync(asked, successor, actor, ct) is not null || asked.PassTo(successor) is not null)
            {
                return StaffRefusals.SuccessorCannot;
            }

            db.RequestSteps.Add(RequestStep.Of(asked, RequestStepKind.HandedOver, actor, clock.GetUtcNow(), null));
            audit.Record(actor, reason, new RequestHandedOver { RequestId = asked.Id, Reference = asked.Reference, ProfileId = asked.SubjectId, GivenTo = successor, GivenToName = name });
        }

        // What is sent back is given, too, and with the sponsor until it comes again.
        await news.TellGivenAsync(held, successor, actor, ct);
        return null;
    }

    private IQueryable<AccessRequest> Held(Guid profileId) =>
        db.AccessRequests.Where(r => (r.State == RequestState.Open || r.State == RequestState.Returned) && r.AssignedTo == profileId);
}
