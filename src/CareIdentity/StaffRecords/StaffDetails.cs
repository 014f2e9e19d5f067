using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.StaffRecords;

/// <summary>
/// Takes over details that HR owns, once somebody who may change details has seen them side by side and said so. The one way in which they
/// change while a staff record owns them.
/// </summary>
public sealed class StaffDetails(CareIdentityDb db, Authority authority, ProfileRegistration registration, AuditTrail audit, TimeProvider clock)
{
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
