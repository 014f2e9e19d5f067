using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Requests;

public sealed record HandOverRequestRequest
{
    public required Guid RequestId { get; init; }

    /// <summary>Who shall have it; null: everybody who may decide it.</summary>
    public Guid? Colleague { get; init; }
}

/// <summary>Gives a request to a colleague who may decide it, takes it over, or puts it back on the work-list of everybody.</summary>
public sealed class HandOverRequest(CareIdentityDb db, Authority authority, RequestColleagues colleagues, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<Done>> ExecuteAsync(HandOverRequestRequest request, Actor actor, CancellationToken ct)
    {
        var asked = await db.AccessRequests.FirstOrDefaultAsync(r => r.Id == request.RequestId, ct);
        if (asked is null)
        {
            return RequestRefusals.NotFound;
        }

        if (await authority.CheckAsync(actor, RequestRules.FunctionToDecide(asked.Kind, asked.EscalatedAt is not null), asked.Organisation, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        var had = asked.AssignedTo;
        var now = clock.GetUtcNow();
        if ((asked.HandOver(actor.ProfileId, now, request.Colleague) ?? await colleagues.CheckAsync(asked, request.Colleague, actor, ct)) is { } refusal)
        {
            return refusal;
        }

        if (had == request.Colleague)
        {
            return Done.Instance;
        }

        db.RequestSteps.Add(RequestStep.Of(asked, RequestStepKind.HandedOver, actor, now, null));
        audit.Record(actor, Reason.None, new RequestHandedOver
        {
            RequestId = asked.Id,
            Reference = asked.Reference,
            ProfileId = asked.SubjectId,
            GivenTo = request.Colleague,
            GivenToName = await db.Profiles.Where(p => p.Id == request.Colleague).Select(p => p.GivenName + " " + p.FamilyName).FirstOrDefaultAsync(ct),
        });

        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }
}

/// <summary>Those to whom a request can be given.</summary>
public sealed class RequestColleagues(RoleHolders holders, DutyLedger duties)
{
    private const int Most = 200;

    /// <summary>At the organisation and its RA, each once, by name; never who raised it.</summary>
    public async Task<IReadOnlyList<RoleHolder>> OfAsync(RequestView asked, CancellationToken ct) =>
        [.. (await WhoMayAsync(RequestRules.FunctionToDecide(asked.Kind, asked.EscalatedAt is not null), asked.Organisation, ct)).Where(holder => holder.ProfileId != asked.RaisedById && holder.ProfileId != asked.SubjectId).DistinctBy(holder => holder.ProfileId)];

    internal async Task<Refusal?> CheckAsync(AccessRequest asked, Guid? colleague, Actor actor, CancellationToken ct)
    {
        if (colleague is not { } person)
        {
            return null;
        }

        // The actor's own authority was asked already, and may come from further above than the list reaches.
        var may = person == actor.ProfileId || (await WhoMayAsync(RequestRules.FunctionToDecide(asked.Kind, asked.EscalatedAt is not null), asked.Organisation, ct)).Any(holder => holder.ProfileId == person);
        var stands = asked.SubjectId is { } subject ? await duties.WouldRefuseAsync(subject, person, DutySide.Agent, ct) : null;
        return may && stands is null ? null : RequestRefusals.ColleagueCannotDecide;
    }

    private Task<IReadOnlyList<RoleHolder>> WhoMayAsync(RaFunction function, OdsCode organisation, CancellationToken ct) =>
        holders.WhoCanAsync(function, organisation, Most, ct);
}

public sealed record RequestHandedOver : CareEvent
{
    public required Guid RequestId { get; init; }

    public required RequestReference Reference { get; init; }

    public Guid? ProfileId { get; init; }

    /// <summary>Null: everybody who may decide it.</summary>
    public Guid? GivenTo { get; init; }

    public string? GivenToName { get; init; }

    public override string InWords => GivenTo is null ? $"Gave the request {Reference} back to everybody who may decide it." : $"Gave the request {Reference} to {GivenToName}.";

    public override IEnumerable<AuditSubject> Subjects => ProfileId is { } profile
        ? [AuditSubject.Request(RequestId), AuditSubject.Profile(profile)]
        : [AuditSubject.Request(RequestId)];
}
