using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Requests;

namespace CareIdentity.Web.Portal.Requests.Identity;

/// <summary>Whose identity is checked, and what is known of them beforehand.</summary>
/// <param name="Path">The address below which the pages of the journey are.</param>
/// <param name="Back">The page from which it began.</param>
/// <param name="Told">Where the details come from that the checker begins with.</param>
public sealed record IdentityCase(string Journey, string Path, string Back, string SubjectName, string Told, PersonalDetails Known)
{
    /// <summary>Somebody who stands at the counter: neither requested nor known.</summary>
    public static readonly IdentityCase Unannounced = new(
        "register", "/people/new", "/people/new", "somebody new", "Nobody wrote anything about this person before.", new PersonalDetails { GivenName = "", FamilyName = "" });

    /// <summary>Whether a profile comes to be at the end; otherwise one that is there is verified.</summary>
    public bool Creates => Profile is null;

    /// <summary>Null where nobody asked with a request.</summary>
    public RequestView? Asked { get; init; }

    public ProfileView? Profile { get; init; }

    /// <summary>What was begun before the request was sent back and changed is begun anew.</summary>
    public static IdentityCase Of(RequestView asked, PersonalDetails person) => new(
        asked.Round == 0 ? $"identity {asked.Reference}" : $"identity {asked.Reference} {asked.Round}",
        $"/requests/{asked.Reference}/identity",
        $"/requests/{asked.Reference}",
        asked.SubjectName,
        $"{asked.RaisedBy} wrote what is below.",
        person)
    {
        Asked = asked,
    };

    public static IdentityCase Of(ProfileView profile) => new(
        $"verify {profile.Uuid}",
        $"/people/{profile.Uuid}/verify",
        $"/people/{profile.Uuid}",
        profile.FullName,
        "What is below was taken over from another service.",
        new PersonalDetails
        {
            GivenName = profile.GivenName,
            MiddleNames = profile.MiddleNames,
            FamilyName = profile.FamilyName,
            NameOnCard = profile.NameOnCard,
            DateOfBirth = profile.DateOfBirth == PersonalDetailsRules.UnknownBirth ? null : profile.DateOfBirth,
            NationalInsuranceNumber = profile.NationalInsuranceNumber,
            Email = profile.Email,
            Mobile = profile.Mobile,
            ProfessionalNumber = profile.ProfessionalNumber,
        })
    {
        Profile = profile,
    };
}

/// <summary>What the pages of the journey ask, whomever it is about.</summary>
public sealed class IdentityCases(RequestQueries requests, RequestViewLock viewLock, JourneyDrafts drafts, ProfileQueries profiles, Authority authority)
{
    public RequestQueries Requests => requests;

    public RequestViewLock ViewLock => viewLock;

    public JourneyDrafts Drafts => drafts;

    public ProfileQueries Profiles => profiles;

    public Authority Authority => authority;
}
