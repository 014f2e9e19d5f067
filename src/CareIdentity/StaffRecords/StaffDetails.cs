using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Requests;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.StaffRecords;

/// <summary>
/// Details that HR owns and says otherwise: asked for in the name of the sponsor who approved the mapping, or taken over from a conflict by
/// somebody who may change details. Either way somebody has seen them side by side; they change in no other way while a staff record owns them.
/// </summary>
public sealed class StaffDetails(
    CareIdentityDb db,
    Authority authority,
    ProfileRegistration registration,
    StaffAccess access,
    StaffLeaving leaving,
    RequestsForSponsor requests,
    DutyLedger duties,
    AuditTrail audit,
    TimeProvider clock)
{
    /// <summary>False where nobody can ask for it, or it would be refused.</summary>
    internal async Task<bool> AskAsync(StaffWork work, Profile profile, PersonalDetails wanted, IReadOnlyList<DetailsChange> changes, CancellationToken ct)
    {
        if (profile.State is not ProfileState.Verified || PersonalDetailsRules.Check(wanted, clock.Today()) is not null || await access.AskingAsync(work, ct) is not { } mapped)
        {
            return false;
        }

        var asked = requests.Details(profile, work.Told.Organisation, changes, mapped.AskedFor(work) with
        {
            Note = $"{work.Source.Name} says so of employee {work.Record.EmployeeNumber} (record {work.Told.Sequence}).",
        });
        var waiting = await db.AccessRequests
            .Where(r => r.SubjectId == profile.Id && r.Kind == RequestKind.ChangeDetails && r.Source == RequestSource.StaffRecord && (r.State == RequestState.Open || r.State == RequestState.Returned))
            .ToListAsync(ct);
        if (waiting.Exists(r => r.Details == asked.Details))
        {
            return true;
        }

        if (await duties.TakeAsync(profile.Id, mapped.Sponsor, DutySide.Sponsor, ct) is not null)
        {
            return false;
        }

        waiting.ForEach(r => leaving.Withdraw(work, r));
        db.AccessRequests.Add(asked);
        work.Requests.Add(asked.Reference);
        work.Done.Add($"Asked for {string.Join(", ", changes.Select(change => DetailsChange.Words(change.Field)))} to be changed ({asked.Reference}).");
        audit.Record(work.Actor, work.Reason, ChangeRequested.Of(asked));
        return true;
    }

    internal async Task<Refusal?> TakeOverAsync(StaffWork work, Actor actor, string why, CancellationToken ct)
    {
        if (work.Record.ProfileId is not { } id || work.Record.Person is not { } told || await db.Profiles.FirstOrDefaultAsync(p => p.Id == id, ct) is not { } profile)
        {
            return StaffRecordRefusals.NotACandidate;
        }

        if (await authority.CheckForProfileAsync(actor, RaFunction.ChangeDetails, id, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        var wanted = OwnedDetails.Over(profile.Described, told, work.Source.Owned);
        var changes = DetailsChange.Between(profile.Described, wanted);
        var wrong = profile.State is ProfileState.Closed ? ProfileRefusals.Closed(profile.FullName)
            : profile.State is ProfileState.Unverified ? ProfileRefusals.ChangedByVerifying(profile.FullName)
            : changes.Count == 0 ? ProfileRefusals.NothingChanged
            : PersonalDetailsRules.Check(wanted, clock.Today());
        if (wrong is not null)
        {
            return wrong;
        }

        profile.Describe(wanted);
        if (changes.Any(change => DetailsChange.IsName(change.Field)))
        {
            await registration.RenameAsync(profile, ct);
        }

        work.Record.Forget();
        work.Done.Add($"Taken over from the staff record: {string.Join(", ", changes.Select(change => DetailsChange.Words(change.Field)))}.");
        audit.Record(actor, new Reason(why) { Evidence = $"{work.Source.Name}, employee {work.Record.EmployeeNumber}, record {work.Told.Sequence}" }, new DetailsChanged { ProfileId = id, Changes = changes });
        return null;
    }
}
