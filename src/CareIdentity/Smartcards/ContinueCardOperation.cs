using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Smartcards;

/// <summary>
/// A new ticket for work that was interrupted: by whoever began it or by a colleague who may. What is on the card is found out when it is
/// back in a reader; nothing has to be remembered by people.
/// </summary>
public sealed class ContinueCardOperation(CareIdentityDb db, CardAuthority authority, OperationTickets tickets, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<AdmittedOperation>> ExecuteAsync(Guid operationId, Actor actor, CancellationToken ct)
    {
        var operation = await db.CardOperations.FirstOrDefaultAsync(o => o.Id == operationId, ct);
        if (operation is null)
        {
            return SmartcardRefusals.OperationNotFound;
        }

        if (await authority.CheckAsync(operation.Kind, operation.ProfileId, operation.SmartcardId, actor, ct) is { } refusal)
        {
            return refusal;
        }

        if (operation.IsOver || operation.IsRunning(clock.GetUtcNow()))
        {
            return operation.IsOver ? SmartcardRefusals.OperationOver : SmartcardRefusals.OperationRunning;
        }

        if (await authority.DecideAsync(operation, actor, ct) is { } wrong)
        {
            return wrong;
        }

        var admitted = tickets.Admit(operation, actor);

        audit.Record(actor, Reason.None, new CardOperationContinued { OperationId = operation.Id, Kind = operation.Kind, ProfileId = operation.ProfileId, SmartcardId = operation.SmartcardId });

        return await db.SaveAsync(ct) is { } refused ? refused : admitted;
    }
}

public sealed record CardOperationContinued : CareEvent
{
    public required Guid OperationId { get; init; }

    public required CardOperationKind Kind { get; init; }

    public required Guid ProfileId { get; init; }

    public Guid? SmartcardId { get; init; }

    public override string InWords => "Continued unfinished work on a smartcard.";

    public override IEnumerable<AuditSubject> Subjects => SmartcardId is { } card
        ? [AuditSubject.Profile(ProfileId), AuditSubject.Smartcard(card)]
        : [AuditSubject.Profile(ProfileId)];
}
