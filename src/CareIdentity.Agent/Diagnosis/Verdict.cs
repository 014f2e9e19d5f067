namespace CareIdentity.Agent.Diagnosis;

/// <summary>How it stands with one thing.</summary>
internal enum Verdict
{
    Good,
    Absent,
    Broken,
}
