using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Requests;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.StaffRecords;

/// <summary>An approved mapping, with its position and the sponsor who asks by it.</summary>
internal sealed record MappingInForce(MappedPosition Mapping, Position Position)
{
    public Guid Sponsor => Mapping.DecidedBy!.Value;

    public AskedFor AskedFor(StaffWork work) => new(
        Sponsor,
        Short($"{Mapping.DecidedAs}, by the mapping of {Mapping.StaffPositionName} in {work.Source.Name}"),
        RequestSource.StaffRecord,
        $"{work.Source.Name}: employee {work.Record.EmployeeNumber} is {Mapping.StaffPositionName} ({Mapping.StaffPosition}) from {work.Told.StartsOn:d MMMM yyyy}.");

    private static string Short(string text) => text.Length <= 200 ? text : $"{text[..199]}…";
}

/// <summary>The access position that goes with a position of the staff record: asked for, or given at once where its sponsors may give it themselves.</summary>
public sealed class StaffAccess(
    CareIdentityDb db, SponsorQueries sponsors, AssignmentGranting granting, DutyLedger duties, RequestsForSponsor requests, AuditTrail audit, TimeProvider clock)
{
    public DateOnly FirstDay(StaffTold told) => told.StartsOn is { } starts && starts > clock.Today() ? starts : clock.Today();

    /// <summary>Null where there is none in force: then the work has the conflict.</summary>
    internal async Task<MappingInForce?> MappingAsync(StaffWork work, Guid? profile, CancellationToken ct)
    {
        var (told, now) = (work.Told, clock.GetUtcNow());
        IEnumerable<Guid> about = profile is { } id ? [id] : [];
        var mapping = await InForceAsync(work.Source.Id, told.StaffPosition, ct);
        if (mapping is null || mapping.Organisation != told.Organisation)
        {
            work.Conflict(StaffConflictKind.UnknownPosition, $"No access position of {told.Organisation} goes with {told.StaffPosition} yet. Map it; then it is tried again.", about, now);
            return null;
        }

        var position = await db.Positions.FirstAsync(p => p.Id == mapping.PositionId, ct);
        if (position.State is PositionState.Closed)
        {
            work.Conflict(StaffConflictKind.UnknownPosition, $"{told.StaffPosition} goes with {position.Name}, which is closed. Map it to another.", about, now);
            return null;
        }

        if (!await sponsors.IsSponsorAsync(mapping.DecidedBy!.Value, mapping.Organisation, Guid.Empty, ct))
        {
            work.Conflict(StaffConflictKind.SponsorMissing, $"Who approved the mapping of {told.StaffPosition} is no sponsor of {mapping.Organisation} any more. Have it approved anew.", about, now);
            return null;
        }

        return new MappingInForce(mapping, position);
    }

    /// <summary>The mapping by which something can be asked for this record; null where there is none, or no sponsor behind it.</summary>
    internal async Task<MappingInForce?> AskingAsync(StaffWork work, CancellationToken ct) =>
        await InForceAsync(work.Source.Id, work.Told.StaffPosition, ct) is { } mapping
        && mapping.Organisation == work.Told.Organisation
        && await sponsors.IsSponsorAsync(mapping.DecidedBy!.Value, mapping.Organisation, Guid.Empty, ct)
            ? new MappingInForce(mapping, await db.Positions.FirstAsync(p => p.Id == mapping.PositionId, ct))
            : null;

    internal Task<MappedPosition?> InForceAsync(Guid source, string? staffPosition, CancellationToken ct) =>
        db.MappedPositions.AsNoTracking().FirstOrDefaultAsync(m => m.SourceId == source && m.StaffPosition == staffPosition && m.State == MappedPositionState.Approved, ct);

    internal async Task AskAsync(StaffWork work, Profile profile, CancellationToken ct)
    {
        var (told, today, now) = (work.Told, clock.Today(), clock.GetUtcNow());
        if (await MappingAsync(work, profile.Id, ct) is not { } mapped)
        {
            return;
        }

        var position = mapped.Position;
        var holds = await db.PositionAssignments.AnyAsync(a => a.ProfileId == profile.Id && a.PositionId == position.Id && a.RemovedAt == null && (a.ExpiresOn == null || a.ExpiresOn >= today), ct);
        if (holds || await db.AccessRequests.AnyAsync(r => r.SubjectId == profile.Id && r.PositionId == position.Id && r.Kind == RequestKind.AssignPosition && (r.State == RequestState.Open || r.State == RequestState.Returned), ct))
        {
            return;
        }

        if (profile.State is not ProfileState.Verified)
        {
            // What nobody could accept is not asked for. The link stays: a leaver's access ends, whoever checked them.
            work.Conflict(
                StaffConflictKind.NotVerified,
                $"The profile {profile.Uuid.Spoken} of {profile.FullName} was taken over and nobody has checked the identity here, so {position.Name} cannot be given. Verify their identity on the profile, with three documents; then try again.",
                [profile.Id],
                now);
            return;
        }

        if (await duties.TakeAsync(profile.Id, mapped.Sponsor, DutySide.Sponsor, ct) is { } conflict)
        {
            work.Conflict(StaffConflictKind.SponsorMissing, $"Who approved the mapping of {told.StaffPosition} cannot ask for this person: {conflict.Message} Another sponsor can ask for {position.Name} by hand.", [profile.Id], now);
            return;
        }

        var (first, by) = (FirstDay(told), mapped.AskedFor(work));
        if (position.AssignableBySponsors && !position.WasMadeBy(mapped.Sponsor))
        {
            await GiveAsync(work, profile, mapped, first, ct);
            return;
        }

        var asked = requests.Assignment(position, profile.FullName, profile.Id, null, first, told.LeavesOn, by);
        db.AccessRequests.Add(asked);
        work.Requests.Add(asked.Reference);
        work.Done.Add($"Asked for {position.Name} at {position.Organisation} from {first:d MMMM yyyy} ({asked.Reference}).");
        audit.Record(work.Actor, work.Reason, new AssignmentRequested
        {
            RequestId = asked.Id,
            Reference = asked.Reference,
            ProfileId = profile.Id,
            PositionName = position.Name,
            Organisation = position.Organisation,
        });
    }

    /// <summary>decisions.md §2 rule 1: such a position was approved by two other people, so its sponsor may give it; here by the mapping.</summary>
    private async Task GiveAsync(StaffWork work, Profile profile, MappingInForce mapped, DateOnly first, CancellationToken ct)
    {
        var granted = await granting.GrantAsync(profile.Id, mapped.Position.Id, first, work.Told.LeavesOn, new GrantedBy(mapped.Sponsor, DutySide.Sponsor, mapped.Sponsor), ct);
        if (granted.IsRefused(out var refusal, out var assignment))
        {
            work.Conflict(StaffConflictKind.Refused, $"{mapped.Position.Name} at {mapped.Position.Organisation}: {refusal.Message}", [profile.Id], clock.GetUtcNow());
            return;
        }

        audit.Record(work.Actor, work.Reason, PositionAssigned.From(assignment, mapped.Position));
        work.Done.Add($"{mapped.Position.Name} at {mapped.Position.Organisation} is given from {first:d MMMM yyyy}: its sponsors may give it.");
    }
}
