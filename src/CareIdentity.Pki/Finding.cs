namespace CareIdentity.Pki;

/// <summary>
/// One rule that was not met: its name, which never changes (<c>KeyUsageIsCritical</c>); its authority, a standard or the certificate
/// policy with the section; and what is wrong in this case.
/// </summary>
public sealed record Finding(string Rule, string Citation, string Message)
{
    public override string ToString() => $"{Rule}: {Message} ({Citation})";
}
