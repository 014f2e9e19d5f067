using CareIdentity.Kernel;

namespace CareIdentity.Access;

/// <summary>Who may have asked for somebody's registration at an organisation.</summary>
/// <param name="InPlaceOfSponsor">
/// The organisation has no sponsor; these are colleagues of the Registration Authority, who stand in for people on a professional register only.
/// </param>
public sealed record RegistrationSponsorOffer(IReadOnlyList<RoleHolder> People, bool InPlaceOfSponsor);

/// <summary>
/// Somebody else than the checker has always asked for a person: a sponsor of the organisation, or, where it has none, a second person of the
/// Registration Authority (decisions.md §2).
/// </summary>
public sealed class RegistrationSponsors(SponsorQueries sponsors, RoleHolders holders)
{
    private const int Most = 200;

    public async Task<RegistrationSponsorOffer> OfAsync(OdsCode organisation, Guid checker, CancellationToken ct) =>
        await OfAsync(await sponsors.OfAsync(organisation, ct), organisation, checker, ct);

    /// <summary>As above for a position of somebody who is registered; for a national locum position, the sponsors of where they work, and nobody in their place.</summary>
    public async Task<RegistrationSponsorOffer> OfAsync(OdsCode organisation, Guid profile, Guid granter, CancellationToken ct)
    {
        var registered = await sponsors.OfAsync(organisation, profile, ct);
        return organisation == OdsCode.NationalLocumPharmacy
            ? new RegistrationSponsorOffer(Others(registered, granter), InPlaceOfSponsor: false)
            : await OfAsync(registered, organisation, granter, ct);
    }

    private async Task<RegistrationSponsorOffer> OfAsync(IReadOnlyList<RoleHolder> registered, OdsCode organisation, Guid checker, CancellationToken ct)
    {
        return registered.Count > 0
            ? new RegistrationSponsorOffer(Others(registered, checker), InPlaceOfSponsor: false)
            : new RegistrationSponsorOffer(Others(await holders.WhoCanAsync(RaFunction.AssignPosition, organisation, Most, ct), checker), InPlaceOfSponsor: true);
    }

    private static IReadOnlyList<RoleHolder> Others(IEnumerable<RoleHolder> people, Guid checker) =>
        [.. people.Where(holder => holder.ProfileId != checker).DistinctBy(holder => holder.ProfileId)];
}
