using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CareIdentity.Access;

public sealed record EndPositionsRequest
{
    public required Guid ProfileId { get; init; }

    /// <summary>Which of the person's; each is ended once, however often it is named.</summary>
    public required IReadOnlyList<Guid> Assignments { get; init; }

    /// <summary>The last day of each; null: they are removed at once.</summary>
    public DateOnly? LastDay { get; init; }

    public required string Reason { get; init; }
}

/// <summary>
/// Ends several positions of one person, one after the other, each by the verb that ends one (features.md rows 40 and 41): whoever may not
/// end one of them by itself does not end it among others, and one that is refused keeps no other from ending.
/// </summary>
public sealed class ManyOfPerson(IServiceScopeFactory scopes, CareIdentityDb db, OnePerson person, Authority authority, TimeProvider clock)
{
    /// <summary>At once, so that somebody can wait for it.</summary>
    public const int Most = ManyAssignments.Most;

    /// <returns>By assignment and in their order; refused as a whole where no role of the actor's ends positions, or nothing could be ended so.</returns>
    public async Task<Outcome<IReadOnlyList<OneOfMany>>> EndAsync(EndPositionsRequest request, Actor actor, CancellationToken ct)
    {
        // Whoever may move a last day may remove, too: one question for both ways.
        if (await authority.CheckAsync(actor, RaFunction.RemoveAssignment, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        List<Guid> chosen = [.. request.Assignments.Distinct()];
        if (Decide(chosen.Count, request.LastDay, request.Reason, clock.Today()) is { } refusal)
        {
            return refusal;
        }

        var theirs = await TheirsAsync(request.ProfileId, chosen, ct);
        var results = new List<OneOfMany>(chosen.Count);
        foreach (var id in chosen)
        {
            ct.ThrowIfCancellationRequested();
            results.Add(new OneOfMany(id, theirs.Contains(id) ? await EndOneAsync(id, request, actor, ct) : AccessRefusals.AssignmentNotFound));
        }

        return Outcome<IReadOnlyList<OneOfMany>>.FromT(results);
    }

    /// <summary>What is wrong with all of them is said once.</summary>
    private static Refusal? Decide(int chosen, DateOnly? lastDay, string reason, DateOnly today) =>
        chosen == 0 ? ManyRefusals.NothingChosen
        : chosen > Most ? ManyRefusals.TooMany
        : string.IsNullOrWhiteSpace(reason) ? AccessRefusals.ReasonMissing
        : lastDay < today ? AccessRefusals.EndInPast
        : null;

    private async Task<HashSet<Guid>> TheirsAsync(Guid profileId, List<Guid> chosen, CancellationToken ct)
    {
        var ids = await person.IdsAsync(profileId, ct);
        return [.. await db.PositionAssignments.AsNoTracking().Where(a => chosen.Contains(a.Id) && ids.Contains(a.ProfileId)).Select(a => a.Id).ToListAsync(ct)];
    }

    /// <summary>A scope each: what one leaves behind in a context is never saved with the next.</summary>
    private async Task<Refusal?> EndOneAsync(Guid id, EndPositionsRequest request, Actor actor, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return request.LastDay is { } lastDay
            ? (await scope.ServiceProvider.GetRequiredService<ChangeAssignment>().ExecuteAsync(
                new ChangeAssignmentRequest { AssignmentId = id, ExpiresOn = lastDay, Reason = request.Reason }, actor, ct)).Refusal
            : (await scope.ServiceProvider.GetRequiredService<RemoveAssignment>().ExecuteAsync(
                new RemoveAssignmentRequest { AssignmentId = id, Reason = request.Reason }, actor, ct)).Refusal;
    }
}
