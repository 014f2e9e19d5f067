using System.Text.Json.Serialization;

namespace CareIdentity.Audit;

/// <summary>
/// Something that happened and was allowed: named in the past tense, declared beside the verb that makes it.
/// Members are facts that a reader years later needs; never a passcode, key or other secret.
/// </summary>
public abstract record CareEvent
{
    /// <summary>One sentence for the history page, kept as it was said then.</summary>
    [JsonIgnore]
    public abstract string InWords { get; }

    /// <summary>Everything whose history this belongs to.</summary>
    [JsonIgnore]
    public abstract IEnumerable<AuditSubject> Subjects { get; }
}

public enum SubjectKind
{
    Profile,
    Organisation,
    Position,
    Request,
    Smartcard,
    Issuer,
    ReferenceSet,
}

/// <summary>What an event is about.</summary>
public sealed record AuditSubject(SubjectKind Kind, string Key)
{
    public static AuditSubject Profile(Guid id) => new(SubjectKind.Profile, id.ToString());

    public static AuditSubject Position(Guid id) => new(SubjectKind.Position, id.ToString());

    public static AuditSubject Request(Guid id) => new(SubjectKind.Request, id.ToString());

    public static AuditSubject Smartcard(Guid id) => new(SubjectKind.Smartcard, id.ToString());

    public static AuditSubject Issuer(Guid id) => new(SubjectKind.Issuer, id.ToString());

    /// <summary>A set of reference data taken over from files, such as <c>rbac</c>.</summary>
    public static AuditSubject ReferenceSet(string name) => new(SubjectKind.ReferenceSet, name);

    public static AuditSubject Organisation(Kernel.OdsCode code) => new(SubjectKind.Organisation, code.Value);
}
