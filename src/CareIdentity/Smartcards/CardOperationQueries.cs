using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Smartcards;

/// <summary>Reads over card operations: for the stepper while one runs, and for taking it up again after.</summary>
public sealed class CardOperationQueries(CareIdentityDb db, TimeProvider clock)
{
    public async Task<CardOperationView?> FindAsync(Guid operationId, CancellationToken ct)
    {
        var row = await db.CardOperations.AsNoTracking()
            .Where(o => o.Id == operationId)
            .Select(o => new
            {
                Operation = o,
                Holder = db.Profiles.Where(p => p.Id == o.ProfileId).Select(p => p.GivenName + " " + p.FamilyName).First(),
                Card = db.Smartcards.Where(c => c.Id == o.SmartcardId).Select(c => c.Serial).FirstOrDefault(),
                Steps = db.CardOperationSteps.Where(s => s.OperationId == o.Id && s.Attempt == o.Attempt).Select(s => new { s.Number, s.DoneAt }).ToList(),
            })
            .FirstOrDefaultAsync(ct);
        return row is null ? null : View(row.Operation, row.Holder, row.Card, row.Steps.ToDictionary(s => s.Number, s => s.DoneAt is not null));
    }

    /// <summary>Work for this person that was not finished, newest first.</summary>
    public async Task<IReadOnlyList<Guid>> UnfinishedAsync(Guid profileId, CancellationToken ct) =>
        await db.CardOperations.AsNoTracking()
            .Where(o => o.ProfileId == profileId && o.State == CardOperationState.Interrupted)
            .OrderByDescending(o => o.Id)
            .Select(o => o.Id)
            .ToListAsync(ct);

    private CardOperationView View(CardOperation operation, string holder, CardSerial? card, Dictionary<int, bool> begun)
    {
        var running = operation.IsRunning(clock.GetUtcNow());
        return new CardOperationView
        {
            Id = operation.Id,
            Kind = operation.Kind,
            State = operation.State is CardOperationState.Running && !running ? CardOperationState.Interrupted : operation.State,
            ProfileId = operation.ProfileId,
            HolderName = holder,
            Card = card,
            SmartcardId = operation.SmartcardId,
            StartedBy = operation.ActorName,
            ActingAs = operation.ActingAs,
            StartedAt = operation.StartedAt,
            EndedAt = operation.EndedAt,
            TroubleCode = operation.TroubleCode,
            Trouble = operation.Trouble,
            CanContinue = !operation.IsOver && !running && operation.Attempt > 0,
            Steps = [.. CardSteps.Of(operation.Kind).Select((step, index) => new StepView(step, step.InWords(), Progress(begun, index + 1)))],
        };
    }

    private static StepProgress Progress(Dictionary<int, bool> begun, int number) =>
        begun.TryGetValue(number, out var done) ? done ? StepProgress.Done : StepProgress.Now : StepProgress.ToDo;
}
