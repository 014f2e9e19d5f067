namespace CareIdentity.Data.Schema;

/// <summary>How far a database is, against the files of this build.</summary>
public sealed record SchemaState(int Applied, int Known)
{
    public bool IsCurrent => Applied == Known;
}
