using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Requests;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.StaffRecords;

public sealed record ReceiveStaffRecordRequest
{
    public required Guid SourceId { get; init; }

    public required StaffTold Told { get; init; }
}

public sealed record SaidConflict(StaffConflictKind Kind, string Words);

/// <summary>What became of a record, for whoever sent it.</summary>
public sealed record StaffReceived(StaffEffect Effect, string Words, IReadOnlyList<RequestReference> Requests, IReadOnlyList<SaidConflict> Conflicts)
{
    /// <summary>The same came before; nothing was done this time.</summary>
    public bool Again { get; init; }
}

/// <summary>
/// Takes in what a staff record says of one employee: a starter, a change or a leaver, as the whole record is now. Idempotent by employee and
/// number; the highest number counts, in whatever order they come; leaving ends access in this commit (features.md rows 49 and 50).
/// </summary>
public sealed class ReceiveStaffRecord(CareIdentityDb db, Authority authority, StaffFollowing following, CloseProfile close, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<StaffReceived>> ExecuteAsync(ReceiveStaffRecordRequest request, Actor actor, CancellationToken ct)
    {
        var told = request.Told;
        if (!actor.IsService && await authority.CheckAsync(actor, RaFunction.ManageStaffRecords, told.Organisation, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        var source = await db.StaffSources.AsNoTracking().Include(s => s.Sites).FirstOrDefaultAsync(s => s.Id == request.SourceId, ct);
        if (StaffToldRules.Check(told, source, clock.Today()) is { } wrong)
        {
            return wrong;
        }

        var before = await db.StaffMessages.AsNoTracking().FirstOrDefaultAsync(m => m.SourceId == source!.Id && m.EmployeeNumber == told.EmployeeNumber && m.Sequence == told.Sequence, ct);
        var record = await db.StaffRecords.FirstOrDefaultAsync(r => r.SourceId == source!.Id && r.EmployeeNumber == told.EmployeeNumber, ct);
        if (record is not null && !actor.IsService && record.ProfileId == actor.ProfileId)
        {
            return StaffRecordRefusals.OwnRecord;
        }

        var digest = told.Digest();
        if (before is not null && before.Digest == digest)
        {
            return new StaffReceived(before.Effect, before.Words, [], []) { Again = true };
        }

        if (record is null)
        {
            record = new StaffRecord { Id = Guid.CreateVersion7(clock.GetUtcNow()), SourceId = source!.Id, EmployeeNumber = told.EmployeeNumber };
            db.StaffRecords.Add(record);
        }

        var work = new StaffWork(source!, record, told, actor);
        if (before is not null)
        {
            return await SaidOtherwiseAsync(work, ct);
        }

        if (told.Sequence < record.Sequence)
        {
            work.Conflict(
                StaffConflictKind.OutOfOrder,
                $"Record {told.Sequence} of employee {told.EmployeeNumber} came after record {record.Sequence}, which counts. Nothing was changed.",
                record.ProfileId is { } linked ? [linked] : [],
                clock.GetUtcNow());
        }
        else
        {
            await TakeAsync(work, ct);
        }

        return await SaveAsync(work, digest, ct);
    }

    private async Task TakeAsync(StaffWork work, CancellationToken ct)
    {
        var record = work.Record;
        var before = StaffBefore.Of(record);
        before = record.StaffPosition is null && record.Sequence == 0 ? before with { Organisation = work.Told.Organisation } : before;
        foreach (var older in await db.StaffConflicts.Where(c => c.RecordId == record.Id && c.State == StaffConflictState.Open).OrderBy(c => c.Id).Take(100).ToListAsync(ct))
        {
            older.Settle(null, $"Record {work.Told.Sequence} came after it.", clock.GetUtcNow());
        }

        await following.FollowAsync(work, before, record.Take(work.Told, clock.GetUtcNow()), ct);
    }

    private async Task<Outcome<StaffReceived>> SaveAsync(StaffWork work, string digest, CancellationToken ct)
    {
        db.StaffConflicts.AddRange(work.Conflicts);
        db.StaffMessages.Add(new StaffMessage
        {
            SourceId = work.Source.Id,
            EmployeeNumber = work.Told.EmployeeNumber,
            Sequence = work.Told.Sequence,
            Digest = digest,
            Effect = work.Effect,
            Words = Bounded(work.Words),
            ReceivedAt = clock.GetUtcNow(),
        });
        audit.Record(work.Actor, Reason.None, StaffRecordReceived.From(work));

        // Whoever closes saves: what came and what ended with it are one commit.
        var refused = work.Closes is { } leaver
            ? (await close.ExecuteAsync(new CloseProfileRequest { ProfileId = leaver, Reason = work.Reason.Text }, work.Actor, ct)).Refusal
            : await db.SaveAsync(ct);
        return refused is { } refusal ? refusal : Received(work);
    }

    /// <summary>Told to the sender each time, kept once.</summary>
    private async Task<Outcome<StaffReceived>> SaidOtherwiseAsync(StaffWork work, CancellationToken ct)
    {
        if (await db.StaffConflicts.AnyAsync(c => c.RecordId == work.Record.Id && c.Sequence == work.Told.Sequence && c.Kind == StaffConflictKind.SaidOtherwise, ct))
        {
            return StaffRecordRefusals.SaidOtherwise;
        }

        work.Conflict(
            StaffConflictKind.SaidOtherwise,
            $"Record {work.Told.Sequence} of employee {work.Told.EmployeeNumber} came again with other words. What was taken in first stays.",
            work.Record.ProfileId is { } linked ? [linked] : [],
            clock.GetUtcNow());
        db.StaffConflicts.AddRange(work.Conflicts);
        audit.Record(work.Actor, Reason.None, StaffRecordReceived.From(work));
        return await db.SaveAsync(ct) is { } refused ? refused : Received(work);
    }

    private static StaffReceived Received(StaffWork work) => new(work.Effect, work.Words, work.Requests, [.. work.Conflicts.Select(c => new SaidConflict(c.Kind, c.Words))]);

    private static string Bounded(string text) => text.Length <= 1000 ? text : $"{text[..999]}…";
}

/// <summary>What a staff record may say at all, before anything of it is looked up.</summary>
internal static class StaffToldRules
{
    public static Refusal? Check(StaffTold told, StaffSource? source, DateOnly today) =>
        source is null ? StaffRecordRefusals.NotFound
        : source.SuspendedAt is not null ? StaffRecordRefusals.Suspended
        : source.Sites.TrueForAll(site => site.Organisation != told.Organisation) ? StaffRecordRefusals.NotItsSite
        : !IsNumber(told.EmployeeNumber) ? StaffRecordRefusals.Wrong(nameof(told.EmployeeNumber), $"The employee number has 1 to {StaffTold.LongestNumber} letters, digits and hyphens.")
        : told.Sequence <= 0 ? StaffRecordRefusals.Wrong(nameof(told.Sequence), "The number of a record is 1 or more.")
        : told.LeavesOn < told.StartsOn ? StaffRecordRefusals.Wrong(nameof(told.LeavesOn), "Nobody leaves before the first day.")
        : told.LeavesOn <= today ? null
        : told.StaffPosition is not { Length: > 0 and <= StaffTold.LongestPosition } ? StaffRecordRefusals.Wrong(nameof(told.StaffPosition), "Whoever is employed has a position.")
        : told.StartsOn is not { } starts ? StaffRecordRefusals.Wrong(nameof(told.StartsOn), "Whoever is employed has a first day.")
        : starts > today.AddYears(1) ? StaffRecordRefusals.Wrong(nameof(told.StartsOn), "The first day is more than a year ahead.")
        : PersonalDetailsRules.Check(told.Person, today);

    private static bool IsNumber(string text) => text.Length is > 0 and <= StaffTold.LongestNumber && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}

public sealed record StaffRecordReceived : CareEvent
{
    public required Guid SourceId { get; init; }

    public required string EmployeeNumber { get; init; }

    public required long Sequence { get; init; }

    public required OdsCode Organisation { get; init; }

    public required StaffEffect Effect { get; init; }

    public Guid? ProfileId { get; init; }

    public required IReadOnlyList<StaffConflictKind> Conflicts { get; init; }

    public required string Words { get; init; }

    public override string InWords => $"The staff record told of employee {EmployeeNumber} (record {Sequence}). {Words}";

    public override IEnumerable<AuditSubject> Subjects => ProfileId is { } profile
        ? [AuditSubject.Organisation(Organisation), AuditSubject.Profile(profile)]
        : [AuditSubject.Organisation(Organisation)];

    internal static StaffRecordReceived From(StaffWork work) => new()
    {
        SourceId = work.Source.Id,
        EmployeeNumber = work.Told.EmployeeNumber,
        Sequence = work.Told.Sequence,
        Organisation = work.Told.Organisation,
        Effect = work.Effect,
        ProfileId = work.Record.ProfileId ?? work.Closes,
        Conflicts = [.. work.Conflicts.Select(c => c.Kind)],
        Words = work.Words,
    };
}
