using System.Text.Json;
using CareIdentity.Data;
using CareIdentity.Kernel;

namespace CareIdentity.Audit;

/// <summary>Adds events to the same context as the change, so that one commit makes both true or neither.</summary>
public sealed class AuditTrail(CareIdentityDb db, TimeProvider clock)
{
    public void Record(Actor actor, Reason reason, CareEvent happened)
    {
        var at = clock.GetUtcNow();
        var row = new AuditEvent
        {
            Id = Guid.CreateVersion7(at),
            At = at,
            Type = happened.GetType().Name,
            InWords = Bounded(happened.InWords, 1000),
            Detail = JsonSerializer.Serialize(happened, happened.GetType(), AuditJson.Options),
            ActorId = actor.IsService ? null : actor.ProfileId,
            ActorName = Bounded(actor.Name, 200),
            ActingAs = Bounded(actor.ActingAs, 200),
            AssignmentId = actor.AssignmentId,
            Organisation = actor.Organisation,
            Reason = Bounded(reason.Text, 1000),
            Evidence = reason.Evidence is null ? null : Bounded(reason.Evidence, 200),
            SessionId = actor.SessionId,
            CorrelationId = Bounded(actor.CorrelationId, 64),
        };
        db.AuditEvents.Add(row);
        foreach (var subject in happened.Subjects.Distinct())
        {
            db.AuditEventSubjects.Add(new AuditEventSubject { Kind = subject.Kind, Key = subject.Key, EventId = row.Id });
        }
    }

    private static string Bounded(string text, int length) => text.Length <= length ? text : string.Concat(text.AsSpan(0, length - 1), "…");
}
