using CareIdentity.Access;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CareIdentity.Requests;

/// <summary>A request for a position, with what speaks against accepting it without reading it on its own.</summary>
public sealed record TogetherRow
{
    public required Guid Id { get; init; }

    public required RequestReference Reference { get; init; }

    public required int Round { get; init; }

    public required string SubjectName { get; init; }

    public required string PositionName { get; init; }

    public required OdsCode Organisation { get; init; }

    public required string RaisedBy { get; init; }

    public required string Note { get; init; }

    public required DateOnly StartsOn { get; init; }

    public DateOnly? ExpiresOn { get; init; }

    /// <summary>Empty where it can be accepted together with others.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <summary>
/// Accepts several requests for positions, one after the other, each by the verb that accepts one, under all its rules, in a commit and
/// with an event of its own. Only what nothing speaks against; one that is refused keeps no other from being accepted.
/// </summary>
public sealed class ManyRequests(IServiceScopeFactory scopes, CareIdentityDb db, RequestReach reach, ForeseenGrants foreseen, RbacReferenceSource reference, RaPolicy policy, TimeProvider clock)
{
    /// <summary>At once, so that somebody reads the list.</summary>
    public const int Most = 50;

    /// <summary>Open requests for positions that the actor may decide, longest waiting first; at most <see cref="Most"/>.</summary>
    public async Task<IReadOnlyList<TogetherRow>> CandidatesAsync(Actor actor, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var rows = await (await reach.WithinAsync(RequestList.Open, ClosedWithin.Days, actor, ct))
            .Where(r => r.Kind == RequestKind.AssignPosition)
            .OrderBy(r => r.CountsFrom).ThenBy(r => r.RaisedAt).ThenBy(r => r.Id)
            .Take(Most)
            .Join(db.Positions, r => r.PositionId, p => p.Id, (r, p) => new { Request = r, Position = p })
            .OrderBy(x => x.Request.CountsFrom).ThenBy(x => x.Request.RaisedAt).ThenBy(x => x.Request.Id)
            .Select(x => new Found(
                x.Request,
                x.Position,
                db.Profiles.Where(p => p.Id == x.Request.RaisedBy).Select(p => p.GivenName + " " + p.FamilyName).First(),
                db.Profiles.Where(p => p.Id == x.Request.SubjectId).Select(p => (ProfileState?)p.State).FirstOrDefault(),
                x.Request.LockedUntil > now && x.Request.LockedBy != actor.ProfileId,
                db.RequestSteps.Any(s => s.RequestId == x.Request.Id),
                db.Duties.Any(d => d.ProfileId == x.Request.SubjectId && d.PersonId == actor.ProfileId && d.Side != DutySide.Agent)))
            .ToListAsync(ct);
        var positions = rows.ConvertAll(row => row.Position.Id);
        var gives = (await db.AccessProfiles.AsNoTracking().Include(a => a.AddedActivities).Where(a => positions.Contains(a.PositionId)).ToListAsync(ct)).ToLookup(a => a.PositionId);
        var rbac = await reference.GetAsync(ct);
        var warned = rows.ConvertAll(row => (Row: row, Warnings: Warnings(row, StaffCodes.AppointedRoles(rbac, gives[row.Position.Id].Select(a => a.AsTerms()), policy).Count > 0, actor)));
        await ForeseeAsync(warned, ct);
        return [.. warned.Select(row => row.Row.View(row.Warnings))];
    }

    /// <summary>What accepting it would be refused for, restricted combinations above all: said before it is done, as on the request's own page.</summary>
    private async Task ForeseeAsync(List<(Found Row, List<string> Warnings)> warned, CancellationToken ct)
    {
        var asked = warned.Select(row => (row.Warnings, Grant: row.Row.Foreseen(clock.Today(), row.Warnings.Count == 0))).Where(row => row.Grant is not null).ToList();
        var answers = await foreseen.OfAsync([.. asked.Select(row => row.Grant!)], ct);
        foreach (var (row, answer) in asked.Zip(answers))
        {
            if (answer is not null)
            {
                row.Warnings.Add($"{answer.Message} {answer.Why}".TrimEnd());
            }
        }
    }

