using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Requests;

/// <summary>
/// Undecided requests about the merged profile, and those that it raised, go on with the other; one is withdrawn where the person would be asked
/// for twice, or where somebody would stand on two sides. Those that it was to decide go back to everybody who may.
/// </summary>
public sealed class RequestsOfMerged(CareIdentityDb db, DutyLedger duties, AuditTrail audit, TimeProvider clock) : IMergesWithProfile
{
    public async Task<IReadOnlyList<MergedThing>> WhatBecomesAsync(MergingProfiles profiles, CancellationToken ct)
    {
        var decided = await db.AccessRequests.CountAsync(
            r => (r.SubjectId == profiles.Merged || r.RaisedBy == profiles.Merged) && r.State != RequestState.Open && r.State != RequestState.Returned, ct);
        return
        [
            .. (await PlanAsync(profiles, ct)).Select(asked => new MergedThing(
                asked.EndsBecause is null ? MergeFate.Moves : MergeFate.Ends,
                $"Request {asked.Request.Reference} for {asked.Request.SubjectName}",
                asked.EndsBecause)),
            .. decided == 0 ? Array.Empty<MergedThing>() : [new MergedThing(MergeFate.Stays, decided == 1 ? "One request that is decided" : $"{decided} requests that are decided")],
        ];
    }

    public async Task<Refusal?> MergeAsync(MergingProfiles profiles, Actor actor, Reason reason, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        foreach (var (asked, endsBecause) in await PlanAsync(profiles, ct))
        {
            if (endsBecause is not null)
            {
                asked.FollowInto(RequestState.Withdrawn, null, now, endsBecause);
                await RejectRequest.FollowAsync(db, asked, RequestState.Withdrawn, null, now, ct);
                audit.Record(actor, reason, new RequestWithdrawn { RequestId = asked.Id, Reference = asked.Reference, ProfileId = profiles.Surviving });
                continue;
            }

            if (asked.SubjectId == profiles.Merged)
            {
                asked.IsAbout(profiles.Surviving);
            }

            if (asked.RaisedBy == profiles.Merged)
            {
                asked.RaisedBy = profiles.Surviving;
                if (asked.SubjectId is { } subject && await duties.TakeAsync(subject, profiles.Surviving, DutySide.Sponsor, ct) is { } refusal)
                {
                    return refusal;
                }
            }

            if (asked.AssignedTo == profiles.Surviving)
            {
                asked.BackToEverybody();
            }

            audit.Record(actor, reason, new RequestMoved { RequestId = asked.Id, Reference = asked.Reference, ProfileId = profiles.Surviving });
        }

        foreach (var asked in await UndecidedAsync(db.AccessRequests.Where(r => r.AssignedTo == profiles.Merged), ct))
        {
            asked.BackToEverybody();
            db.RequestSteps.Add(RequestStep.Of(asked, RequestStepKind.HandedOver, actor, now, null));
            audit.Record(actor, reason, new RequestHandedOver { RequestId = asked.Id, Reference = asked.Reference, ProfileId = asked.SubjectId });
        }

        return null;
    }

    private async Task<List<Asked>> PlanAsync(MergingProfiles profiles, CancellationToken ct)
    {
        var (surviving, merged) = (profiles.Surviving, profiles.Merged);
        var sides = await duties.OfPersonAsync(surviving, ct);
        var open = await UndecidedAsync(db.AccessRequests.Where(r => r.SubjectId == surviving), ct);
        var plan = new List<Asked>();
        foreach (var asked in await UndecidedAsync(db.AccessRequests.Where(r => r.SubjectId == merged || r.RaisedBy == merged), ct))
        {
            var because = asked.SubjectId == merged
                ? asked.Kind is RequestKind.ChangeDetails or RequestKind.CloseProfile or RequestKind.ReopenProfile ? "It was about the profile that is merged."
                    : open.Exists(other => (other.Kind, other.PositionId, other.AssignmentId) == (asked.Kind, asked.PositionId, asked.AssignmentId)) ? "The same is asked for under the other profile."
                    : asked.RaisedBy == merged || sides.Refuses(asked.RaisedBy, DutySide.Sponsor) ? "Who raised it stood on the other side of this person."
                    : null
                : asked.SubjectId is { } subject && await duties.WouldRefuseAsync(subject, surviving, DutySide.Sponsor, ct) is not null
                    ? "Under the other profile, the person who raised it stood on the other side." : null;
            plan.Add(new Asked(asked, because));
        }

        return plan;
    }

    private static Task<List<AccessRequest>> UndecidedAsync(IQueryable<AccessRequest> requests, CancellationToken ct) =>
        requests.Where(r => r.State == RequestState.Open || r.State == RequestState.Returned).OrderBy(r => r.RaisedAt).ThenBy(r => r.Id).ToListAsync(ct);

    /// <param name="EndsBecause">Null where it goes on.</param>
    private sealed record Asked(AccessRequest Request, string? EndsBecause);
}

public sealed record RequestMoved : RequestEvent
{
    public override string InWords => $"Moved the request {Reference} to the other profile of the same person.";
}
