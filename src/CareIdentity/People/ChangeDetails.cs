using System.Globalization;
using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.People;

public sealed record ChangeDetailsRequest
{
    public required Guid ProfileId { get; init; }

    /// <summary>Everything as it shall be; what stays the same is given as it is.</summary>
    public required PersonalDetails Details { get; init; }

    /// <summary>Mandatory where the name or the date of birth changes, with the document that shows it.</summary>
    public required string Reason { get; init; }

    /// <summary>The staff record that owns the fields asks for it: what it owns is changed by nobody else.</summary>
    internal bool ByOwner { get; init; }
}

/// <summary>
/// Changes what is known of a person (features.md row 21). A holder changes how they are reached themselves (row 9); everything else is
/// for the Registration Authority, and never on one's own profile.
/// </summary>
public sealed class ChangeDetails(CareIdentityDb db, Authority authority, ProfileRegistration registration, OwnedFieldQueries owned, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<Done>> ExecuteAsync(ChangeDetailsRequest request, Actor actor, CancellationToken ct) =>
        (await ApplyAsync(request, actor, ct) ?? await db.SaveAsync(ct)) is { } refused ? refused : Done.Instance;

    /// <summary>All of it but the save: for a request that asks for it, whose acceptance stands in the same commit.</summary>
    internal async Task<Refusal?> ApplyAsync(ChangeDetailsRequest request, Actor actor, CancellationToken ct)
    {
        var profile = await db.Profiles.FirstOrDefaultAsync(p => p.Id == request.ProfileId, ct);
        if (profile is null)
        {
            return ProfileRefusals.NotFound;
        }

        var before = profile.Described;
        var changes = DetailsChange.Between(before, request.Details);
        if (profile.Id != actor.ProfileId)
        {
            if (await authority.CheckForProfileAsync(actor, RaFunction.ChangeDetails, profile.Id, ct) is { } notAllowed)
            {
                return notAllowed;
            }
        }
        else if (changes.Any(change => !DetailsChange.IsContact(change.Field)))
        {
            return ProfileRefusals.OwnProfile;
        }

        if ((Decide(profile, request.Details, request.Reason, clock.Today()) ?? await OwnedElsewhereAsync(request, changes, ct)) is { } refusal)
        {
            return refusal;
        }

        profile.Describe(request.Details);
        if (changes.Any(change => DetailsChange.IsName(change.Field)))
        {
            await registration.RenameAsync(profile, ct);
        }

        audit.Record(actor, new Reason(request.Reason.Trim()), new DetailsChanged { ProfileId = profile.Id, Changes = changes });

        return null;
    }

    private async Task<Refusal?> OwnedElsewhereAsync(ChangeDetailsRequest request, IReadOnlyList<DetailsChange> changes, CancellationToken ct) =>
        request.ByOwner ? null : ProfileRefusals.OwnedElsewhere(changes, await owned.OfAsync(request.ProfileId, ct));

    /// <summary>Whether the details may become these, for whoever asks for it, too.</summary>
    internal static Refusal? Decide(Profile profile, PersonalDetails details, string reason, DateOnly today)
    {
        var changes = DetailsChange.Between(profile.Described, details);
        var beyondContact = changes.Any(change => !DetailsChange.IsContact(change.Field));
        return profile.State is ProfileState.Closed ? ProfileRefusals.Closed(profile.FullName)
            : CheckOf(profile, details, today) is { } wrong ? wrong
            : changes.Count == 0 ? ProfileRefusals.NothingChanged
            : profile.State is ProfileState.Unverified && beyondContact ? ProfileRefusals.ChangedByVerifying(profile.FullName)
            : beyondContact && string.IsNullOrWhiteSpace(reason) ? ProfileRefusals.ReasonMissing
            : null;
    }

    private static Refusal? CheckOf(Profile profile, PersonalDetails details, DateOnly today) =>
        profile.Kind is not ProfileKind.Person
            ? DetailsChange.Between(profile.Described, details).Any(change => !DetailsChange.IsContact(change.Field)) ? SharedProfileRefusals.NameFixed : null
        : profile.State is ProfileState.Unverified ? PersonalDetailsRules.CheckNames(details) : PersonalDetailsRules.Check(details, today);
}

/// <summary>One field, as it was and as it is.</summary>
public sealed record DetailsChange(string Field, string? Before, string? After)
{
    public static IReadOnlyList<DetailsChange> Between(PersonalDetails before, PersonalDetails after) =>
    [
        .. Values(before).Zip(Values(after), (was, becomes) => new DetailsChange(was.Field, was.Value, becomes.Value))
            .Where(change => change.Before != change.After),
    ];

