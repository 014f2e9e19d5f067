namespace CareIdentity.Kernel;

/// <summary>
/// Who acts, in which position: always passed in, never ambient. It says who someone is, not what they may do;
/// that is <c>Access/Authority</c>'s to find from the position at the moment of acting.
/// </summary>
public sealed record Actor
{
    /// <summary>Set-up, imports and time-driven work act as the service itself and are shown so in the history.</summary>
    public static readonly Actor Service = new() { ProfileId = Guid.Empty, Name = "Care Identity Service", ActingAs = "the service itself" };

    public required Guid ProfileId { get; init; }

    public required string Name { get; init; }

    /// <summary>The role acted under as the history shows it: "RA Agent, Dorset Registration Authority". Made by the service, never by a caller's form.</summary>
    public string ActingAs { get; init; } = "";

    /// <summary>The assigned position that the session has selected; null before a role is selected.</summary>
    public Guid? AssignmentId { get; init; }

    /// <summary>The access profile of that position: one organisation and one job role.</summary>
    public Guid? AccessProfileId { get; init; }

    public OdsCode? Organisation { get; init; }

    /// <summary>How the person signed in, NIST SP 800-63B: 1 to 3.</summary>
    public int AssuranceLevel { get; init; }

    public Guid? SessionId { get; init; }

    public string CorrelationId { get; init; } = "";

    public bool IsService => ProfileId == Guid.Empty;
}
