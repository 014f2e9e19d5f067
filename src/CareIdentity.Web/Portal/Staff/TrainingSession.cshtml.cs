using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.People;
using CareIdentity.Staff;
using CareIdentity.Web.Portal.Organisations;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Staff;

/// <summary>One session: who has a place, who attended.</summary>
public sealed class TrainingSessionModel(OrganisationQueries organisations, Authority authority, TrainingQueries training, ProfileQueries profiles, SessionChanges changes)
    : OrganisationPage(organisations, authority)
{
    public override string Tab => "staff";

    [BindProperty(SupportsGet = true, Name = "session")]
    public Guid SessionId { get; set; }

    [BindProperty]
    public Guid ProfileId { get; set; }

    [BindProperty]
    public string? Uuid { get; set; }

    [BindProperty]
    public List<Guid> Attended { get; set; } = [];

    [BindProperty]
    public string? Reason { get; set; }

    public TrainingSessionView View { get; private set; } = null!;

    public DateTimeOffset Now => Clock.GetUtcNow();

    public bool HasBegun => View.StartsAt <= Now;

    public IReadOnlyList<PlaceView> Places { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync() => await FindSessionAsync() ?? Page();

    public async Task<IActionResult> OnPostBookAsync()
    {
        if (await FindSessionAsync() is { } missing)
        {
            return missing;
        }

        if (!UserUuid.TryParse(Uuid, out var uuid) || await profiles.FindAsync(uuid, Aborted) is not { } person)
        {
            ModelState.AddModelError(nameof(Uuid), "Enter the UUID of somebody who is registered: 12 digits");
            return Page();
        }

        return await TellAsync(await changes.BookAsync(SessionId, person.Id, Actor, Aborted), $"A place is booked for {person.FullName}.");
    }

    public Task<IActionResult> OnPostGiveUpAsync() => DoAsync(() => changes.GiveUpAsync(SessionId, ProfileId, Actor, Aborted), "The place is free again.");

    public Task<IActionResult> OnPostHoldAsync() => DoAsync(() => changes.HoldAsync(SessionId, Attended, Actor, Aborted), "Who attended is recorded. Their training counts from the day of the session.");

    public Task<IActionResult> OnPostCancelAsync() => DoAsync(() => changes.CancelAsync(SessionId, Reason ?? "", Actor, Aborted), "The session is cancelled.");

    private async Task<IActionResult> DoAsync(Func<Task<Outcome<Done>>> change, string done) => await FindSessionAsync() ?? await TellAsync(await change(), done);

    private async Task<IActionResult> TellAsync(Outcome<Done> outcome, string done) =>
        outcome.IsRefused(out var refusal, out _) ? await RefuseAsync(refusal, refusal.Field) : Told(done, $"/training/{SessionId}");

    private async Task<IActionResult?> FindSessionAsync()
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        if (await training.FindAsync(SessionId, Aborted) is not { } view || view.Organisation != Organisation.Code)
        {
            return NotFound();
        }

        View = view;
        if (await Authority.CheckAsync(Actor, RaFunction.ManageTraining, Organisation.Code, Aborted) is { } refusal)
        {
            return await RefusePageAsync(refusal);
        }

        Places = await training.PlacesAsync(SessionId, Aborted);
        return null;
    }
}