    /// <summary>The details with these fields as they shall be, and every other as it is.</summary>
    public static PersonalDetails Apply(PersonalDetails details, IEnumerable<DetailsChange> changes) =>
        changes.Aggregate(details, (now, change) => change.Field switch
        {
            nameof(PersonalDetails.Title) => now with { Title = change.After },
            nameof(PersonalDetails.GivenName) => now with { GivenName = change.After ?? "" },
            nameof(PersonalDetails.MiddleNames) => now with { MiddleNames = change.After },
            nameof(PersonalDetails.FamilyName) => now with { FamilyName = change.After ?? "" },
            nameof(PersonalDetails.NameOnCard) => now with { NameOnCard = change.After },
            nameof(PersonalDetails.DateOfBirth) => now with { DateOfBirth = change.After is { } born ? DateOnly.ParseExact(born, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null },
            nameof(PersonalDetails.NationalInsuranceNumber) => now with { NationalInsuranceNumber = NationalInsuranceNumber.TryParse(change.After, out var number) ? number : null },
            nameof(PersonalDetails.Email) => now with { Email = EmailAddress.TryParse(change.After, out var email) ? email : null },
            nameof(PersonalDetails.Mobile) => now with { Mobile = change.After },
            nameof(PersonalDetails.ProfessionalNumber) => now with { ProfessionalNumber = ProfessionalNumber.TryParse(change.After?.Replace(' ', ':'), out var professional) ? professional : null },
            _ => throw new InvalidOperationException($"No field of a person: {change.Field}."),
        });

    /// <summary>Every field as text; null where nothing is known.</summary>
    public static IReadOnlyList<(string Field, string? Value)> Values(PersonalDetails details) =>
    [
        (nameof(PersonalDetails.Title), Known(details.Title)),
        (nameof(PersonalDetails.GivenName), Known(details.GivenName)),
        (nameof(PersonalDetails.MiddleNames), Known(details.MiddleNames)),
        (nameof(PersonalDetails.FamilyName), Known(details.FamilyName)),
        (nameof(PersonalDetails.NameOnCard), Known(details.NameOnCard)),
        (nameof(PersonalDetails.DateOfBirth), Known($"{details.DateOfBirth:yyyy-MM-dd}")),
        (nameof(PersonalDetails.NationalInsuranceNumber), details.NationalInsuranceNumber?.Value),
        (nameof(PersonalDetails.Email), details.Email?.Value),
        (nameof(PersonalDetails.Mobile), Known(details.Mobile)),
        (nameof(PersonalDetails.ProfessionalNumber), details.ProfessionalNumber?.ToString()),
    ];

    /// <summary>A field in the middle of a sentence.</summary>
    public static string Words(string field) => field switch
    {
        nameof(PersonalDetails.GivenName) => "given name",
        nameof(PersonalDetails.MiddleNames) => "middle names",
        nameof(PersonalDetails.FamilyName) => "family name",
        nameof(PersonalDetails.NameOnCard) => "name on the card",
        nameof(PersonalDetails.DateOfBirth) => "date of birth",
        nameof(PersonalDetails.NationalInsuranceNumber) => "National Insurance number",
        nameof(PersonalDetails.Email) => "e-mail",
        nameof(PersonalDetails.Mobile) => "mobile number",
        nameof(PersonalDetails.ProfessionalNumber) => "professional number",
        _ => field.ToLowerInvariant(),
    };

    private static string? Known(string? text) => string.IsNullOrEmpty(text) ? null : text;

    public static bool IsContact(string field) => field is nameof(PersonalDetails.Email) or nameof(PersonalDetails.Mobile);

    public static bool IsName(string field) => field is nameof(PersonalDetails.GivenName) or nameof(PersonalDetails.MiddleNames) or nameof(PersonalDetails.FamilyName);
}

public sealed record DetailsChanged : CareEvent
{
    public required Guid ProfileId { get; init; }

    public required IReadOnlyList<DetailsChange> Changes { get; init; }

    public override string InWords => $"Changed {string.Join("; ", Changes.Select(change => $"{DetailsChange.Words(change.Field)} from {Shown(change.Before)} to {Shown(change.After)}"))}.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Profile(ProfileId)];

    private static string Shown(string? value) => string.IsNullOrEmpty(value) ? "nothing" : value;
}
