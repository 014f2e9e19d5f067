using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Messages;

public sealed record SendMessageAgainRequest
{
    public required Guid MessageId { get; init; }
}

/// <summary>A message that was given up is tried again, as if it were new.</summary>
public sealed class SendMessageAgain(CareIdentityDb db, Authority authority, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<Done>> ExecuteAsync(SendMessageAgainRequest request, Actor actor, CancellationToken ct)
    {
        if (await authority.CheckAsync(actor, RaFunction.LookAfterMessages, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        var message = await db.Messages.FirstOrDefaultAsync(m => m.Id == request.MessageId, ct);
        if (message is null)
        {
            return MessageRefusals.NotFound;
        }

        if (message.SendAgain(clock.GetUtcNow()) is { } refusal)
        {
            return refusal;
        }

        audit.Record(actor, Reason.None, new MessageSentAgain { MessageId = message.Id, Kind = message.Kind, About = message.About, Organisation = message.Organisation });

        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }
}

public sealed record MessageSentAgain : CareEvent
{
    public required Guid MessageId { get; init; }

    public required MessageKind Kind { get; init; }

    public required string About { get; init; }

    public required OdsCode Organisation { get; init; }

    public override string InWords => $"Had a message about {About} sent again that had been given up.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Organisation(Organisation)];
}
