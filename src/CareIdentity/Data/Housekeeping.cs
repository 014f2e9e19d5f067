namespace CareIdentity.Data;

/// <summary>Rows that keep the machine going and decide nothing about anybody; a save that touches only these needs no audit event.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class HousekeepingAttribute(string because) : Attribute
{
    public string Because { get; } = because;
}

/// <summary>The row that makes a save accounted for.</summary>
internal interface IAuditRow;
