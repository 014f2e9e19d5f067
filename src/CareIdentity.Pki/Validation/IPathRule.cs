namespace CareIdentity.Pki.Validation;

/// <summary>One step of RFC 5280 §6.1, in words. A rule may update the state of the path, as the step it stands for does.</summary>
internal interface IPathRule
{
    string Citation { get; }

    /// <summary>Null when the certificate passes; otherwise why it does not.</summary>
    string? Check(PathStep step);
}
