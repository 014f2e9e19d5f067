using CareIdentity.Audit;
using CareIdentity.Certificates;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Smartcards;

/// <summary>
/// Gives up unfinished work for good. Certificates that it made and that never became active are revoked or made void. What it left on the
/// card is worth nothing: a card in stock is written over by the next issue, one that is somebody's is repaired, cleared or cancelled.
/// </summary>
public sealed class StopCardOperation(CareIdentityDb db, CardAuthority authority, CertificateRegister certificates, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<Done>> ExecuteAsync(Guid operationId, Reason reason, Actor actor, CancellationToken ct)
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

        var now = clock.GetUtcNow();
        if (operation.IsOver || operation.IsRunning(now))
        {
            return operation.IsOver ? SmartcardRefusals.OperationOver : SmartcardRefusals.OperationRunning;
        }

        operation.Abandon(now);
        await certificates.AbandonAsync(operation.Id, actor, ct);

        audit.Record(actor, reason, CardOperationStopped.Of(operation));

        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }
}

public sealed record CardOperationStopped : CareEvent
{
    public required Guid OperationId { get; init; }

    public required CardOperationKind Kind { get; init; }

    public required Guid ProfileId { get; init; }

    public Guid? SmartcardId { get; init; }

    public override string InWords => "Gave up unfinished work on a smartcard.";

    public override IEnumerable<AuditSubject> Subjects => SmartcardId is { } card
        ? [AuditSubject.Profile(ProfileId), AuditSubject.Smartcard(card)]
        : [AuditSubject.Profile(ProfileId)];

    internal static CardOperationStopped Of(CardOperation operation) =>
        new() { OperationId = operation.Id, Kind = operation.Kind, ProfileId = operation.ProfileId, SmartcardId = operation.SmartcardId };
}
