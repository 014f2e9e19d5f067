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
public sealed class HandOverRequest(CareIdentityDb db, RequestsInHand asking, RequestColleagues colleagues, RequestNews news, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<Done>> ExecuteAsync(HandOverRequestRequest request, Actor actor, CancellationToken ct)
    {
        if ((await asking.FindToDecideAsync(request.RequestId, actor, ct)).IsRefused(out var notAllowed, out var asked))
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
        await news.TellGivenAsync([asked], request.Colleague, actor, ct);

        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }
}

public sealed record RequestHandedOver : RequestEvent
{
    /// <summary>Null: everybody who may decide it.</summary>
    public Guid? GivenTo { get; init; }

    public string? GivenToName { get; init; }

    public override string InWords => GivenTo is null ? $"Gave the request {Reference} back to everybody who may decide it." : $"Gave the request {Reference} to {GivenToName}.";
}
