using CareIdentity.Data;
using CareIdentity.Kernel;

namespace CareIdentity.SignIn;

public enum SessionEnd
{
    SignedOut,

    /// <summary>From outside: the profile was closed, the card cancelled, or somebody ended it from another device.</summary>
    Ended,
}

/// <summary>Somebody is signed in. The browser holds a random token, the database its hash; what it is worth is asked at every request.</summary>
internal sealed class Session : IVersioned
{
    public required Guid Id { get; init; }

    /// <summary>SHA-256 of the cookie's token.</summary>
    public required byte[] TokenHash { get; init; }

    public required Guid ProfileId { get; init; }

    public required Guid SmartcardId { get; init; }

    public required Guid CertificateId { get; init; }

    /// <summary>NIST SP 800-63B: a smartcard with its passcode is AAL3.</summary>
    public required int AssuranceLevel { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>However busy: the session is over then.</summary>
    public required DateTimeOffset EndsAt { get; init; }

    /// <summary>Brought up to date at most once a minute.</summary>
    public required DateTimeOffset LastSeenAt { get; init; }

    public Guid? AssignmentId { get; private set; }

    public Guid? AccessProfileId { get; private set; }

    /// <summary>"RA Agent, Dorset Registration Authority": the selected role as history shows it.</summary>
    public string ActingAs { get; private set; } = "";

    public DateTimeOffset? EndedAt { get; private set; }

    public SessionEnd? EndedBy { get; private set; }

    public Guid Version { get; set; }

    public void Select(RoleChoice role) =>
        (AssignmentId, AccessProfileId, ActingAs) = (role.AssignmentId, role.AccessProfileId, role.ActingAs);

    public void End(SessionEnd by, DateTimeOffset at)
    {
        if (EndedAt is null)
        {
            (EndedAt, EndedBy) = (at, by);
        }
    }
}
