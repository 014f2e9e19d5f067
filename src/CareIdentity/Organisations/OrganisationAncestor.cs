using CareIdentity.Data;
using CareIdentity.Kernel;

namespace CareIdentity.Organisations;

/// <summary>
/// The RA tree written out: every organisation with each one above it, itself at depth 0. Scope is then one indexed look-up,
/// at any depth and on any engine.
/// </summary>
internal sealed class OrganisationAncestor
{
    public required OdsCode Organisation { get; init; }

    public required OdsCode Ancestor { get; init; }

    public required int Depth { get; init; }
}

/// <summary>A word of an organisation's name, for finding it.</summary>
[Housekeeping("An index over the names of organisations.")]
internal sealed class OrganisationName
{
    public required string Word { get; init; }

    public required string SortName { get; init; }

    public required OdsCode Organisation { get; init; }
}
