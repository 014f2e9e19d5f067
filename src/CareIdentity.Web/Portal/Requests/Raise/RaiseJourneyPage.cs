using System.Text.Json;
using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.People;
using CareIdentity.Requests;

namespace CareIdentity.Web.Portal.Requests.Raise;

/// <summary>What the sponsor has said so far.</summary>
public sealed record RaiseAnswers
{
    public string GivenName { get; init; } = "";

    public string? MiddleNames { get; init; }

    public string FamilyName { get; init; } = "";

    public DateOnly? BornOn { get; init; }

    public string? Email { get; init; }

    public string? Mobile { get; init; }

    public Guid? PositionId { get; init; }

    public DateOnly? StartsOn { get; init; }

    public DateOnly? ExpiresOn { get; init; }

    public string Note { get; init; } = "";

    /// <summary>The next question that has no answer yet.</summary>
    public string NextPage => this switch
    {
        { FamilyName: "" } or { BornOn: null } => "/requests/new/person",
        { PositionId: null } => "/requests/new/position",
        _ => "/requests/new/check",
    };

    public PersonalDetails Person => new()
    {
        GivenName = GivenName,
        MiddleNames = MiddleNames,
        FamilyName = FamilyName,
        DateOfBirth = BornOn,
        Email = EmailAddress.TryParse(Email, out var email) ? email : null,
        Mobile = Mobile,
    };
}

/// <summary>The journey "Request a new profile": person, position, check. Its state is a draft of the sponsor's own.</summary>
public abstract class RaiseJourneyPage(JourneyDrafts drafts) : PortalPage
{
    private const string Journey = "raise";

    private DraftView? draft;

    public RaiseAnswers Answers { get; private set; } = new();

    public OdsCode Organisation => Actor.Organisation ?? throw new InvalidOperationException("A role without an organisation.");

    /// <summary>Of the draft that was read; empty where there is none.</summary>
    public string Seen => draft?.Seen ?? "";

    protected JourneyDrafts Drafts => drafts;

    protected async Task LoadAsync()
    {
        draft = await drafts.FindAsync(Journey, Actor, Aborted);
        Answers = draft is null ? new RaiseAnswers() : JsonSerializer.Deserialize<RaiseAnswers>(draft.Answers) ?? new RaiseAnswers();
    }

    protected Task KeepAsync(RaiseAnswers answers)
    {
        Answers = answers;
        return drafts.KeepAsync(Journey, Actor, JsonSerializer.Serialize(answers), Aborted);
    }

    protected Task ForgetAsync() => drafts.ForgetAsync(Journey, Actor, Aborted);

    protected static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
