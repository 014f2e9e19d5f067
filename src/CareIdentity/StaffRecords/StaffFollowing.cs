using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Requests;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.StaffRecords;

/// <summary>
/// Does what a record asks for, in the context: links the profile or asks for its registration, asks for the mapped position, ends what HR no
/// longer gives a job for. Whatever cannot be followed becomes a conflict and changes nothing.
/// </summary>
public sealed class StaffFollowing(
    CareIdentityDb db,
    StaffMatching matching,
    StaffLeaving leaving,
    StaffStaying staying,
    StaffAccess access,
    StaffDetails details,
    RequestsForSponsor requests,
    AuditTrail audit,
    TimeProvider clock)
{
    /// <param name="before">What the record said until now.</param>
    /// <param name="detailsChanged">Whether HR changed what it says of the person.</param>
    internal async Task FollowAsync(StaffWork work, StaffBefore before, bool detailsChanged, CancellationToken ct)
    {
        var (record, told, now) = (work.Record, work.Told, clock.GetUtcNow());
        var leaves = told.LeavesOn is { } last && last <= clock.Today();
        var profile = await LinkedAsync(record, ct);
        var isNew = profile is null;
        if (profile is null)
        {
            var match = await matching.FindAsync(told, ct);
            if (match.Conflict is { } kind && !(leaves && record.RegistrationId is not null))
            {
                work.Conflict(kind, match.Words, match.Candidates, now);
                return;
            }

            profile = match.Profile;
        }

        if (leaves)
        {
            await leaving.LeaveAsync(work, profile, new HashSet<OdsCode> { told.Organisation, before.Organisation }, ct);
            return;
        }

        if (profile is null)
        {
            await AskToRegisterAsync(work, detailsChanged || before.IsElsewhere(told), ct);
            return;
        }

        await FollowForAsync(work, profile, before, isNew, detailsChanged, ct);
    }

    /// <summary>As above once it is known whose record it is.</summary>
    internal async Task FollowForAsync(StaffWork work, Profile profile, StaffBefore before, bool isNew, bool detailsChanged, CancellationToken ct)
    {
        var (record, told, now) = (work.Record, work.Told, clock.GetUtcNow());
        if (profile.State is ProfileState.Closed)
        {
            work.Conflict(StaffConflictKind.AlreadyLeft, $"The profile {profile.Uuid.Spoken} of {profile.FullName} is closed. If the person is back, reopen the profile; then try again. If they have left, correct the staff record.", [profile.Id], now);
            return;
        }

        if (await db.StaffRecords.AsNoTracking().FirstOrDefaultAsync(r => r.ProfileId == profile.Id && r.SourceId == record.SourceId && r.State == StaffRecordState.Linked && r.Id != record.Id, ct) is { } other)
        {
            work.Conflict(StaffConflictKind.LinkedElsewhere, $"The profile {profile.Uuid.Spoken} is that of employee {other.EmployeeNumber} already.", [profile.Id], now);
            return;
        }

        if (isNew || record.State is not StaffRecordState.Linked)
        {
            record.LinkTo(profile.Id);
            await OwnAsync(work, profile, ct);
            work.Done.Add($"Linked to the profile {profile.Uuid.Spoken} of {profile.FullName}.");
        }

        await CompareAsync(work, profile, isNew || detailsChanged, ct);
        await leaving.EndFormerAsync(work, profile, before, ct);
        if (told.LeavesOn is { } end)
        {
            await leaving.EndOnAsync(work, profile, end, ct);
        }

        await staying.AskAsync(work, profile, before, ct);
        await access.AskAsync(work, profile, ct);
        if (work.Conflicts.Count == 0)
        {
            record.Forget();
        }
    }

    /// <summary>The profile that the record is linked to, or that its registration has brought about.</summary>
    internal async Task<Profile?> LinkedAsync(StaffRecord record, CancellationToken ct)
    {
        var id = record.ProfileId;
        if (id is null && record.RegistrationId is { } registration)
        {
            id = await db.AccessRequests.AsNoTracking().Where(r => r.Id == registration && r.State == RequestState.Accepted).Select(r => r.SubjectId).FirstOrDefaultAsync(ct);
        }

        return id is null ? null : await db.Profiles.FirstOrDefaultAsync(p => p.Id == id, ct);
    }

    internal async Task OwnAsync(StaffWork work, Profile profile, CancellationToken ct)
    {
        var known = await db.FieldOwnerships.FirstOrDefaultAsync(f => f.ProfileId == profile.Id && f.RecordId == work.Record.Id, ct);
        if (known is null)
        {
            db.FieldOwnerships.Add(new FieldOwnership
            {
                ProfileId = profile.Id,
                RecordId = work.Record.Id,
                Owner = work.Source.Name,
                Reference = work.Record.EmployeeNumber,
                Fields = work.Source.OwnedFields,
            });
        }
    }

    /// <summary>A starter whom nobody knows: a registration, and the position that waits for it.</summary>
    internal async Task AskToRegisterAsync(StaffWork work, bool otherwise, CancellationToken ct)
    {
        var (record, told) = (work.Record, work.Told);
        var open = record.RegistrationId is { } registration
            && await db.AccessRequests.AnyAsync(r => r.Id == registration && (r.State == RequestState.Open || r.State == RequestState.Returned), ct);
        if (open && !otherwise)
        {
            return;
        }

        if (await access.MappingAsync(work, null, ct) is not { } mapped)
        {
            return;
        }

        if (open)
        {
            await leaving.WithdrawAsync(work, record.RegistrationId, null, null, null, ct);
        }

        var by = mapped.AskedFor(work);
        var registered = requests.Registration(told.Organisation, told.Person, by);
        var assignment = requests.Assignment(mapped.Position, registered.SubjectName, null, registered.Id, access.FirstDay(told), told.LeavesOn, by);
        db.AccessRequests.AddRange(registered, assignment);
        record.Asked(registered.Id);
        work.Requests.AddRange([registered.Reference, assignment.Reference]);
        work.Done.Add($"Asked for a profile ({registered.Reference}) and for {mapped.Position.Name} from {assignment.StartsOn:d MMMM yyyy} ({assignment.Reference}).");
        audit.Record(work.Actor, work.Reason, new RegistrationRequested
        {
            RequestId = registered.Id,
            Reference = registered.Reference,
            Organisation = told.Organisation,
            SubjectName = registered.SubjectName,
            AssignmentRequestId = assignment.Id,
            PositionName = mapped.Position.Name,
        });
    }

    /// <summary>What HR owns and says otherwise. Nothing is overwritten: it is asked for, or shown where it cannot be.</summary>
    private async Task CompareAsync(StaffWork work, Profile profile, bool anew, CancellationToken ct)
    {
        if (!anew)
        {
            return;
        }

        var wanted = OwnedDetails.Over(profile.Described, work.Told.Person, work.Source.Owned);
        var changes = DetailsChange.Between(profile.Described, wanted);
        if (changes.Count > 0 && !await details.AskAsync(work, profile, wanted, changes, ct))
        {
            work.Conflict(
                StaffConflictKind.DetailsDiffer,
                string.Join("; ", changes.Select(c => $"{DetailsChange.Words(c.Field)}: {c.Before ?? "nothing"} here, {c.After ?? "nothing"} in the staff record")) + ".",
                [profile.Id],
                clock.GetUtcNow());
        }
    }
}

