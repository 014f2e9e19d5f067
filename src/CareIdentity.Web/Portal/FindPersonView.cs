using CareIdentity.Access;

namespace CareIdentity.Web.Portal;

/// <summary>
/// The box by which a form finds somebody whom it does not list: in the form itself, so that what is typed and chosen stays, and sent to
/// <paramref name="Address"/>, which shows the same form again. It is there where more can be chosen than are listed.
/// </summary>
public sealed record FindPersonView(OfferedPeople Offer, string? Typed, string Address)
{
    /// <summary>Of the field, and of what it is bound to.</summary>
    public const string Field = "FindPerson";

    public bool IsShown => Offer.IsMore || IsTyped;

    public string Hint => (IsTyped, Offer) switch
    {
        (true, { Found: 0 }) => $"Nobody who can be chosen here matches “{Typed!.Trim()}”. Try part of the name.",
        (true, { IsMore: true }) => $"More than {OfferedPeople.Most} match; the first are listed. Type more of the name.",
        (true, _) => "Those who match are listed above. Empty it to see the first by name again.",
        _ => $"The first {OfferedPeople.Most} by name are listed above. Others are found by part of the name.",
    };

    private bool IsTyped => !string.IsNullOrWhiteSpace(Typed);
}
