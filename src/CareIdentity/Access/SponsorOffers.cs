using CareIdentity.Kernel;
using CareIdentity.People;

namespace CareIdentity.Access;

/// <summary>Who may have asked for somebody's registration or access at an organisation.</summary>
/// <param name="InPlaceOfSponsor">
/// The organisation has no sponsor; these are colleagues of the Registration Authority, who stand in for people on a professional register only.
/// </param>
public sealed record SponsorOffer(IReadOnlyList<RoleHolder> People, bool InPlaceOfSponsor)
{
    public bool Has(Guid? sponsor) => People.Any(holder => holder.ProfileId == sponsor);

    /// <summary>decisions.md §2: a colleague stands in for a sponsor only where the number on a professional register was looked up.</summary>
    internal Refusal? CheckRegister(OdsCode organisation, ProfessionalNumber? number, bool isChecked) =>
        !InPlaceOfSponsor ? null
        : number is null ? SponsorOfferRefusals.SiteWithoutSponsor(organisation)
        : isChecked ? null : SponsorOfferRefusals.NumberNotChecked;
}

/// <summary>
/// Somebody else than the checker or the granter has always asked for a person: a sponsor of the organisation, or, where it has none, a second person
/// of the Registration Authority (decisions.md §2).
/// </summary>
public sealed class SponsorOffers(SponsorQueries sponsors, RoleHolders holders)
{
    private const int Most = 200;

    /// <summary>For somebody who is not registered yet.</summary>
    public async Task<SponsorOffer> OfAsync(OdsCode organisation, Guid checker, CancellationToken ct) =>
        await OfAsync(await sponsors.OfAsync(organisation, ct), organisation, checker, ct);

    /// <summary>For a position of somebody who is registered; for a national locum position, the sponsors of where they work, and nobody in their place.</summary>
    public async Task<SponsorOffer> OfAsync(OdsCode organisation, Guid profile, Guid granter, CancellationToken ct)
    {
        var registered = await sponsors.OfAsync(organisation, profile, ct);
        return organisation == OdsCode.NationalLocumPharmacy
            ? new SponsorOffer(Others(registered, granter), InPlaceOfSponsor: false)
            : await OfAsync(registered, organisation, granter, ct);
    }

    private async Task<SponsorOffer> OfAsync(IReadOnlyList<RoleHolder> registered, OdsCode organisation, Guid other, CancellationToken ct) => registered.Count > 0
        ? new SponsorOffer(Others(registered, other), InPlaceOfSponsor: false)
        : new SponsorOffer(Others(await holders.WhoCanAsync(RaFunction.AssignPosition, organisation, Most, ct), other), InPlaceOfSponsor: true);

    private static IReadOnlyList<RoleHolder> Others(IEnumerable<RoleHolder> people, Guid other) =>
        [.. people.Where(holder => holder.ProfileId != other).DistinctBy(holder => holder.ProfileId)];
}

/// <summary>What keeps a colleague from standing in for a sponsor.</summary>
public static class SponsorOfferRefusals
{
    public static readonly Refusal NumberNotChecked = new("registration.number-not-checked", "Say that you looked the professional number up on its register.")
    {
        Why = "Without a sponsor, only people whose number on a professional register was checked are registered and given access.",
        Field = nameof(RegisterPersonRequest.NumberChecked),
    };

    public static Refusal SiteWithoutSponsor(OdsCode organisation) =>
        new("registration.site-without-sponsor", $"{organisation} has no sponsor, so only somebody on a professional register can be registered or given access there now.")
        {
            Why = "Where a site has no sponsor, two people of the Registration Authority may act for pharmacists, doctors, nurses and other registered professionals; anybody else waits.",
            Next = "Record the number on the register, or have a sponsor appointed first: its owner or manager names one in a letter, and the RA Manager records it under RA staff.",
            Help = new HelpNeeded(nameof(RaFunction.AppointRaStaff), organisation),
        };
}
