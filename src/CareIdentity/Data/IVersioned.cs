namespace CareIdentity.Data;

/// <summary>An entity whose every change is checked against what the changer had read. The context sets a new version at each save.</summary>
internal interface IVersioned
{
    Guid Version { get; set; }
}