    /// <returns>By request and in their order; refused as a whole where nothing or too much was chosen.</returns>
    public async Task<Outcome<IReadOnlyList<OneOfMany>>> AcceptAsync(IReadOnlyList<AcceptAssignmentRequest> chosen, Actor actor, CancellationToken ct)
    {
        if (chosen.Count is 0 or > Most)
        {
            return chosen.Count == 0 ? RequestRefusals.NothingChosen : RequestRefusals.TooManyTogether;
        }

        var safe = (await CandidatesAsync(actor, ct)).Where(row => row.Warnings.Count == 0).Select(row => row.Id).ToHashSet();
        var results = new List<OneOfMany>(chosen.Count);
        foreach (var one in chosen)
        {
            ct.ThrowIfCancellationRequested();
            results.Add(new OneOfMany(one.RequestId, safe.Contains(one.RequestId) ? await AcceptOneAsync(one, actor, ct) : RequestRefusals.NotSafeTogether));
        }

        return Outcome<IReadOnlyList<OneOfMany>>.FromT(results);
    }

    /// <summary>A scope each: what one leaves behind in a context is never saved with the next.</summary>
    private async Task<Refusal?> AcceptOneAsync(AcceptAssignmentRequest one, Actor actor, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<AcceptAssignment>().ExecuteAsync(one, actor, ct)).Refusal;
    }

    private List<string> Warnings(Found row, bool makesStaff, Actor actor)
    {
        var (asked, position) = (row.Request, row.Position);
        var warnings = new List<string>();
        Warn(asked.SubjectId is null, "The person is not registered yet.");
        Warn(row.Subject is { } state && state is not ProfileState.Verified, "The profile of the person is not verified.");
        Warn(asked.SubjectId == actor.ProfileId, "It is about you.");
        Warn(row.OtherSide, "You have asked for something for this person before.");
        Warn(row.Locked, "A colleague is looking at it.");
        Warn(asked.AssignedTo is { } colleague && colleague != actor.ProfileId, "A colleague has it.");
        Warn(asked.EscalatedAt is not null, "It was sent to the national Registration Authority.");
        Warn(row.HasStory, "Something was said about it, attached to it or changed in it.");
        Warn(asked.StartsOn < clock.Today(), "Its first day has passed.");
        Warn(position.State is PositionState.Closed, "The position is closed.");
        Warn(position.ChangedAt > asked.RaisedAt, "The position was changed since it was asked for.");
        Warn(makesStaff, "The position makes its holder RA staff.");
        Warn(position.Organisation == OdsCode.NationalLocumPharmacy, "It gives access at every pharmacy.");
        return warnings;

        void Warn(bool speaksAgainst, string why)
        {
            if (speaksAgainst)
            {
                warnings.Add(why);
            }
        }
    }

    private sealed record Found(AccessRequest Request, Position Position, string RaisedBy, ProfileState? Subject, bool Locked, bool HasStory, bool OtherSide)
    {
        /// <summary>Null where it is said already why it waits.</summary>
        public ForeseenGrant? Foreseen(DateOnly today, bool wouldBeGiven) =>
            Request is { SubjectId: { } subject, StartsOn: { } from } && Subject is ProfileState.Verified && Position.State is PositionState.Open
                ? new ForeseenGrant(subject, Position.Id, from < today ? today : from, Request.ExpiresOn, wouldBeGiven)
                : null;

        public TogetherRow View(IReadOnlyList<string> warnings) => new()
        {
            Id = Request.Id,
            Reference = Request.Reference,
            Round = Request.Round,
            SubjectName = Request.SubjectName,
            PositionName = Position.Name,
            Organisation = Request.Organisation,
            RaisedBy = RaisedBy,
            Note = Request.Note,
            StartsOn = Request.StartsOn ?? default,
            ExpiresOn = Request.ExpiresOn,
            Warnings = warnings,
        };
    }
}