/// <summary>The details that a staff record owns, laid over what the profile says.</summary>
internal static class OwnedDetails
{
    public static PersonalDetails Over(PersonalDetails profile, PersonalDetails told, IReadOnlyList<string> owned)
    {
        var owns = owned.ToHashSet();
        return profile with
        {
            Title = owns.Contains(nameof(told.Title)) && told.Title is not null ? told.Title : profile.Title,
            GivenName = owns.Contains(nameof(told.GivenName)) ? told.GivenName : profile.GivenName,
            MiddleNames = owns.Contains(nameof(told.MiddleNames)) && told.MiddleNames is not null ? told.MiddleNames : profile.MiddleNames,
            FamilyName = owns.Contains(nameof(told.FamilyName)) ? told.FamilyName : profile.FamilyName,
            DateOfBirth = owns.Contains(nameof(told.DateOfBirth)) ? told.DateOfBirth ?? profile.DateOfBirth : profile.DateOfBirth,
            NationalInsuranceNumber = owns.Contains(nameof(told.NationalInsuranceNumber)) ? told.NationalInsuranceNumber ?? profile.NationalInsuranceNumber : profile.NationalInsuranceNumber,
            Email = owns.Contains(nameof(told.Email)) ? told.Email ?? profile.Email : profile.Email,
        };
    }
}
