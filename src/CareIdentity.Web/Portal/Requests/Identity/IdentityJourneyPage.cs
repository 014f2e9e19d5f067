using System.Text.Json;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Requests;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Requests.Identity;

/// <summary>
/// The journey "Check the identity": details, documents, photo, duplicates, confirm; for somebody who is requested, whose profile was taken
/// over, or who is registered without a request. A request stays locked to the checker while they go from page to page; the state is a draft of their own, so that a break loses nothing.
/// </summary>
public abstract class IdentityJourneyPage(IdentityCases cases) : PortalPage
{
    private DraftView? draft;

    /// <summary>Of the request, where somebody is requested.</summary>
    [FromRoute]
    public string? Reference { get; set; }

    /// <summary>Of the profile, where it was taken over.</summary>
    [FromRoute]
    public string? Uuid { get; set; }

    public IdentityCase Case { get; private set; } = null!;

    public IdentityAnswers Answers { get; private set; } = new();

    public PhotoView? Photo { get; private set; }

    /// <summary>Of the draft that was read; empty where there is none.</summary>
    public string Seen => draft?.Seen ?? "";

    protected JourneyDrafts Drafts => cases.Drafts;

    protected string Journey => Case.Journey;

    public string Address(string page) => $"{Case.Path}/{page}";

    /// <summary>Finds whom the check is about and reads the draft; sends the reader away where there is nothing for them to do.</summary>
    protected async Task<IActionResult?> FindAsync()
    {
        if (await (Uuid is not null ? FindProfileAsync() : Reference is not null ? FindRequestAsync() : FindUnannouncedAsync()) is { } elsewhere)
        {
            return elsewhere;
        }

        await ReadDraftAsync();
        return Case != IdentityCase.Unannounced ? null : await BegunAsync();
    }

    /// <summary>What was recorded so far, or what is known beforehand.</summary>
    protected async Task ReadDraftAsync()
    {
        draft = await Drafts.FindAsync(Journey, Actor, Aborted);
        Answers = draft is null || draft.Answers == "{}" ? IdentityAnswers.From(Case.Known) : JsonSerializer.Deserialize<IdentityAnswers>(draft.Answers)!;
        Photo = draft?.Photo;
    }

    /// <summary>Whoever registers people; where, is asked on the first page.</summary>
    protected async Task<IActionResult?> FindUnannouncedAsync()
    {
        Case = IdentityCase.Unannounced;
        return await cases.Authority.CheckAsync(Actor, RaFunction.CreateProfile, Aborted) is { } refusal ? await RefusePageAsync(refusal) : null;
    }

    private async Task<IActionResult?> BegunAsync() =>
        !OdsCode.TryParse(Answers.Organisation, out var at) || Answers.SponsorId is null ? LocalRedirect(Case.Back)
        : await cases.Authority.CheckAsync(Actor, RaFunction.CreateProfile, at, Aborted) is { } refusal ? await RefusePageAsync(refusal)
        : null;

    protected Task KeepAsync(IdentityAnswers answers)
    {
        Answers = answers;
        return Drafts.KeepAsync(Journey, Actor, JsonSerializer.Serialize(answers), Aborted);
    }

    protected static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private async Task<IActionResult?> FindRequestAsync()
    {
        if (!RequestReference.TryParse(Reference, out var reference) || await cases.Requests.FindAsync(reference, Actor, Aborted) is not { } asked)
        {
            return NotFound();
        }

        if (asked is not { Kind: RequestKind.CreateProfile, State: RequestState.Open, Person: { } person }
            || (await cases.ViewLock.TakeAsync(asked.Id, Actor, Aborted))?.IsHeldBy(Actor) is not true)
        {
            return LocalRedirect($"/requests/{asked.Reference}");
        }

        Case = IdentityCase.Of(asked, person);
        return null;
    }

    private async Task<IActionResult?> FindProfileAsync()
    {
        if (!UserUuid.TryParse(Uuid, out var uuid) || await cases.Profiles.FindAsync(uuid, Aborted) is not { } profile)
        {
            return NotFound();
        }

        if (MergedElsewhere(uuid, profile.Uuid) is { } remaining)
        {
            return remaining;
        }

        Case = IdentityCase.Of(profile);
        var refusal = await cases.Authority.CheckForProfileAsync(Actor, RaFunction.VerifyIdentity, profile.Id, Aborted)
            ?? (profile.Id == Actor.ProfileId ? ProfileRefusals.OwnProfile : null);
        return refusal is not null ? await RefusePageAsync(refusal)
            : profile.State is not ProfileState.Unverified ? LocalRedirect($"/people/{profile.Uuid}")
            : null;
    }
}
