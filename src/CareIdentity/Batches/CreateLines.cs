using CareIdentity.Access;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Requests;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Batches;

/// <summary>
/// A sponsor asks for people to be registered: a request each, which an ID checker decides with the person's documents in hand. No profile
/// comes to be without that, however many are asked for.
/// </summary>
internal sealed class CreateLines(CareIdentityDb db, LineLookups lookups, DuplicateCheck duplicates, RaiseRegistration raise, WithdrawRequest withdraw, TimeProvider clock) : BatchWork(db)
{
    private static readonly char[] Between = [' ', ',', ';'];

    private readonly CareIdentityDb db = db;

    public override BatchKind Kind => BatchKind.Create;

    protected override async Task<LineResult> DoOneAsync(LineCells cells, string reason, Actor actor, CancellationToken ct)
    {
        var organisation = cells.Value<OdsCode>(BatchColumns.Organisation, "an ODS code");
        var person = LineDetails.Of(cells);
        var position = cells.Text(BatchColumns.Position) is null ? null : await lookups.PositionAsync(cells, ct);
        var (first, last) = (cells.Date(BatchColumns.FirstDay), cells.Date(BatchColumns.LastDay));
        LineDetails.Check(person, cells, clock.Today());
        foreach (var day in position is null ? [] : AssignmentRules.Days(first, last, clock.Today()))
        {
            cells.Refuse(day, BatchColumns.OfField(day.Field));
        }

        if (person is { GivenName.Length: > 0, FamilyName.Length: > 0 })
        {
            await CheckResemblesAsync(person, cells, ct);
        }

        if (cells.Problem is { } problem)
        {
            return problem;
        }

        var outcome = await raise.ExecuteAsync(
            new RaiseRegistrationRequest { Organisation = organisation!, Person = person, PositionId = position?.Id, StartsOn = first, ExpiresOn = last, Note = reason }, actor, ct);
        return outcome.Match(raised => new LineResult
        {
            Target = raised.RegistrationId,
            Effect = $"{person.GivenName} {person.FamilyName}, born {person.DateOfBirth:d MMMM yyyy}: nothing → requests {raised.Registration}{(raised.Assignment is null ? "" : $" and {raised.Assignment} for {position!.Name}")} at {organisation}",
            Same = $"{Search.NameText.Joined($"{person.FamilyName} {person.GivenName}")}|{person.DateOfBirth}",
        }, refusal => LineResult.Refused(refusal));
    }

    protected override async Task<LineResult> UndoOneAsync(BatchLine line, string reason, Actor actor, CancellationToken ct) =>
        await db.AccessRequests.AnyAsync(r => r.Id == line.Target && (r.State == RequestState.Open || r.State == RequestState.Returned), ct)
            ? Result(
                await withdraw.ExecuteAsync(new WithdrawRequestRequest { RequestId = line.Target!.Value, Reason = reason }, actor, ct),
                new LineResult { Effect = "The request was withdrawn." })
            : LineResult.Refused(BatchRefusals.ChangedSince);

    /// <summary>Nobody may, but for those whom the line says they are not.</summary>
    private async Task CheckResemblesAsync(PersonalDetails person, LineCells cells, CancellationToken ct)
    {
        var others = (cells.Text(BatchColumns.DifferentFrom) ?? "").Split(Between, StringSplitOptions.RemoveEmptyEntries).ToHashSet();
        var found = (await duplicates.FindAsync(person, [], ct)).Where(d => !others.Contains(d.Uuid.Value)).ToList();
        if (found.Count > 0)
        {
            cells.Refuse(BatchRefusals.LikelyDuplicates(found.Select(d => $"{d.FullName} {d.Uuid}")), BatchColumns.FamilyName);
        }
    }
}
