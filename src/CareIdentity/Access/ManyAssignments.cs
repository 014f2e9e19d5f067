using CareIdentity.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace CareIdentity.Access;

/// <summary>What became of one of many.</summary>
/// <param name="Refusal">Null where it was done.</param>
public sealed record OneOfMany(Guid Id, Refusal? Refusal);

/// <summary>
/// Does to many, one after the other, exactly what is done to one: each by its own verb, under all its rules, in a commit and with an
/// event of its own. One that is refused keeps no other from being done; repeated, what was done is refused as done already.
/// </summary>
public sealed class ManyAssignments(IServiceScopeFactory scopes, Authority authority)
{
    /// <summary>At once, so that somebody can wait for it.</summary>
    public const int Most = 200;

    /// <summary>One position for many people, or many positions for one.</summary>
    /// <returns>By profile and in their order; refused as a whole where the actor may not do many at once at one of the organisations.</returns>
    public Task<Outcome<IReadOnlyList<OneOfMany>>> AssignAsync(OdsCode organisation, IReadOnlyList<AssignPositionRequest> requests, Actor actor, CancellationToken ct) =>
        EachAsync(organisation, requests, actor, async (AssignPosition assign, AssignPositionRequest request) =>
            new OneOfMany(request.ProfileId, (await assign.ExecuteAsync(request, actor, ct)).Refusal), ct);

    public Task<Outcome<IReadOnlyList<OneOfMany>>> ChangeEndAsync(OdsCode organisation, IReadOnlyList<ChangeAssignmentRequest> requests, Actor actor, CancellationToken ct) =>
        EachAsync(organisation, requests, actor, async (ChangeAssignment change, ChangeAssignmentRequest request) =>
            new OneOfMany(request.AssignmentId, (await change.ExecuteAsync(request, actor, ct)).Refusal), ct);

    public Task<Outcome<IReadOnlyList<OneOfMany>>> RemoveAsync(OdsCode organisation, IReadOnlyList<RemoveAssignmentRequest> requests, Actor actor, CancellationToken ct) =>
        EachAsync(organisation, requests, actor, async (RemoveAssignment remove, RemoveAssignmentRequest request) =>
            new OneOfMany(request.AssignmentId, (await remove.ExecuteAsync(request, actor, ct)).Refusal), ct);

    /// <summary>A scope each: what one leaves behind in a context is never saved with the next.</summary>
    private async Task<Outcome<IReadOnlyList<OneOfMany>>> EachAsync<TVerb, TRequest>(
        OdsCode organisation, IReadOnlyList<TRequest> requests, Actor actor, Func<TVerb, TRequest, Task<OneOfMany>> one, CancellationToken ct)
        where TVerb : notnull
    {
        if (await authority.CheckAsync(actor, RaFunction.ManageManyAssignments, organisation, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        if (requests.Count is 0 or > Most)
        {
            return requests.Count == 0 ? ManyRefusals.Nobody : ManyRefusals.TooMany;
        }

        var results = new List<OneOfMany>(requests.Count);
        foreach (var request in requests)
        {
            ct.ThrowIfCancellationRequested();
            await using var scope = scopes.CreateAsyncScope();
            results.Add(await one(scope.ServiceProvider.GetRequiredService<TVerb>(), request));
        }

        return Outcome<IReadOnlyList<OneOfMany>>.FromT(results);
    }
}

/// <summary>Why many at once are refused as a whole.</summary>
public static class ManyRefusals
{
    public static readonly Refusal Nobody = new("many.nobody", "Nobody of them can be found.") { Next = "Paste their UUIDs: 12 digits each." };

    public static readonly Refusal NothingChosen = new("many.nothing-chosen", "Select at least one position.") { Field = "Chosen" };

    public static readonly Refusal NobodyHolds = new("many.nobody-holds", "None of them holds this position.") { Next = "Nothing is to be done; or choose another position." };

    public static readonly Refusal TooManyPasted = new("many.too-many-pasted", $"More than {PeopleByUuid.Most:N0} were pasted.")
    {
        Next = $"Paste at most {PeopleByUuid.Most:N0} at once, or upload a file under Batches: it may have 100,000 lines.",
    };

    public static readonly Refusal TooMany = new("many.too-many", $"At most {ManyAssignments.Most} are done at once.") { Next = "Do the first of them, then the others." };
}
