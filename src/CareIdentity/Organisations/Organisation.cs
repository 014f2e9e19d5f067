using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Search;

namespace CareIdentity.Organisations;

/// <summary>What kind of organisation it is; decides which rules of access apply (a pharmacist may unlock at a pharmacy).</summary>
public enum OrganisationKind
{
    Other,
    RegistrationAuthority,
    Trust,
    GpPractice,
    Pharmacy,
    NationalLocumPharmacy,
}

/// <summary>Field 13 of the organisation file: A, C, D, P.</summary>
public enum OrganisationStatus
{
    Active,
    Closed,
    Dormant,
    Proposed,
}

/// <summary>An organisation of the Organisation Data Service, with its place in the tree of Registration Authorities.</summary>
internal sealed class Organisation : IVersioned
{
    public required OdsCode Code { get; init; }

    public Guid Version { get; set; }

    public string Name { get; private set; } = "";

    /// <summary>The name's words for ordering and comparing, see <see cref="NameText"/>.</summary>
    public string SortName { get; private set; } = "";

    public OrganisationKind Kind { get; private set; }

    public OrganisationStatus Status { get; private set; }

    public string? NationalGrouping { get; private set; }

    public string? Geography { get; private set; }

    /// <summary>Up to five lines, one below the other.</summary>
    public string Address { get; private set; } = "";

    public string? Postcode { get; private set; }

    public string? Telephone { get; private set; }

    public DateOnly? OpenedOn { get; private set; }

    public DateOnly? ClosedOn { get; private set; }

    /// <summary>Field 15 of the file, the commissioner: not the RA tree.</summary>
    public string? Commissioner { get; private set; }

    /// <summary>Field 26 of the file; 4 is a GP practice.</summary>
    public string? Setting { get; private set; }

    /// <summary>The organisation above it in the RA tree; none for a root and for one that no RA looks after yet.</summary>
    public OdsCode? RaParent { get; private set; }

    /// <summary>How to reach the RA, shown wherever somebody is refused; only on RA organisations.</summary>
    public string? ContactName { get; private set; }

    public string? ContactEmail { get; private set; }

    public string? ContactTelephone { get; private set; }

    /// <summary>Where people go with their documents; up to five lines.</summary>
    public string? ContactAddress { get; private set; }

    /// <summary>Opening hours, a line for each kind of day.</summary>
    public string? ContactHours { get; private set; }

    /// <summary>When somebody of the RA last said that all of it is right.</summary>
    public DateOnly? ContactConfirmedOn { get; private set; }

    public string? ContactConfirmedBy { get; private set; }

    /// <summary>Closed by the Registration Authority, not only by the organisation file: a file does not open it again, and no role works here.</summary>
    public DateTimeOffset? ClosedHereAt { get; private set; }

    public bool IsOpen => Status is OrganisationStatus.Active or OrganisationStatus.Dormant;

    /// <summary>Takes over what the file says; true when something differs from what was known.</summary>
    public bool Describe(OrganisationDetails details)
    {
        if (ClosedHereAt is not null)
        {
            details = details with { Status = OrganisationStatus.Closed, ClosedOn = details.ClosedOn ?? ClosedOn };
        }

        var same = DescribedAs == details;
        (Name, SortName, Kind, Status) = (details.Name, NameText.Joined(details.Name), details.Kind, details.Status);
        (NationalGrouping, Geography, Address, Postcode) = (details.NationalGrouping, details.Geography, details.Address, details.Postcode);
        (Telephone, OpenedOn, ClosedOn) = (details.Telephone, details.OpenedOn, details.ClosedOn);
        (Commissioner, Setting) = (details.Commissioner, details.Setting);
        return !same;
    }

    public void PlaceUnder(OdsCode? raParent) => RaParent = raParent;

    public void ReachedBy(string? name, string? email, string? telephone) =>
        (ContactName, ContactEmail, ContactTelephone) = (name, email, telephone);

    /// <summary>What the RA's entry says from today on, and that it is right.</summary>
    public void ReachedBy(RaEntry entry, DateOnly confirmedOn, string confirmedBy)
    {
        ReachedBy(entry.Name, entry.Email, entry.Telephone);
        (ContactAddress, ContactHours, ContactConfirmedOn, ContactConfirmedBy) = (entry.Address, entry.Hours, confirmedOn, confirmedBy);
    }

    /// <summary>What the organisation file says of its kind does not change that any more.</summary>
    public void BecomeRegistrationAuthority() => Kind = OrganisationKind.RegistrationAuthority;

    public RaEntry Entry => new(ContactName ?? "", ContactTelephone ?? "", ContactEmail ?? "", ContactAddress ?? "", ContactHours ?? "");

    public void Close(DateTimeOffset at, DateOnly on) => (Status, ClosedOn, ClosedHereAt) = (OrganisationStatus.Closed, ClosedOn ?? on, at);

    public void Reopen() => (Status, ClosedOn, ClosedHereAt) = (OrganisationStatus.Active, null, null);

    public OrganisationDetails DescribedAs => new()
    {
        Name = Name,
        Kind = Kind,
        Status = Status,
        NationalGrouping = NationalGrouping,
        Geography = Geography,
        Address = Address,
        Postcode = Postcode,
        Telephone = Telephone,
        OpenedOn = OpenedOn,
        ClosedOn = ClosedOn,
        Commissioner = Commissioner,
        Setting = Setting,
    };
}

/// <summary>What an organisation file says of one organisation.</summary>
public sealed record OrganisationDetails
{
    public required string Name { get; init; }

    public required OrganisationKind Kind { get; init; }

    public OrganisationStatus Status { get; init; } = OrganisationStatus.Active;

    public string? NationalGrouping { get; init; }

    public string? Geography { get; init; }

    public string Address { get; init; } = "";

    public string? Postcode { get; init; }

    public string? Telephone { get; init; }

    public DateOnly? OpenedOn { get; init; }

    public DateOnly? ClosedOn { get; init; }

    public string? Commissioner { get; init; }

    public string? Setting { get; init; }
}
