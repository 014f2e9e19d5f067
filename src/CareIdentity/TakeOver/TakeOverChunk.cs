using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Batches;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.People;
using CareIdentity.Search;

namespace CareIdentity.TakeOver;

/// <summary>
/// Lines some thousands at a time, decided in their order and each time taken over in one commit with the events that say so. The database is asked by
/// <see cref="LoadAsync"/> and written by <see cref="WriteAsync"/>, one after the other; what lies between asks nothing, so that lines are decided while those before them are written.
/// </summary>
internal sealed class TakeOverChunk(
    CareIdentityDb db, KnownPlaces places, KnownNames names, AuditTrail audit, IReadOnlyList<Restriction> restrictions, RbacReference rbac, RaPolicy policy, TimeProvider clock)
{
    /// <summary>Keeps the list of positions in an event within what an event may hold.</summary>
    private const int PositionsInEvent = 20;

    private readonly HashSet<string> learnt = [];
    private IReadOnlyList<PersonInHand> before = [];

    /// <summary>What these lines speak of; those to whom the lines before added something are known, though they may not be written yet.</summary>
    public async Task<PeopleInHand> LoadAsync(IReadOnlyList<TakeOverLine> lines, CancellationToken ct)
    {
        var readable = Readable(lines);
        var people = new PeopleInHand(db, clock);
        people.Carry(before);
        await places.LoadAsync(readable, ct);
        await people.LoadAsync(readable, ct);
        await places.LoadAsync([.. people.HeldPositions], ct);
        return people;
    }

    public DecidedLines Decide(IReadOnlyList<TakeOverLine> lines, PeopleInHand people, string fileName, Actor actor)
    {
        var unchanged = Readable(lines).Count(line => !Take(line, people) && line.Cells.Problems.Count == 0);
        before = [.. people.Changed];
        var counts = new TakeOverCounts(before.Count(p => p.IsNew), before.Sum(p => p.Added.Count), unchanged, lines.Count(l => l.Cells.Problems.Count > 0));
        return DecidedLines.Of(lines, counts, before, audit.Write(actor, before.SelectMany(p => Events(p, fileName))), fileName, policy, clock.GetUtcNow());
    }

    public async Task<Refusal?> WriteAsync(DecidedLines decided, CancellationToken ct)
    {
        if (decided.IsEmpty)
        {
            return null;
        }

        await names.LearnAsync([.. decided.Words.Where(learnt.Add)], ct);
        decided.AddTo(db);
        audit.Record(decided.Events);
        var refusal = await db.SaveAsync(ct);
        db.Forget();
        return refusal;
    }

    private static List<TakeOverLine> Readable(IReadOnlyList<TakeOverLine> lines) => [.. lines.Where(l => l.Cells.Problems.Count == 0)];

    /// <summary>True where the line adds something. What is wrong with it is on its cells, every rule with its column.</summary>
    private bool Take(TakeOverLine line, PeopleInHand people)
    {
        var position = Position(line);
        var found = people.Find(line);
        if (found.IsRefused(out var several, out var match))
        {
            line.Cells.Refuse(several, BatchColumns.Uuid);
            return false;
        }

        if (match.Person is { } known && IsThere(known, line, position))
        {
            return false;
        }

        CheckPerson(line, match.Person, people);
        CheckPosition(line, match.Person, position);
        if (line.Cells.Problems.Count > 0)
        {
            return false;
        }

        var person = match.Person ?? people.Add(line);
        if (position is not null)
        {
            Give(person, position, line);
        }

        return true;
    }

    /// <summary>Whatever has become of them since: what was taken over is taken over.</summary>
    private static bool IsThere(PersonInHand person, TakeOverLine line, KnownPosition? position) => position is null
        ? !line.HasPosition && (person.Profile.State is not ProfileState.Unverified || person.Differs(line.Details) is null)
        : person.Held.Exists(held => held.PositionId == position.Id && held.StartsOn == line.FirstDay);

    private KnownPosition? Position(TakeOverLine line)
    {
        if (places.Organisation(line.Organisation!) is not var (name, isOpen))
        {
            line.Cells.Refuse(OrganisationRefusals.NotFound(line.Organisation!.Value), BatchColumns.Organisation);
            return null;
        }

        if (!isOpen)
        {
            line.Cells.Refuse(OrganisationRefusals.Closed(line.Organisation!, name), BatchColumns.Organisation);
            return null;
        }

        if (!line.HasPosition)
        {
            return null;
        }

        var column = line.Position is null ? TakeOverColumns.JobRole : BatchColumns.Position;
        if (places.Open(line.Organisation!, line.Position, line.JobRole) is not [var position])
        {
            line.Cells.Refuse(places.Open(line.Organisation!, line.Position, line.JobRole).Count == 0 ? AccessRefusals.PositionNotFound : TakeOverRefusals.SeveralPositions, column);
            return null;
        }

        if (line.JobRole is { } role && !position.JobRoles.Contains(role))
        {
            line.Cells.Refuse(TakeOverRefusals.OtherJobRole, TakeOverColumns.JobRole);
        }

        return position;
    }

    private static void CheckPerson(TakeOverLine line, PersonInHand? person, PeopleInHand people)
    {
        if (person is { Profile.State: not ProfileState.Unverified })
        {
            line.Cells.Refuse(person.Profile.State is ProfileState.Closed ? ProfileRefusals.Closed(person.Profile.FullName) : TakeOverRefusals.VerifiedSince, BatchColumns.Uuid);
        }
        else if (person?.Differs(line.Details) is var (known, column))
        {
            line.Cells.Refuse(TakeOverRefusals.Differs(known, person.Profile.Uuid.Value), column);
        }

        if (people.WithInsurance(line.Details.NationalInsuranceNumber) is { } insured && insured != person)
        {
            line.Cells.Refuse(TakeOverRefusals.NumberOfAnother(insured.Profile.Uuid.Value), BatchColumns.NationalInsurance);
        }

        if (people.WithRegister(line.Details.ProfessionalNumber) is { } registered && registered != person)
        {
            line.Cells.Refuse(TakeOverRefusals.NumberOfAnother(registered.Profile.Uuid.Value), BatchColumns.Professional);
        }
    }

    private void CheckPosition(TakeOverLine line, PersonInHand? person, KnownPosition? position)
    {
        if (position is null || line.FirstDay is not { } first)
        {
            return;
        }

        var today = clock.Today();
        var held = person?.Held.FindAll(h => !h.IsOver(today)) ?? [];
        if (line.LastDay is null || line.LastDay >= today)
        {
            if (held.Exists(h => h.PositionId == position.Id))
            {
                line.Cells.Refuse(AccessRefusals.AlreadyHeld, BatchColumns.Position);
            }

            if (CombinationRules.Check(restrictions, [.. held.SelectMany(h => places.Of(h.PositionId).Access)], position.Access, rbac) is { } conflict)
            {
                line.Cells.Refuse(conflict, BatchColumns.Position);
            }
        }

        if (position.Organisation == OdsCode.NationalLocumPharmacy)
        {
            CheckLocum(line, person?.Profile.ProfessionalNumber ?? line.Details.ProfessionalNumber, first);
        }
    }

    /// <summary>FFFFF: registered pharmacy staff only, at most 12 months (decisions.md §3).</summary>
    private void CheckLocum(TakeOverLine line, ProfessionalNumber? number, DateOnly first)
    {
        if (LocumScope.CheckRegister(number?.Register) is { } notRegistered)
        {
            line.Cells.Refuse(notRegistered, BatchColumns.Professional);
        }

        if (line.LastDay is null || line.LastDay > first.AddMonths(policy.LocumMonths))
        {
            line.Cells.Refuse(AccessRefusals.LocumTooLong(policy.LocumMonths), BatchColumns.LastDay);
        }
    }

    private void Give(PersonInHand person, KnownPosition position, TakeOverLine line)
    {
        var (now, first) = (clock.GetUtcNow(), line.FirstDay!.Value);
        var assignment = PositionAssignment.Granted(person.Profile.Id, position.Id, first, line.LastDay, new GrantedBy(null, null, null), now);
        if (line.LastDay is { } last && last < clock.Today())
        {
            // Over before it came here: history, which leaves the place to a later time of the same position.
            assignment.Remove(new DateTimeOffset(last.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero));
        }

        person.Held.Add(new HeldPosition(position.Id, first, line.LastDay, assignment.RemovedAt is not null));
        person.Added.Add((assignment, position));
    }

    private static IEnumerable<(Reason Reason, CareEvent Happened)> Events(PersonInHand person, string fileName)
    {
        var positions = person.Added.Select(a => TakenPosition.Of(a.Assignment, a.Position)).Chunk(PositionsInEvent).ToList();
        if (person.IsNew)
        {
            yield return (Reason.None, PersonTakenOver.Of(person.Profile, positions is [var first, ..] ? first : [], fileName));
        }

        foreach (var more in positions.Skip(person.IsNew ? 1 : 0))
        {
            yield return (Reason.None, new PositionsTakenOver { ProfileId = person.Profile.Id, Uuid = person.Profile.Uuid, Positions = more, FileName = fileName });
        }
    }
}
