using System.Text.Json;
using CareIdentity.Data;
using CareIdentity.Kernel;

namespace CareIdentity.Audit;

/// <summary>Adds events to the same context as the change, so that one commit makes both true or neither.</summary>
public sealed class AuditTrail(CareIdentityDb db, TimeProvider clock)
{
    /// <summary>An import tells of some hundred organisations in one event.</summary>
    private const int MostTracked = 50;

    private ushort recorded;

    public void Record(Actor actor, Reason reason, CareEvent happened)
    {
        var row = Row(actor, reason, happened, clock.GetUtcNow());
        db.AuditEvents.Add(row);
        var subjects = SubjectsOf(happened, row.Id);
        if (subjects.Count > MostTracked)
        {
            db.AddMany(subjects);
        }
        else
        {
            db.AuditEventSubjects.AddRange(subjects);
        }
    }

    /// <summary>One event for each of many changes that are saved together.</summary>
    internal void RecordMany(Actor actor, IEnumerable<(Reason Reason, CareEvent Happened)> all) => Record(Write(actor, all));

    /// <summary>As above, of people and times that the caller knows: a population that is generated has a past.</summary>
    internal void RecordMany(IEnumerable<(Actor Actor, Reason Reason, CareEvent Happened, DateTimeOffset At)> all) => Record(Write(all));

    /// <summary>What <see cref="Record(WrittenEvents)"/> takes, made while the context is still at work on something else.</summary>
    internal WrittenEvents Write(Actor actor, IEnumerable<(Reason Reason, CareEvent Happened)> all)
    {
        var at = clock.GetUtcNow();
        return Write(all.Select(one => (actor, one.Reason, one.Happened, at)));
    }

    internal void Record(WrittenEvents written)
    {
        db.AddMany(written.Events);
        db.AddMany(written.Subjects);
    }

    private WrittenEvents Write(IEnumerable<(Actor Actor, Reason Reason, CareEvent Happened, DateTimeOffset At)> all)
    {
        var written = new WrittenEvents([], []);
        foreach (var (actor, reason, happened, at) in all)
        {
            var row = Row(actor, reason, happened, at);
            written.Events.Add(row);
            written.Subjects.AddRange(SubjectsOf(happened, row.Id));
        }

        return written;
    }

    private static List<AuditEventSubject> SubjectsOf(CareEvent happened, Guid eventId) =>
        [.. happened.Subjects.Distinct().Select(subject => new AuditEventSubject { Kind = subject.Kind, Key = subject.Key, EventId = eventId })];

    private AuditEvent Row(Actor actor, Reason reason, CareEvent happened, DateTimeOffset at) =>
        new()
        {
            Id = NextId(at),
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

    /// <summary>UUIDv7 whose rand_a counts (RFC 9562 §6.2 method 1): events of one commit keep their order within the same millisecond.</summary>
    private Guid NextId(DateTimeOffset at)
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(at).TryWriteBytes(bytes, bigEndian: true, out _);
        bytes[6] = (byte)(0x70 | ((recorded >> 8) & 0x0F));
        bytes[7] = (byte)recorded++;
        return new Guid(bytes, bigEndian: true);
    }

    private static string Bounded(string text, int length) => text.Length <= length ? text : string.Concat(text.AsSpan(0, length - 1), "…");
}

/// <summary>Rows of the trail that are still to be recorded.</summary>
internal sealed record WrittenEvents(List<AuditEvent> Events, List<AuditEventSubject> Subjects);
