using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Organisations;

public sealed record WithdrawMoveRequest
{
    public required Guid MoveId { get; init; }

    public required string Reason { get; init; }
}

/// <summary>A planned move does not happen after all. It stays in the history as withdrawn.</summary>
public sealed class WithdrawMove(CareIdentityDb db, Authority authority, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<Done>> ExecuteAsync(WithdrawMoveRequest request, Actor actor, CancellationToken ct)
    {
        var move = await db.OrganisationMoves.FirstOrDefaultAsync(m => m.Id == request.MoveId, ct);
        if (move is null)
        {
            return OrganisationRefusals.MoveNotFound;
        }

        if (await MoveAuthority.CheckAsync(authority, actor, move.Organisation, move.FromParent, move.ToParent, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        if (string.IsNullOrWhiteSpace(request.Reason) || request.Reason.Length > 1000)
        {
            return OrganisationRefusals.ReasonMissing;
        }

        if (move.Withdraw(clock.GetUtcNow(), request.Reason.Trim()) is { } refusal)
        {
            return refusal;
        }

        audit.Record(actor, new Reason(request.Reason.Trim()), OrganisationMoveEnded.From(move));

        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }
}

/// <summary>A planned move was withdrawn, or could not be carried out on its day.</summary>
public sealed record OrganisationMoveEnded : CareEvent
{
    public required Guid MoveId { get; init; }

    public required OdsCode Organisation { get; init; }

    public OdsCode? ToParent { get; init; }

    public required DateOnly EffectiveOn { get; init; }

    public required MoveState State { get; init; }

    internal static OrganisationMoveEnded From(OrganisationMove move) => new()
    {
        MoveId = move.Id,
        Organisation = move.Organisation,
        ToParent = move.ToParent,
        EffectiveOn = move.EffectiveOn,
        State = move.State,
    };

    public override string InWords => State is MoveState.Withdrawn
        ? $"Withdrew the move of {Organisation} below {ToParent?.Value ?? "nothing"}, planned for {EffectiveOn:d MMMM yyyy}."
        : $"The move of {Organisation} below {ToParent?.Value ?? "nothing"}, planned for {EffectiveOn:d MMMM yyyy}, could not be carried out.";

    public override IEnumerable<AuditSubject> Subjects => new[] { Organisation, ToParent }.OfType<OdsCode>().Select(AuditSubject.Organisation);
}
