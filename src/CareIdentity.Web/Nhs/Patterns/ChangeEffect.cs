namespace CareIdentity.Web.Nhs;

/// <summary>What a change does to the person it concerns.</summary>
public enum ChangeEffect
{
    Same,
    Changed,
    Gain,
    Loss,
}
