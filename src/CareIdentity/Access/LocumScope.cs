using CareIdentity.Kernel;

namespace CareIdentity.Access;

/// <summary>
/// The national locum pharmacy FFFFF belongs to no Registration Authority: whoever looks after one of a locum's organisations gives, changes and
/// removes its positions for that person (ADR-0017). All others are asked about at the organisation of the position.
/// </summary>
public static class LocumScope
{
    /// <summary>Registered pharmacy staff only (decisions.md §3).</summary>
    public static Refusal? CheckRegister(string? register) => register is "GPHC" ? null : AccessRefusals.LocumNotRegistered;

    public static Task<Refusal?> CheckForAssignmentAsync(this Authority authority, Actor actor, RaFunction function, OdsCode organisation, Guid profileId, CancellationToken ct) =>
        organisation == OdsCode.NationalLocumPharmacy
            ? authority.CheckForProfileAsync(actor, function, profileId, ct)
            : authority.CheckAsync(actor, function, organisation, ct);
}
