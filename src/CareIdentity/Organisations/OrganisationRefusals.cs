using CareIdentity.Kernel;

namespace CareIdentity.Organisations;

/// <summary>Every way in which this room says no.</summary>
public static class OrganisationRefusals
{
    public static readonly Refusal CodeInUse = new("organisation.code-in-use", "There is already an organisation with this ODS code.");

    public static Refusal NotFound(string code) =>
        new("organisation.not-found", $"There is no organisation with the ODS code {code}.") { Next = "Check the code, or search by name or postcode." };

    public static Refusal Closed(OdsCode code, string name) =>
        new("organisation.closed", $"{name} ({code}) is closed.") { Why = "No position or card is given at a closed organisation." };

    public static Refusal WouldBeItsOwnAncestor(OdsCode code) =>
        new("organisation.own-ancestor", $"{code} cannot be placed below itself in the RA tree.");
}
