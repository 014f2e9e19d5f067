using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.StaffRecords;

public enum ConflictSettlement
{
    /// <summary>It is the chosen profile: the record is linked to it and followed.</summary>
    ThisProfile,

    /// <summary>It is nobody shown: a registration is asked for.</summary>
    AnotherPerson,

    /// <summary>What stood in the way is put right: the record is followed now.</summary>
    TryAgain,

    /// <summary>The details that HR owns become what the staff record says.</summary>
    TakeOver,

    /// <summary>Nothing is done; the note says why that is right.</summary>
    LeaveIt,
}

public sealed record SettleConflictRequest
{
    public required Guid ConflictId { get; init; }

    public required ConflictSettlement Settlement { get; init; }

    public Guid? ProfileId { get; init; }

    public required string Note { get; init; }
}

/// <summary>Somebody of the Registration Authority has looked, and says what is right. Then the record is followed under the same rules as any.</summary>
public sealed class SettleConflict(CareIdentityDb db, Authority authority, StaffFollowing following, StaffLeaving leaving, StaffDetails details, CloseProfile close, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<StaffReceived>> ExecuteAsync(SettleConflictRequest request, Actor actor, CancellationToken ct)
    {
        var conflict = await db.StaffConflicts.FirstOrDefaultAsync(c => c.Id == request.ConflictId, ct);
        if (conflict is null)
        {
            return StaffRecordRefusals.ConflictNotFound;
        }

        if (await authority.CheckAsync(actor, RaFunction.ManageStaffRecords, conflict.Organisation, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        if (Decide(request, conflict, actor) is { } wrong)
        {
            return wrong;
        }

        if (conflict.Settle(actor.ProfileId, request.Note.Trim(), clock.GetUtcNow()) is { } refusal)
        {
            return refusal;
        }

        var work = await WorkAsync(conflict, actor, ct);
        if (request.Settlement is ConflictSettlement.TakeOver)
        {
            if (await details.TakeOverAsync(work, actor, request.Note.Trim(), ct) is { } notTaken)
            {
                return notTaken;
            }
        }
        else if (request.Settlement is not ConflictSettlement.LeaveIt)
        {
            await FollowAsync(work, request, ct);
        }

        db.StaffConflicts.AddRange(work.Conflicts);
        audit.Record(actor, new Reason(request.Note.Trim()), new StaffConflictSettled
        {
            ConflictId = conflict.Id,
            Kind = conflict.Kind,
            EmployeeNumber = work.Record.EmployeeNumber,
            Settlement = request.Settlement,
            Organisation = conflict.Organisation,
            ProfileId = request.Settlement is ConflictSettlement.ThisProfile ? request.ProfileId : work.Record.ProfileId, // Nobody else’s history tells of it, whatever else was chosen before.
        });
        var refused = work.Closes is { } leaver
            ? (await close.ExecuteAsync(new CloseProfileRequest { ProfileId = leaver, Reason = work.Reason.Text }, actor, ct)).Refusal
            : await db.SaveAsync(ct);
        return refused is { } failed ? failed : new StaffReceived(work.Effect, work.Words, work.Requests, [.. work.Conflicts.Select(c => new SaidConflict(c.Kind, c.Words))]);
    }

    internal async Task<StaffWork> WorkAsync(StaffConflict conflict, Actor actor, CancellationToken ct)
    {
        var record = await db.StaffRecords.FirstAsync(r => r.Id == conflict.RecordId, ct);
        var source = await db.StaffSources.AsNoTracking().Include(s => s.Sites).FirstAsync(s => s.Id == conflict.SourceId, ct);
        return new StaffWork(source, record, Now(record), actor);
    }

    /// <summary>What the record says now, from what is kept of it.</summary>
    internal static StaffTold Now(StaffRecord record) => new()
    {
        EmployeeNumber = record.EmployeeNumber,
        Sequence = record.Sequence,
        Organisation = record.Organisation,
        Person = record.Person ?? new PersonalDetails { GivenName = "", FamilyName = "" },
        StaffPosition = record.StaffPosition,
        StartsOn = record.StartsOn,
        LeavesOn = record.LeavesOn,
    };

    private async Task FollowAsync(StaffWork work, SettleConflictRequest request, CancellationToken ct)
    {
        var here = StaffBefore.Of(work.Record);
        var profile = request.Settlement is ConflictSettlement.ThisProfile ? await ChosenAsync(request.ProfileId!.Value, ct) : await following.LinkedAsync(work.Record, ct);
        if (request.Settlement is ConflictSettlement.AnotherPerson)
        {
            await following.AskToRegisterAsync(work, otherwise: true, ct);
        }
        else if (profile is null)
        {
            await following.FollowAsync(work, here, detailsChanged: true, ct);
        }
        else if (work.Told.LeavesOn <= clock.Today())
        {
            await leaving.LeaveAsync(work, profile, new HashSet<OdsCode> { work.Record.Organisation }, ct);
        }
        else
        {
            await following.FollowForAsync(work, profile, here, isNew: work.Record.ProfileId is null, detailsChanged: false, ct);
        }
    }

    /// <summary>Where it was merged since, the person goes on under the other profile.</summary>
    private async Task<Profile> ChosenAsync(Guid id, CancellationToken ct)
    {
        var chosen = await db.Profiles.FirstAsync(p => p.Id == id, ct);
        return chosen.MergedInto is { } into ? await db.Profiles.FirstAsync(p => p.Id == into, ct) : chosen;
    }

    private static Refusal? Decide(SettleConflictRequest request, StaffConflict conflict, Actor actor) =>
        string.IsNullOrWhiteSpace(request.Note) || request.Note.Length > 1000 ? StaffRecordRefusals.NoteMissing
        : conflict.Profiles.Contains(actor.ProfileId) ? StaffRecordRefusals.OwnRecord
        : !Offered(conflict.Kind).Contains(request.Settlement) ? StaffRecordRefusals.NotACandidate
        : request.Settlement is ConflictSettlement.ThisProfile && (request.ProfileId is not { } chosen || !conflict.Profiles.Contains(chosen)) ? StaffRecordRefusals.NotACandidate
        : null;

    /// <summary>What can be said of a conflict of this kind.</summary>
    public static IReadOnlyList<ConflictSettlement> Offered(StaffConflictKind kind) => kind switch
    {
        StaffConflictKind.NameDiffers or StaffConflictKind.TwoMatch or StaffConflictKind.MayBeKnown or StaffConflictKind.NumberDiffers =>
            [ConflictSettlement.ThisProfile, ConflictSettlement.AnotherPerson, ConflictSettlement.LeaveIt],
        StaffConflictKind.DetailsDiffer => [ConflictSettlement.TakeOver, ConflictSettlement.LeaveIt],
        StaffConflictKind.OutOfOrder or StaffConflictKind.SaidOtherwise => [ConflictSettlement.LeaveIt],
        _ => [ConflictSettlement.TryAgain, ConflictSettlement.LeaveIt],
    };
}

public sealed record StaffConflictSettled : CareEvent
{
    public required Guid ConflictId { get; init; }

    public required StaffConflictKind Kind { get; init; }

    public required string EmployeeNumber { get; init; }

    public required ConflictSettlement Settlement { get; init; }

    public required OdsCode Organisation { get; init; }

    public Guid? ProfileId { get; init; }

    public override string InWords => Settlement switch
    {
        ConflictSettlement.ThisProfile => $"Said that employee {EmployeeNumber} is this person.",
        ConflictSettlement.AnotherPerson => $"Said that employee {EmployeeNumber} is a person without a profile.",
        ConflictSettlement.TakeOver => $"Took over what the staff record says of employee {EmployeeNumber}.",
        ConflictSettlement.TryAgain => $"Had the staff record of employee {EmployeeNumber} followed again.",
        _ => $"Left what the staff record says of employee {EmployeeNumber} as it is.",
    };

    public override IEnumerable<AuditSubject> Subjects => ProfileId is { } profile
        ? [AuditSubject.Organisation(Organisation), AuditSubject.Profile(profile)]
        : [AuditSubject.Organisation(Organisation)];
}
