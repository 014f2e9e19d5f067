namespace CareIdentity.Web.Nhs;

/// <summary>A refusal that leaves nobody stuck: what is wrong, why, what to do next, who can help.</summary>
/// <param name="What">The smartcard cannot be renewed here</param>
/// <param name="Code">The stable code, in small print: smartcard.expired</param>
public sealed record RefusalView(string What, string Code)
{
    /// <summary>The rule in one sentence.</summary>
    public string? Why { get; init; }

    public string? Next { get; init; }

    public LinkView? NextLink { get; init; }

    /// <summary>The field that has to change, as its name in the form; the summary links to it.</summary>
    public string? Field { get; init; }

    /// <summary>People at this site who can do it; three are shown.</summary>
    public IReadOnlyList<PersonWhoCan> WhoCan { get; init; } = [];

    /// <summary>How to reach the Registration Authority when nobody at the site can.</summary>
    public PersonWhoCan? RegistrationAuthority { get; init; }
}
