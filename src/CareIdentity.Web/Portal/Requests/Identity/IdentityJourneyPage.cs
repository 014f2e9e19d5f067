using System.Text.Json;
using CareIdentity.People;
using CareIdentity.Requests;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Requests.Identity;

/// <summary>
/// The journey "Check the identity": details, documents, photo, duplicates, confirm. The request stays locked to the checker while they
/// go from page to page; the state is a draft of their own, so that a break loses nothing.
/// </summary>
public abstract class IdentityJourneyPage(RequestQueries requests, RequestViewLock viewLock, JourneyDrafts drafts) : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public string Reference { get; set; } = "";

    public RequestView Asked { get; private set; } = null!;

    public IdentityAnswers Answers { get; private set; } = new();

    public PhotoView? Photo { get; private set; }

    protected JourneyDrafts Drafts => drafts;

    /// <summary>What was begun before the request was sent back and changed is begun anew.</summary>
    protected string Journey => Asked.Round == 0 ? $"identity {Asked.Reference}" : $"identity {Asked.Reference} {Asked.Round}";

    protected string Address(string page) => $"/requests/{Asked.Reference}/identity/{page}";

    /// <summary>Finds the request, renews the lock and reads the draft; sends the reader away where there is nothing for them to do.</summary>
    protected async Task<IActionResult?> FindAsync()
    {
        if (!RequestReference.TryParse(Reference, out var reference) || await requests.FindAsync(reference, Actor, Aborted) is not { } asked)
        {
            return NotFound();
        }

        Asked = asked;
        if (asked is not { Kind: RequestKind.CreateProfile, State: RequestState.Open, Person: { } person }
            || (await viewLock.TakeAsync(asked.Id, Actor, Aborted))?.IsHeldBy(Actor) is not true)
        {
            return LocalRedirect($"/requests/{asked.Reference}");
        }

        var draft = await drafts.FindAsync(Journey, Actor, Aborted);
        Answers = draft is null || draft.Answers == "{}" ? IdentityAnswers.From(person) : JsonSerializer.Deserialize<IdentityAnswers>(draft.Answers)!;
        Photo = draft?.Photo;
        return null;
    }

    protected Task KeepAsync(IdentityAnswers answers)
    {
        Answers = answers;
        return drafts.KeepAsync(Journey, Actor, JsonSerializer.Serialize(answers), Aborted);
    }

    protected static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
